// The memory map as a picture: one column a segment, one box a group, one cell an object, curves for
// pointers. It reads in light and dark themes, and names every segment in words, so colour is never the only
// difference.

#include <fmt/format.h>

#include "server/render/map_layout.h"
#include "server/render/render.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::MapObject;
using placement::MemoryMap;

constexpr double kCharacter = 7.3;  // advance of the 12 px monospaced face
constexpr double kCellHeight = 42;
constexpr double kPad = 12;
constexpr double kGroupHead = 24;
constexpr double kGroupGap = 18;
constexpr double kColumnGap = 96;  // room for the curves and their labels
constexpr double kTop = 84;
constexpr size_t kLongestText = 40;

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  double middle() const { return y + height / 2; }
  double right() const { return x + width; }
};

struct Picture {
  std::vector<Box> cells;  // by object
  std::vector<size_t> column_of;
  std::string groups;
  std::string boxes;
  double width = 0;
  double height = 0;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

double column_width(const MapColumn& column) {
  size_t longest = column.title.size() + 4;
  for (const MapGroup& group : column.groups) {
    longest = std::max(longest, display_width(group.title) + 2);
    for (const MapObject* object : group.objects) {
      longest =
          std::max({longest, std::min(kLongestText, display_width(object->label)), std::min(kLongestText, display_width(object->detail))});
    }
  }
  return static_cast<double>(longest) * kCharacter + 4 * kPad;
}

std::string cell_svg(const MapObject& object, const Box& box) {
  std::string_view const fill = segment_fill(object.segment);
  std::string out = fmt::format(
      "<g class=\"cell\" id=\"object-{}\"><title>{}: {}</title>"
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"4\" fill=\"{}\" "
      "fill-opacity=\"0.16\" stroke=\"{}\"/>",
      object.id.value, escaped(segment_name(object.segment)), escaped(object.label), box.x, box.y, box.width, box.height, fill, fill);
  out += fmt::format("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", box.x + kPad, box.y + 17,
                     escaped(shortened(printable(object.label), kLongestText)));
  out += fmt::format("<text class=\"detail\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></g>\n", box.x + kPad, box.y + 33,
                     escaped(shortened(object.detail, kLongestText)));
  return out;
}

double lay_out_column(const MapColumn& column, size_t index, double x, Picture& picture) {
  double const width = column_width(column);
  picture.groups += fmt::format("<text class=\"column\" x=\"{:.1f}\" y=\"{:.1f}\" fill=\"{}\">{}</text>\n", x, kTop - 16,
                                segment_fill(column.segment), escaped(column.title));
  double y = kTop;
  for (const MapGroup& group : column.groups) {
    double const head = group.title.empty() ? kPad : kGroupHead;
    double const height = head + static_cast<double>(group.objects.size()) * (kCellHeight + 6) + kPad - 6;
    picture.groups +=
        fmt::format("<rect class=\"group\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"6\"/>\n", x, y, width, height);
    if (!group.title.empty()) {
      picture.groups += fmt::format("<text class=\"title\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x + kPad, y + 16, escaped(group.title));
    }
    double cell = y + head;
    for (const MapObject* object : group.objects) {
      Box const box{x + kPad, cell, width - 2 * kPad, kCellHeight};
      picture.cells[object->id.value - 1] = box;
      picture.column_of[object->id.value - 1] = index;
      picture.boxes += cell_svg(*object, box);
      cell += kCellHeight + 6;
    }
    y += height + kGroupGap;
  }
  picture.height = std::max(picture.height, y);
  return width;
}

// A curve from the right edge of its source: to the left edge of a target further right, else around to the
// target's right edge.
std::string arrow_svg(const MemoryMap& map, const placement::MapArrow& arrow, const Picture& picture, size_t nth, size_t of) {
  Box const& from = picture.cells[arrow.from.value - 1];
  Box const& to = picture.cells[arrow.to.value - 1];
  bool const rightwards = picture.column_of[arrow.from.value - 1] < picture.column_of[arrow.to.value - 1];
  double const y1 = from.y + from.height * (static_cast<double>(nth) + 1) / (static_cast<double>(of) + 1);
  double const x1 = from.right();
  double const y2 = to.middle();
  double const x2 = rightwards ? to.x : to.right();
  double const bend = rightwards ? std::max(30.0, (x2 - x1) / 2) : 36 + 6 * static_cast<double>(nth);
  double const c2 = rightwards ? x2 - bend : x2 + bend;
  std::string_view const stroke = segment_fill(map.objects[arrow.from.value - 1].segment);
  std::string out = fmt::format(
      "<path class=\"arrow\" d=\"M {:.1f} {:.1f} C {:.1f} {:.1f}, {:.1f} {:.1f}, {:.1f} {:.1f}\" "
      "stroke=\"{}\" "
      "marker-end=\"url(#head)\"><title>{}</title></path>\n",
      x1, y1, x1 + bend, y1, c2, y2, x2, y2, stroke, escaped(arrow.label));
  if (!arrow.label.empty()) {
    out += fmt::format("<text class=\"edge\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x1 + kPad + 4, y1 - 3, escaped(arrow.label));
  }
  return out;
}

std::string arrows_svg(const MemoryMap& map, const Picture& picture) {
  std::string out;
  for (const MapObject& object : map.objects) {
    auto const arrows = arrows_from(map, object.id);
    for (size_t nth = 0; nth < arrows.size(); ++nth) out += arrow_svg(map, *arrows[nth], picture, nth, arrows.size());
  }
  return out;
}

constexpr std::string_view kStyle = R"(<style>
  svg { background: #ffffff; font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 12px; color: #1b1f24; }
  text { fill: #1b1f24; }
  .heading { font-size: 18px; font-weight: bold; }
  .column { font-size: 14px; font-weight: bold; }
  .title, .detail, .edge, .remark { fill: #57606a; }
  .edge { font-size: 10px; }
  .group { fill: none; stroke: #8c959f; stroke-dasharray: 3 3; }
  .arrow { fill: none; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; }
    text { fill: #e6edf3; }
    .title, .detail, .edge, .remark { fill: #9da7b3; }
  }
</style>
<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
<path d="M 0 0 L 10 5 L 0 10 z" fill="#6e7781"/></marker></defs>
)";

}  // namespace

std::string map_svg(const MemoryMap& map) {
  Picture picture;
  picture.cells.resize(map.objects.size());
  picture.column_of.resize(map.objects.size());
  double x = 24;
  size_t index = 0;
  for (const MapColumn& column : map_columns(map)) x += lay_out_column(column, index++, x, picture) + kColumnGap;
  picture.width = std::max(x - kColumnGap + 60, 480.0);

  std::string remarks;
  for (const std::string& remark : map.remarks) {
    for (const std::string& line : wrapped(remark, static_cast<size_t>((picture.width - 48) / kCharacter))) {
      remarks += fmt::format("<text class=\"remark\" x=\"24\" y=\"{:.1f}\">{}</text>\n", picture.height + 6, escaped(line));
      picture.height += 16;
    }
  }
  picture.height += 16;
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
             "height=\"{1:.0f}\" role=\"img\" "
             "aria-label=\"Memory map of {2}\">\n",
             picture.width, picture.height, escaped(map.root)) +
         std::string(kStyle) + fmt::format("<text class=\"heading\" x=\"24\" y=\"34\">Memory map of {}</text>\n", escaped(map.root)) +
         picture.groups + picture.boxes + arrows_svg(map, picture) + remarks + "</svg>\n";
}

}  // namespace escapement::render
