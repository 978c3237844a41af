#include "server/lsp/position.h"

#include <algorithm>
#include <cctype>
#include <charconv>

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

}  // namespace

Position position_of(std::string_view text, uint32_t offset, Encoding encoding) {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text.size()));
  std::string_view const before = text.substr(0, offset);
  Position out;
  out.line = static_cast<uint32_t>(std::ranges::count(before, '\n'));
  size_t const newline = before.rfind('\n');
  size_t at = newline == std::string_view::npos ? 0 : newline + 1;
  while (at < offset) {
    uint32_t const bytes = bytes_of(static_cast<unsigned char>(text[at]));
    out.character += units_of(bytes, encoding);
    at += bytes;
  }
  return out;
}

std::optional<uint32_t> offset_of(std::string_view text, Position position, Encoding encoding) {
  size_t at = 0;
  for (uint32_t line = 0; line < position.line; ++line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  uint64_t units = 0;
  while (at < text.size() && text[at] != '\n' &&
         !(text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) {
    uint32_t const bytes = bytes_of(static_cast<unsigned char>(text[at]));
    units += units_of(bytes, encoding);
    if (units > position.character) break;
    at += bytes;
  }
  return static_cast<uint32_t>(std::min(at, text.size()));
}

std::optional<std::string> path_of_uri(std::string_view uri) {
  if (!uri.starts_with("file://")) return std::nullopt;
  uri.remove_prefix(7);
  size_t const slash = uri.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string_view const host = uri.substr(0, slash);
  if (!host.empty() && host != "localhost") return std::nullopt;
  uri.remove_prefix(slash);
  std::string out;
  for (size_t i = 0; i < uri.size(); ++i) {
    unsigned value = 0;
    if (uri[i] == '%' && i + 2 < uri.size() &&
        std::from_chars(uri.data() + i + 1, uri.data() + i + 3, value, 16).ptr == uri.data() + i + 3) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += uri[i];
    }
  }
  return out;
}

std::string uri_of_path(std::string_view path) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "file://";
  for (char const c : path) {
    auto const byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("/-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

}  // namespace escapement::lsp
