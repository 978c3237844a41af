#include "server/lsp/position.h"

#include <algorithm>

namespace escapement::lsp {

namespace {

// Bytes of the character that begins with this byte; one for a byte that begins none.
uint32_t bytes_of(unsigned char first) {
  if (first >= 0xF0 && first < 0xF8) return 4;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xC0 && first < 0xE0 ? 2 : 1;
}

uint32_t units_of(uint32_t bytes, Encoding encoding) {
  if (encoding == Encoding::Utf8) return bytes;
  return encoding == Encoding::Utf16 && bytes == 4 ? 2 : 1;
}

// The offset of a character in the line that begins at `at`.
uint32_t offset_in_line(std::string_view text, size_t at, uint32_t character, Encoding encoding) {
  uint64_t units = 0;
  while (at < text.size() && text[at] != '\n' && !(text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) {
    uint32_t const bytes = bytes_of(static_cast<unsigned char>(text[at]));
    units += units_of(bytes, encoding);
    if (units > character) break;
    at += bytes;
  }
  return static_cast<uint32_t>(std::min(at, text.size()));
}

}  // namespace

Position position_of(const Lines& lines, uint32_t offset, Encoding encoding) {
  offset = std::min(offset, static_cast<uint32_t>(lines.text.size()));
  auto const behind = std::ranges::upper_bound(lines.starts, offset);
  Position out;
  out.line = static_cast<uint32_t>(behind - lines.starts.begin()) - 1;
  for (size_t at = lines.starts[out.line]; at < offset;) {
    uint32_t const bytes = bytes_of(static_cast<unsigned char>(lines.text[at]));
    out.character += units_of(bytes, encoding);
    at += bytes;
  }
  return out;
}

std::optional<uint32_t> offset_of(const Lines& lines, Position position, Encoding encoding) {
  if (position.line >= lines.starts.size()) return std::nullopt;
  return offset_in_line(lines.text, lines.starts[position.line], position.character, encoding);
}

std::optional<uint32_t> offset_of(std::string_view text, Position position, Encoding encoding) {
  size_t at = 0;
  for (uint32_t line = 0; line < position.line; ++line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  return offset_in_line(text, at, position.character, encoding);
}

}  // namespace escapement::lsp
