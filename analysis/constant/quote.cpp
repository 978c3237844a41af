// Go literals of strings and runes, as package strconv writes them.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/constant/printable.h"
#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

// The next rune of UTF-8 text; `width` 1 and rune 0xFFFD for an invalid byte.
uint32_t decode(std::string_view text, size_t& width) {
  auto const lead = static_cast<unsigned char>(text[0]);
  width = 1;
  if (lead < 0x80) return lead;
  size_t const length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead >= 0xF5 || text.size() < length) return 0xFFFD;
  uint32_t rune = lead & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    auto const next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return 0xFFFD;
    rune = rune << 6 | (next & 63);
  }
  static constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (rune < kLeast[length] || rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) return 0xFFFD;
  width = length;
  return rune;
}

bool is_printable(uint32_t rune) {
  if (rune < 0x80) return rune >= 0x20 && rune != 0x7F;
  const auto* const after = std::ranges::upper_bound(unicode::kPrintable, rune, {}, [](const unicode::Range& r) { return r.low; });
  return after != std::begin(unicode::kPrintable) && rune <= std::prev(after)->high;
}

void append_escaped(std::string& out, uint32_t rune, char quote) {
  if (rune == static_cast<uint32_t>(quote) || rune == '\\') {
    out += '\\';
    out += static_cast<char>(rune);
    return;
  }
  if (is_printable(rune)) return append_utf8(out, rune);
  static constexpr std::string_view kValues = "\a\b\f\n\r\t\v";
  if (size_t const at = rune < 0x20 ? kValues.find(static_cast<char>(rune)) : std::string_view::npos; at != std::string_view::npos) {
    out += '\\';
    out += "abfnrtv"[at];
  } else if (rune < 0x20 || rune == 0x7F) {
    out += fmt::format("\\x{:02x}", rune);
  } else if (rune < 0x10000) {
    out += fmt::format("\\u{:04x}", rune);
  } else {
    out += fmt::format("\\U{:08x}", rune);
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    size_t width = 1;
    uint32_t const rune = decode(text, width);
    if (width == 1 && rune == 0xFFFD) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else {
      append_escaped(out, rune, '"');
    }
    text.remove_prefix(width);
  }
  return out + "\"";
}

std::string quoted_rune(int64_t rune) {
  bool const valid = rune >= 0 && rune <= 0x10FFFF && !(rune >= 0xD800 && rune < 0xE000);
  std::string out = "'";
  append_escaped(out, valid ? static_cast<uint32_t>(rune) : 0xFFFDU, '\'');
  return out + "'";
}

}  // namespace escapement::constant
