#include "server/render/map_drawing.h"

#include <algorithm>
#include <cmath>

#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::MapArrow;
using placement::MapObject;
using placement::MemoryMap;
using placement::Segment;

constexpr double kMargin = 24;
constexpr double kPad = 12;
constexpr double kTop = 60;         // below the heading
constexpr double kColumnHead = 26;  // a segment's name
constexpr double kGroupHead = 26;   // a frame's or call's name
constexpr double kGroupGap = 18;
constexpr double kCellGap = 6;
constexpr double kOneLine = 26;  // a cell with its label and detail side by side
constexpr double kTwoLines = 42;
constexpr double kPortRow = 17;
constexpr double kNarrow = 40;  // between two columns, no arrow between them
constexpr double kWide = 92;    // with arrows
constexpr double kLoop = 46;    // beyond the last column, for arrows that return to it
constexpr double kLane = 9;     // between arrows that run beside each other
constexpr double kCorner = 8;
constexpr double kLabelSize = 12, kDetailSize = 11, kHeadingSize = 18, kColumnSize = 14;
constexpr size_t kLongestText = 44;
constexpr size_t kWidestOneLine = 40;
constexpr double kAdvance = 0.61;  // of the common monospaced faces, in font sizes

double font_size(DrawnText::Style style) {
  switch (style) {
    case DrawnText::Style::Heading: return kHeadingSize;
    case DrawnText::Style::Column: return kColumnSize;
    case DrawnText::Style::Label: return kLabelSize;
    case DrawnText::Style::Title:
    case DrawnText::Style::Detail:
    case DrawnText::Style::Remark: break;
  }
  return kDetailSize;
}

// Columns of the picture from left to right. Data segments share the last: they are short, and little points from them.
size_t slot_of(Segment segment) {
  switch (segment) {
    case Segment::Stack: return 0;
    case Segment::Heap: return 1;
    case Segment::Code: return 2;
    default: return 3;
  }
}

// An arrow has a row of its own in its source's box unless it is the value itself that points.
bool has_row(const MapArrow& arrow) { return !arrow.label.empty() && arrow.label != "points to"; }

std::string shown(std::string_view text) { return shortened(printable(text), kLongestText); }

class Artist {
 public:
  explicit Artist(const MemoryMap& map) : map_(map) {}

  Drawing drawing() {
    out_.cells.resize(map_.objects.size());
    slots_.resize(map_.objects.size());
    place_columns();
    for (const MapObject& object : map_.objects) {
      auto const arrows = arrows_from(map_, object.id);
      for (size_t nth = 0; nth < arrows.size(); ++nth) out_.arrows.push_back(route(*arrows[nth], nth));
    }
    place_remarks();
    return std::move(out_);
  }

 private:
  struct Slot {
    std::vector<const MapColumn*> columns;
    double x = 0, width = 0, bottom = 0;
  };

  void place_columns() {
    columns_ = map_columns(map_);
    std::vector<Slot> all(4);
    for (const MapColumn& column : columns_) all[slot_of(column.segment)].columns.push_back(&column);
    for (Slot& slot : all) {
      if (!slot.columns.empty()) used_.push_back(std::move(slot));
    }
    for (size_t i = 0; i < used_.size(); ++i) {
      for (const MapColumn* column : used_[i].columns) {
        for (const MapGroup& group : column->groups) {
          for (const MapObject* object : group.objects) slots_[object->id.value - 1] = i;
        }
      }
    }
    double x = kMargin;
    for (size_t i = 0; i < used_.size(); ++i) {
      used_[i].x = x;
      used_[i].width = slot_width(used_[i]);
      place_slot(used_[i]);
      x += used_[i].width + gutter(i);
    }
    out_.texts.push_back({DrawnText::Style::Heading, {kMargin, 34}, shown("Memory map of " + map_.root)});
    out_.width = std::max({x + kMargin, out_.texts.back().width() + 2 * kMargin, 520.0});
    for (const Slot& slot : used_) out_.height = std::max(out_.height, slot.bottom);
  }

  // What is free to the right of a slot.
  double gutter(size_t slot) const {
    bool used = false;
    for (const MapArrow& arrow : map_.arrows) {
      auto const [low, high] = std::minmax(slots_[arrow.from.value - 1], slots_[arrow.to.value - 1]);
      used = used || (low <= slot && slot < std::max(high, low + 1));
    }
    bool const last = slot + 1 == used_.size();
    if (last) return used ? kLoop : 0;
    return used ? kWide : kNarrow;
  }

  // ---- boxes

  static bool one_line(const MapColumn& column) {
    for (const MapGroup& group : column.groups) {
      for (const MapObject* object : group.objects) {
        if (display_width(object->label) + display_width(object->detail) + 2 > kWidestOneLine) return false;
      }
    }
    return true;
  }

  double cell_width(const MapColumn& column, const MapObject& object) const {
    double const label = text_width(shown(object.label), kLabelSize);
    double const detail = text_width(shown(object.detail), kDetailSize);
    double width = one_line(column) ? label + kPad + detail : std::max(label, detail);
    for (const MapArrow* arrow : arrows_from(map_, object.id)) {
      if (has_row(*arrow)) width = std::max(width, text_width(shown(arrow->label), kDetailSize) + kPad);
    }
    return width + 2 * kPad;
  }

  double slot_width(const Slot& slot) const {
    double width = 0;
    for (const MapColumn* column : slot.columns) {
      width = std::max(width, text_width(column->title, kColumnSize));
      for (const MapGroup& group : column->groups) {
        width = std::max(width, text_width(shown(group.title), kDetailSize) + 2 * kPad);
        for (const MapObject* object : group.objects) width = std::max(width, cell_width(*column, *object) + 2 * kPad);
      }
    }
    return width;
  }

  void place_slot(Slot& slot) {
    double y = kTop;
    for (const MapColumn* column : slot.columns) {
      out_.texts.push_back({DrawnText::Style::Column, {slot.x, y + 14}, column->title});
      y += kColumnHead;
      for (const MapGroup& group : column->groups) y = place_group(*column, group, slot, y) + kGroupGap;
    }
    slot.bottom = y - kGroupGap;
  }

  double place_group(const MapColumn& column, const MapGroup& group, const Slot& slot, double top) {
    double y = top + kPad;
    if (!group.title.empty()) {
      out_.texts.push_back({DrawnText::Style::Title, {slot.x + kPad, top + 17}, shown(group.title)});
      y = top + kGroupHead;
    }
    for (const MapObject* object : group.objects) {
      place_cell(column, *object, {slot.x + kPad, y, slot.width - 2 * kPad, 0});
      y = out_.cells[object->id.value - 1].box.bottom() + kCellGap;
    }
    double const bottom = y - kCellGap + kPad;
    out_.groups.push_back({slot.x, top, slot.width, bottom - top});
    return bottom;
  }

  void place_cell(const MapColumn& column, const MapObject& object, Box box) {
    DrawnCell& cell = out_.cells[object.id.value - 1];
    cell.object = &object;
    double const left = box.x + kPad;
    cell.texts.push_back({DrawnText::Style::Label, {left, box.y + 17}, shown(object.label)});
    DrawnText detail{DrawnText::Style::Detail, {left, box.y + 33}, shown(object.detail)};
    double y = box.y + kTwoLines;
    if (one_line(column)) {
      detail.at = {box.right() - kPad - detail.width(), box.y + 17};
      y = box.y + kOneLine;
    }
    double const value = (box.y + y) / 2;
    if (!detail.text.empty()) cell.texts.push_back(std::move(detail));
    for (const MapArrow* arrow : arrows_from(map_, object.id)) {
      if (!has_row(*arrow)) {
        cell.ports.push_back(value);
        continue;
      }
      cell.texts.push_back({DrawnText::Style::Detail, {left + kPad, y + 8}, shown(arrow->label)});
      cell.ports.push_back(y + 4);
      y += kPortRow;
    }
    box.height = y - box.y;
    cell.box = box;
  }

  void place_remarks() {
    double y = out_.height + 30;
    auto const columns = static_cast<size_t>((out_.width - 2 * kMargin) / (kDetailSize * kAdvance));
    for (const std::string& remark : map_.remarks) {
      for (std::string& line : wrapped(remark, columns)) {
        out_.texts.push_back({DrawnText::Style::Remark, {kMargin, y}, std::move(line)});
        y += 16;
      }
    }
    out_.height = y;
  }

  // ---- arrows

  // Where on its target's edge an arrow arrives: those that arrive on one edge share it evenly, in the order of their sources.
  double arrival(const MapArrow& arrow) const {
    auto const from_right = [&](const MapArrow& a) { return slots_[a.from.value - 1] >= slots_[a.to.value - 1]; };
    size_t before = 0;
    size_t all = 0;
    auto const rank = [&](const MapArrow& a) { return std::pair(out_.cells[a.from.value - 1].box.y, a.label); };
    for (const MapArrow& other : map_.arrows) {
      if (other.to != arrow.to || from_right(other) != from_right(arrow)) continue;
      ++all;
      if (rank(other) < rank(arrow)) ++before;
    }
    Box const& box = out_.cells[arrow.to.value - 1].box;
    double const height = std::min(box.height, kTwoLines);
    return box.y + height * static_cast<double>(before + 1) / static_cast<double>(all + 1);
  }

  DrawnArrow route(const MapArrow& arrow, size_t nth) {
    size_t const from = slots_[arrow.from.value - 1];
    size_t const to = slots_[arrow.to.value - 1];
    DrawnCell const& source = out_.cells[arrow.from.value - 1];
    Box const& target = out_.cells[arrow.to.value - 1].box;
    bool const leaves_right = from <= to;
    Point const start{leaves_right ? source.box.right() : source.box.x, source.ports[nth]};
    Point const end{from < to ? target.x : target.right(), arrival(arrow)};
    DrawnArrow out{&arrow, start, {}};
    if (from == to) {
      double const bend = std::min(kLoop - 12, 22 + std::abs(end.y - start.y) * 0.12);
      out.curves.push_back({{start.x + bend, start.y}, {end.x + bend, end.y}, end});
    } else if (std::max(from, to) - std::min(from, to) == 1) {
      double const bend = std::abs(end.x - start.x) / 2;
      double const side = leaves_right ? 1 : -1;
      out.curves.push_back({{start.x + side * bend, start.y}, {end.x - side * bend, end.y}, end});
    } else {
      detour(out, end, from, to);
    }
    return out;
  }

  // Below all that stands between: along the space beside the source, across, along the space beside the target.
  void detour(DrawnArrow& out, Point end, size_t from, size_t to) {
    double const side = from < to ? 1 : -1;
    double y = 0;
    for (size_t slot = std::min(from, to) + 1; slot < std::max(from, to); ++slot) y = std::max(y, used_[slot].bottom);
    double const lane = kLane * static_cast<double>(++detours_);
    y += lane;
    out_.height = std::max(out_.height, y);
    double const room = std::min(lane, kWide / 2);
    double const first = out.start.x + side * (kPad + room);
    double const second = end.x - side * (kPad + room);
    std::vector<Point> const corners{out.start, {first, out.start.y}, {first, y}, {second, y}, {second, end.y}, end};
    follow(out, corners);
  }

  static Point towards(Point from, Point to, double distance) {
    double const length = std::hypot(to.x - from.x, to.y - from.y);
    double const share = length == 0 ? 0 : std::min(distance, length / 2) / length;
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
  }

  // A line along the points, its corners rounded.
  static void follow(DrawnArrow& out, const std::vector<Point>& points) {
    Point at = out.start;
    for (size_t i = 1; i + 1 < points.size(); ++i) {
      Point const into = towards(points[i], points[i - 1], kCorner);
      Point const out_of = towards(points[i], points[i + 1], kCorner);
      out.curves.push_back({at, into, into});
      out.curves.push_back({points[i], points[i], out_of});
      at = out_of;
    }
    out.curves.push_back({at, points.back(), points.back()});
  }

  const MemoryMap& map_;
  std::vector<MapColumn> columns_;
  std::vector<Slot> used_;
  std::vector<size_t> slots_;  // by object
  size_t detours_ = 0;
  Drawing out_;
};

}  // namespace

double text_width(std::string_view text, double font_size) { return static_cast<double>(display_width(text)) * font_size * kAdvance; }

double DrawnText::width() const { return text_width(text, font_size(style)); }

Drawing draw(const MemoryMap& map) { return Artist(map).drawing(); }

}  // namespace escapement::render
