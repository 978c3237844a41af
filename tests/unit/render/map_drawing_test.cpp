// The picture of a memory map can be read: boxes stand apart, texts fit their boxes, arrows begin and end on borders and cross no box and
// no text. Held for maps of every shape: random objects in random segments, random pointers between them.
#include "server/render/map_drawing.h"

#include <catch2/catch.hpp>
#include <random>

namespace escapement::render {
namespace {

using placement::MapObject;
using placement::MapObjectId;
using placement::MemoryMap;
using placement::Segment;

constexpr double kHair = 0.01;

MemoryMap random_map(uint32_t seed) {
  std::mt19937 random(seed);
  auto const below = [&](uint32_t bound) { return std::uniform_int_distribution<uint32_t>(0, bound - 1)(random); };
  static constexpr Segment kSegments[] = {Segment::Stack, Segment::Heap, Segment::Code,   Segment::Rodata,
                                          Segment::Data,  Segment::Bss,  Segment::Unknown};
  static constexpr std::string_view kLabels[] = {"count", "counter.func1", "\"<&>\"", "世界",
                                                 "a name far longer than any box has room for, really"};
  static constexpr std::string_view kDetails[] = {"", "int, 8 B", "function value, 8 B", "map[string]struct{...} with a long type, 8 B"};
  static constexpr std::string_view kArrows[] = {"points to", "code", "environment: &count", ""};
  MemoryMap map;
  map.root = "main";
  uint32_t const objects = 1 + below(14);
  for (uint32_t i = 0; i < objects; ++i) {
    MapObject object;
    object.id = MapObjectId(i + 1);
    object.segment = kSegments[below(7)];
    object.label = kLabels[below(5)];
    object.detail = kDetails[below(4)];
    object.group = below(2) == 0 ? "" : "frame of main";
    map.objects.push_back(object);
  }
  for (uint32_t i = below(16); i > 0; --i) {
    map.arrows.push_back({MapObjectId(1 + below(objects)), MapObjectId(1 + below(objects)), std::string(kArrows[below(4)])});
  }
  map.remarks.emplace_back(
      "Every function is shown compiled out of line; where gc inlines a call, its objects can be on the caller's frame.");
  return map;
}

bool apart(const Box& a, const Box& b) { return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y; }
bool inside(const Box& inner, const Box& outer) {
  return inner.x >= outer.x && inner.right() <= outer.right() + kHair && inner.y >= outer.y && inner.bottom() <= outer.bottom() + kHair;
}
bool strictly_inside(Point p, const Box& box) {
  return p.x > box.x + kHair && p.x < box.right() - kHair && p.y > box.y + kHair && p.y < box.bottom() - kHair;
}
bool on_side(Point p, const Box& box) {
  bool const side = std::abs(p.x - box.x) < kHair || std::abs(p.x - box.right()) < kHair;
  return side && p.y > box.y && p.y < box.bottom();
}
Box box_of(const DrawnText& text) { return {text.at.x, text.at.y - 9, text.width(), 11}; }

std::vector<Point> points_of(const DrawnArrow& arrow) {
  std::vector<Point> points{arrow.start};
  Point from = arrow.start;
  for (const Curve& c : arrow.curves) {
    for (int step = 1; step <= 20; ++step) {
      double const t = step / 20.0;
      double const u = 1 - t;
      auto const at = [&](double a, double b, double d, double e) {
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * d + t * t * t * e;
      };
      points.push_back({at(from.x, c.control1.x, c.control2.x, c.end.x), at(from.y, c.control1.y, c.control2.y, c.end.y)});
    }
    from = c.end;
  }
  return points;
}

TEST_CASE("boxes stand apart and hold their texts") {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    INFO("map " << seed);
    MemoryMap const map = random_map(seed);
    Drawing const drawing = draw(map);
    Box const paper{0, 0, drawing.width, drawing.height};
    for (size_t i = 0; i < drawing.cells.size(); ++i) {
      const DrawnCell& cell = drawing.cells[i];
      CHECK(inside(cell.box, paper));
      CHECK(std::ranges::count_if(drawing.groups, [&](const Box& group) { return inside(cell.box, group); }) == 1);
      for (size_t k = i + 1; k < drawing.cells.size(); ++k) CHECK(apart(cell.box, drawing.cells[k].box));
      for (size_t a = 0; a < cell.texts.size(); ++a) {
        CHECK(inside(box_of(cell.texts[a]), cell.box));
        for (size_t b = a + 1; b < cell.texts.size(); ++b) CHECK(apart(box_of(cell.texts[a]), box_of(cell.texts[b])));
      }
    }
    for (size_t i = 0; i < drawing.groups.size(); ++i) {
      for (size_t k = i + 1; k < drawing.groups.size(); ++k) CHECK(apart(drawing.groups[i], drawing.groups[k]));
    }
    for (const DrawnText& text : drawing.texts) CHECK(inside(box_of(text), paper));
  }
}

TEST_CASE("arrows go from border to border and cross nothing that is read") {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    INFO("map " << seed);
    MemoryMap const map = random_map(seed);
    Drawing const drawing = draw(map);
    for (const DrawnArrow& arrow : drawing.arrows) {
      CHECK(on_side(arrow.start, drawing.cells[arrow.arrow->from.value - 1].box));
      CHECK(on_side(arrow.curves.back().end, drawing.cells[arrow.arrow->to.value - 1].box));
      for (Point const p : points_of(arrow)) {
        CHECK((p.x >= 0 && p.x <= drawing.width && p.y >= 0 && p.y <= drawing.height));
        for (const DrawnCell& cell : drawing.cells) CHECK_FALSE(strictly_inside(p, cell.box));
        for (const DrawnText& text : drawing.texts) CHECK_FALSE(strictly_inside(p, box_of(text)));
      }
    }
  }
}

TEST_CASE("wide characters take two columns") {
  CHECK(text_width("世界", 10) == text_width("abcd", 10));
  CHECK(text_width("é", 10) == text_width("e", 10));
}

}  // namespace
}  // namespace escapement::render
