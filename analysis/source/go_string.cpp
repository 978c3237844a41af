#include "analysis/source/go_string.h"

#include <cstdint>

namespace escapement::source {

namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

bool append_utf8(std::string& out, uint32_t rune) {
  if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) return false;
  if (rune < 0x80) {
    out.push_back(static_cast<char>(rune));
  } else if (rune < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (rune >> 6)));
    out.push_back(static_cast<char>(0x80 | (rune & 0x3F)));
  } else {
    if (rune < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (rune >> 12)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (rune >> 18)));
      out.push_back(static_cast<char>(0x80 | ((rune >> 12) & 0x3F)));
    }
    out.push_back(static_cast<char>(0x80 | ((rune >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (rune & 0x3F)));
  }
  return true;
}

// The escape behind a backslash at text[at]; moves `at` behind it.
bool take_escape(std::string_view text, size_t& at, std::string& out) {
  static constexpr std::string_view kNames = "abfnrtv\\\"";
  static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\\"";
  if (at >= text.size()) return false;
  char const kind = text[at];
  if (size_t const named = kNames.find(kind); named != std::string_view::npos) {
    out.push_back(kValues[named]);
    ++at;
    return true;
  }
  size_t digits = 0;
  int base = 16;
  if (kind == 'x') digits = 2;
  if (kind == 'u') digits = 4;
  if (kind == 'U') digits = 8;
  if (kind >= '0' && kind <= '7') {
    digits = 3;
    base = 8;
  } else {
    ++at;
  }
  if (digits == 0 || at + digits > text.size()) return false;
  uint64_t value = 0;
  for (size_t i = 0; i < digits; ++i) {
    int const digit = digit_of(text[at++]);
    if (digit >= base) return false;
    value = value * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit);
  }
  if (kind == 'u' || kind == 'U') return append_utf8(out, static_cast<uint32_t>(value));
  if (value > 255) return false;
  out.push_back(static_cast<char>(value));
  return true;
}

}  // namespace

std::optional<StringLiteral> take_string_literal(std::string_view text) {
  StringLiteral out;
  if (text.starts_with('`')) {
    size_t const end = text.find('`', 1);
    if (end == std::string_view::npos) return std::nullopt;
    for (char c : text.substr(1, end - 1)) {
      if (c != '\r') out.value.push_back(c);
    }
    out.length = end + 1;
    return out;
  }
  if (!text.starts_with('"')) return std::nullopt;
  for (size_t at = 1; at < text.size();) {
    char const c = text[at++];
    if (c == '"') {
      out.length = at;
      return out;
    }
    if (c == '\n') return std::nullopt;
    if (c != '\\') {
      out.value.push_back(c);
    } else if (!take_escape(text, at, out.value)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace escapement::source
