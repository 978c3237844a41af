// Positions of LSP 3.17 in the negotiated encoding, and byte offsets in UTF-8 text. A line ends at "\n" or "\r\n": a lone "\r" ends none, as in
// Go's own positions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace escapement::lsp {

enum class Encoding : uint8_t { Utf8, Utf16, Utf32 };

struct Position {
  uint32_t line = 0;       // 0-based
  uint32_t character = 0;  // 0-based, in units of the encoding
};

// A text with the offsets at which its lines begin; both outlive it.
struct Lines {
  std::string_view text;
  std::span<const uint32_t> starts;
};

Position position_of(const Lines& lines, uint32_t offset, Encoding encoding);
// Behind the line's end: clamped to it. Inside a character (a surrogate pair, a UTF-8 sequence): its
// beginning. None: no such line.
std::optional<uint32_t> offset_of(const Lines& lines, Position position, Encoding encoding);
// The same in a text whose lines are not known; looks at all of it up to the position.
std::optional<uint32_t> offset_of(std::string_view text, Position position, Encoding encoding);

}  // namespace escapement::lsp
