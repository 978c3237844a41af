// Terminal text: colours of the segments, widths in columns, wrapping. Colours are Okabe and Ito's, told
// apart by colour-blind readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/placement/report.h"
#include "server/render/render.h"

namespace escapement::render {

// Columns that UTF-8 text takes (letters.h).
size_t display_width(std::string_view text);
// `text` and blanks up to `width` columns.
std::string padded(std::string_view text, size_t width);
// The first `width` columns; "…" marks what is cut.
std::string shortened(std::string_view text, size_t width);
// Lines of at most `width` columns, broken between words (a longer word is broken).
std::vector<std::string> wrapped(std::string_view text, size_t width);
// Tabs as blanks up to every fourth column, control characters as "·", bytes that are no UTF-8 as U+FFFD.
std::string printable(std::string_view line);

enum class Emphasis : uint8_t { None, Bold, Dim };
std::string styled(std::string_view text, Emphasis emphasis, Color color);
std::string in_segment_color(std::string_view text, placement::Segment segment, Color color);
// Fill colour of a segment as "#rrggbb", for SVG.
std::string_view segment_fill(placement::Segment segment);

}  // namespace escapement::render
