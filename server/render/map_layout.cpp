#include "server/render/map_layout.h"

namespace escapement::render {

namespace {

using placement::MapArrow;
using placement::MapObject;
using placement::MemoryMap;
using placement::Segment;

void add(MapColumn& column, const MapObject& object) {
  for (MapGroup& group : column.groups) {
    if (group.title == object.group) {
      group.objects.push_back(&object);
      return;
    }
  }
  column.groups.push_back({object.group, {&object}});
}

}  // namespace

std::vector<MapColumn> map_columns(const MemoryMap& map) {
  struct Kind {
    std::string_view title;
    Segment segment;
  };
  static constexpr Kind kKinds[] = {{"stack", Segment::Stack},           {"heap", Segment::Heap}, {"code", Segment::Code},
                                    {"read-only data", Segment::Rodata}, {"data", Segment::Data}, {"bss", Segment::Bss},
                                    {"not analysed", Segment::Unknown}};
  std::vector<MapColumn> columns;
  for (const Kind& kind : kKinds) {
    MapColumn column{std::string(kind.title), kind.segment, {}};
    for (const MapObject& object : map.objects) {
      if (object.segment == kind.segment) add(column, object);
    }
    if (!column.groups.empty()) columns.push_back(std::move(column));
  }
  return columns;
}

std::vector<const MapArrow*> arrows_from(const MemoryMap& map, placement::MapObjectId id) {
  std::vector<const MapArrow*> arrows;
  for (const MapArrow& arrow : map.arrows) {
    if (arrow.from == id) arrows.push_back(&arrow);
  }
  return arrows;
}

}  // namespace escapement::render
