// The geometry of the memory map's picture: where each box stands, and by which way each arrow goes. It promises that boxes do not overlap,
// that texts fit their boxes, and that arrows begin and end on borders of boxes, and cross no box on their way.
// Units are CSS pixels; y grows downwards.
#pragma once

#include <string>
#include <vector>

#include "server/render/map_layout.h"

namespace escapement::render {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
  double middle() const { return y + height / 2; }
};

struct DrawnText {
  enum class Style : uint8_t { Heading, Column, Title, Label, Detail, Remark };
  Style style = Style::Label;
  Point at;  // of its baseline's left end
  std::string text;
  double width() const;  // an upper bound in the common monospaced faces
};

struct DrawnCell {
  const placement::MapObject* object = nullptr;
  Box box;
  std::vector<DrawnText> texts;
  std::vector<double> ports;  // heights of the rows that name a pointer, one an arrow that leaves
};

struct Curve {
  Point control1, control2, end;
};

struct DrawnArrow {
  const placement::MapArrow* arrow = nullptr;
  Point start;
  std::vector<Curve> curves;
};

struct Drawing {
  double width = 0, height = 0;
  std::vector<DrawnText> texts;  // heading, columns, titles of groups, remarks
  std::vector<Box> groups;
  std::vector<DrawnCell> cells;  // by object
  std::vector<DrawnArrow> arrows;
};

// The drawing refers to the map, which must outlive it.
Drawing draw(const placement::MemoryMap& map);

// The advance of a text in pixels; wide characters count twice.
double text_width(std::string_view text, double font_size);

}  // namespace escapement::render
