#include <fmt/format.h>

#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

constexpr size_t kLongestShort = 72;  // runes of a quoted string, go/constant

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

// Runes that strconv prints as they are. Beyond Latin-1 only the common unprintable ranges are told apart.
bool is_printable(uint32_t rune) {
  if (rune < 0x20 || rune == 0x7F) return false;
  if (rune < 0x7F) return true;
  if (rune < 0xA1 || rune == 0xAD) return false;
  if (rune >= 0x2000 && rune <= 0x200F) return false;
  if (rune >= 0x2028 && rune <= 0x202F) return false;
  if (rune >= 0x205F && rune <= 0x206F) return false;
  return rune != 0x3000 && rune != 0xFEFF && !(rune >= 0xE000 && rune < 0xF900) && rune < 0xF0000;
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

std::string float_text(const Value& value) {
  Float const number = value.to_float();
  double const as_double = mpfr_get_d(number.get(), MPFR_RNDN);
  if ((as_double != 0 || mpfr_zero_p(number.get())) && as_double - as_double == 0) return fmt::format("{:.6g}", as_double);
  // Outside a double's range: go/constant scales to a decimal mantissa and exponent.
  char* text = nullptr;
  mpfr_asprintf(&text, "%.6Rg", number.get());
  std::string out = text == nullptr ? "" : text;
  mpfr_free_str(text);
  return out;
}

std::string shortened_string(const std::string& quoted_text) {
  size_t runes = 0;
  size_t cut = std::string::npos;
  for (size_t i = 0; i < quoted_text.size(); ++i) {
    if ((static_cast<unsigned char>(quoted_text[i]) & 0xC0) == 0x80) continue;
    if (runes++ == kLongestShort - 3) cut = i;
  }
  return runes > kLongestShort ? quoted_text.substr(0, cut) + "..." : quoted_text;
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

std::string short_text(const Value& value) {
  switch (value.kind()) {
    case Kind::Unknown: return "unknown";
    case Kind::Bool: return value.as_bool() ? "true" : "false";
    case Kind::String: return shortened_string(quoted(value.as_string()));
    case Kind::Int: return value.as_int().get_str();
    case Kind::Float: return float_text(value);
    case Kind::Complex: return fmt::format("({} + {}i)", short_text(value.real()), short_text(value.imaginary()));
  }
  return {};
}

std::string exact_text(const Value& value) {
  switch (value.kind()) {
    case Kind::String: return quoted(value.as_string());
    case Kind::Float: return value.as_rational() != nullptr ? value.as_rational()->get_str() : float_text(value);
    case Kind::Complex: return fmt::format("({} + {}i)", exact_text(value.real()), exact_text(value.imaginary()));
    default: return short_text(value);
  }
}

}  // namespace escapement::constant
