// Positions of LSP 3.17 in the negotiated encoding, and byte offsets in UTF-8 text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escapement::lsp {

enum class Encoding : uint8_t { Utf8, Utf16, Utf32 };

struct Position {
  uint32_t line = 0;       // 0-based
  uint32_t character = 0;  // 0-based, in units of the encoding
};

Position position_of(std::string_view text, uint32_t offset, Encoding encoding);
// Behind the line's end: clamped to it. Inside a character (a surrogate pair, a UTF-8 sequence): its
// beginning. None: no such line.
std::optional<uint32_t> offset_of(std::string_view text, Position position, Encoding encoding);

// The path of a file: URI, percent-decoded; none for another scheme. And back.
std::optional<std::string> path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view path);

}  // namespace escapement::lsp
