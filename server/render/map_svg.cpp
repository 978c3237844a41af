// The memory map as a picture: writes the drawing of map_drawing.h as SVG. It reads in light and dark themes, and names every segment in
// words, so that colour is never the only difference. An arrow has the colour of the segment it leads to.

#include <fmt/format.h>

#include "server/render/letters.h"
#include "server/render/map_drawing.h"
#include "server/render/render.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::MemoryMap;
using placement::Segment;

// Text for XML 1.0: what it cannot hold, and bytes that are not UTF-8, become "·".
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    Letter const letter = first_letter(text);
    std::string_view const bytes = text.substr(0, letter.bytes);
    text.remove_prefix(letter.bytes);
    auto const first = static_cast<unsigned char>(bytes[0]);
    if (bytes == "&") {
      out += "&amp;";
    } else if (bytes == "<") {
      out += "&lt;";
    } else if (bytes == ">") {
      out += "&gt;";
    } else if (bytes == "\"") {
      out += "&quot;";
    } else if (!letter.valid || first < 0x20 || first == 0x7F || bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF") {
      out += "·";
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string_view class_of(Segment segment) {
  switch (segment) {
    case Segment::Stack: return "stack";
    case Segment::Heap: return "heap";
    case Segment::Code: return "code";
    case Segment::Rodata: return "rodata";
    case Segment::Data: return "data";
    case Segment::Bss: return "bss";
    case Segment::None:
    case Segment::Unknown: break;
  }
  return "unknown";
}

std::string_view class_of(DrawnText::Style style) {
  switch (style) {
    case DrawnText::Style::Heading: return "heading";
    case DrawnText::Style::Column: return "column";
    case DrawnText::Style::Title: return "title";
    case DrawnText::Style::Label: return "label";
    case DrawnText::Style::Detail: return "detail";
    case DrawnText::Style::Remark: break;
  }
  return "remark";
}

std::string text_svg(const DrawnText& text) {
  return fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" xml:space=\"preserve\">{}</text>", class_of(text.style), text.at.x,
                     text.at.y, escaped(text.text));
}

std::string rectangle(std::string_view name, const Box& box, double radius) {
  return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.0f}\"/>", name, box.x, box.y,
                     box.width, box.height, radius);
}

std::string cell_svg(const DrawnCell& cell) {
  const auto& object = *cell.object;
  std::string out =
      fmt::format("<g class=\"cell {}\" id=\"object-{}\"><title>{}: {}{}{}</title>", class_of(object.segment), object.id.value,
                  escaped(segment_name(object.segment)), escaped(object.label), object.detail.empty() ? "" : ", ", escaped(object.detail));
  out += rectangle("box", cell.box, 4);
  for (const DrawnText& text : cell.texts) out += text_svg(text);
  return out + "</g>\n";
}

std::string arrow_svg(const MemoryMap& map, const DrawnArrow& drawn) {
  const auto& from = map.objects[drawn.arrow->from.value - 1];
  const auto& to = map.objects[drawn.arrow->to.value - 1];
  std::string_view const color = class_of(to.segment);
  std::string path = fmt::format("M {:.1f} {:.1f}", drawn.start.x, drawn.start.y);
  for (const Curve& c : drawn.curves) {
    path += fmt::format(" C {:.1f} {:.1f}, {:.1f} {:.1f}, {:.1f} {:.1f}", c.control1.x, c.control1.y, c.control2.x, c.control2.y, c.end.x,
                        c.end.y);
  }
  return fmt::format(
      "<g class=\"pointer {}\"><title>{}: {} → {}</title><path class=\"arrow\" d=\"{}\" marker-end=\"url(#head-{})\"/>"
      "<circle class=\"port\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/></g>\n",
      color, escaped(from.label), escaped(drawn.arrow->label), escaped(to.label), path, color, drawn.start.x, drawn.start.y);
}

struct Hue {
  Segment segment;
  std::string_view light;
  std::string_view dark;
};

// Okabe and Ito's colours, darkened for a white page and lightened for a dark one.
constexpr Hue kHues[] = {{Segment::Stack, "#00805d", "#2fc79a"},  {Segment::Heap, "#c25200", "#ff9a4d"},
                         {Segment::Code, "#0067a5", "#6cb6ff"},   {Segment::Rodata, "#2b7fae", "#8fd0f5"},
                         {Segment::Data, "#a84d83", "#e6a3c8"},   {Segment::Bss, "#77569a", "#c6a8e6"},
                         {Segment::Unknown, "#6e7781", "#9da7b3"}};

std::string colors(std::string_view Hue::* shade) {
  std::string out;
  for (const Hue& hue : kHues) {
    std::string_view const name = class_of(hue.segment);
    out += fmt::format(".{0} .box, .{0} .arrow {{ stroke: {1}; }} .{0} .box, .{0} .port, .{0}-head {{ fill: {1}; }}\n", name, hue.*shade);
  }
  return out;
}

std::string style() {
  std::string out = R"(<style>
text { font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1b1f24; }
.heading { font-size: 18px; font-weight: bold; }
.column { font-size: 14px; font-weight: bold; }
.label { font-size: 12px; }
.title, .detail, .remark { font-size: 11px; fill: #57606a; }
.paper { fill: #ffffff; }
.group { fill: none; stroke: #8c959f; stroke-dasharray: 3 3; }
.box { fill-opacity: 0.12; }
.arrow { fill: none; stroke-width: 1.5; }
)";
  out += colors(&Hue::light);
  out += R"(@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.title, .detail, .remark { fill: #a9b3bf; }
.paper { fill: #0d1117; }
.group { stroke: #6e7681; }
)";
  return out + colors(&Hue::dark) + "}\n</style>\n";
}

std::string heads() {
  std::string out = "<defs>";
  for (const Hue& hue : kHues) {
    out += fmt::format(
        "<marker id=\"head-{0}\" viewBox=\"0 0 10 10\" refX=\"9.5\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
        "<path class=\"{0}-head\" d=\"M 0 0.5 L 10 5 L 0 9.5 z\"/></marker>\n",
        class_of(hue.segment));
  }
  return out + "</defs>\n";
}

// The picture in words, for a reader who hears it.
std::string description(const MemoryMap& map) {
  std::string out;
  for (const MapColumn& column : map_columns(map)) {
    out += fmt::format("{}:", column.title);
    for (const MapGroup& group : column.groups) {
      for (const auto* object : group.objects) {
        out += fmt::format(" {}{}{}", object->label, group.title.empty() ? "" : " in ", group.title);
        for (const auto* arrow : arrows_from(map, object->id)) {
          out += fmt::format(" ({} → {})", arrow->label, map.objects[arrow->to.value - 1].label);
        }
        out += ";";
      }
    }
    out += "\n";
  }
  return out;
}

}  // namespace

std::string map_svg(const MemoryMap& map) {
  Drawing const drawing = draw(map);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
      "aria-labelledby=\"map-title map-desc\">\n<title id=\"map-title\">Memory map of {2}</title>\n<desc id=\"map-desc\">{3}</desc>\n",
      drawing.width, drawing.height, escaped(map.root), escaped(description(map)));
  out += style() + heads() + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
  for (const Box& group : drawing.groups) out += rectangle("group", group, 6) + "\n";
  for (const DrawnText& text : drawing.texts) out += text_svg(text) + "\n";
  for (const DrawnCell& cell : drawing.cells) {
    if (cell.object != nullptr) out += cell_svg(cell);
  }
  for (const DrawnArrow& arrow : drawing.arrows) out += arrow_svg(map, arrow);
  return out + "</svg>\n";
}

}  // namespace escapement::render
