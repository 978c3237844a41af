// The memory map in columns of groups, the same for the terminal and the picture: stack, heap, code, data
// segments from left to right, so that most pointers point to the right. Order is that of the map's objects.
#pragma once

#include <string>
#include <vector>

#include "analysis/placement/report.h"

namespace escapement::render {

struct MapGroup {
  std::string title;
  std::vector<const placement::MapObject*> objects;
};

struct MapColumn {
  std::string title;
  placement::Segment segment;
  std::vector<MapGroup> groups;
};

// Columns without objects are left out.
std::vector<MapColumn> map_columns(const placement::MemoryMap& map);

// The arrows that leave an object, in the map's order.
std::vector<const placement::MapArrow*> arrows_from(const placement::MemoryMap& map, placement::MapObjectId id);

}  // namespace escapement::render
