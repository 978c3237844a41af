#include "analysis/syntax/literals.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"
#include "analysis/syntax/unicode_tables.h"

namespace escapement::syntax {
namespace {

template <size_t N>
bool in_ranges(const unicode::Range (&ranges)[N], char32_t c) {
  auto it = std::upper_bound(std::begin(ranges), std::end(ranges), c, [](char32_t x, const unicode::Range& r) { return x < r.low; });
  return it != std::begin(ranges) && c <= std::prev(it)->high;
}

bool is_decimal(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_decimal(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char lower(char c) { return static_cast<char>(c | 0x20); }
uint32_t offset(size_t i) { return static_cast<uint32_t>(i); }

int digit_value(char c) {
  if (is_decimal(c)) return c - '0';
  if (is_hex(c)) return lower(c) - 'a' + 10;
  return 16;
}

constexpr char32_t kLargest = 0x10FFFF;

bool is_surrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

struct NumberParts {
  int base = 10;
  char prefix = 0;    // x, o, b, or 0 for a leading zero without letter
  size_t digits = 0;  // where the digits start
  size_t mantissa_end = 0;
  bool point = false;
  char exponent = 0;
  size_t exponent_digits = 0;
  bool imaginary = false;
};

NumberParts split_number(std::string_view t) {
  NumberParts p;
  if (t.size() > 1 && t[0] == '0') {
    char c = lower(t[1]);
    if (c == 'x')
      p.base = 16, p.prefix = 'x', p.digits = 2;
    else if (c == 'o')
      p.base = 8, p.prefix = 'o', p.digits = 2;
    else if (c == 'b')
      p.base = 2, p.prefix = 'b', p.digits = 2;
    else if (is_decimal(t[1]) || t[1] == '_')
      p.base = 8, p.prefix = '0', p.digits = 1;
  }
  size_t end = t.size();
  if (end > 0 && t[end - 1] == 'i') p.imaginary = true, --end;
  size_t i = p.digits;
  for (; i < end; ++i) {
    char c = t[i];
    if (c == '.')
      p.point = true;
    else if (lower(c) == 'p' || (lower(c) == 'e' && p.base != 16))
      break;
  }
  p.mantissa_end = i;
  if (i < end) {
    p.exponent = lower(t[i]);
    p.exponent_digits = i + 1;
    if (p.exponent_digits < end && (t[p.exponent_digits] == '+' || t[p.exponent_digits] == '-')) ++p.exponent_digits;
  }
  return p;
}

// "_" may stand between digits, and between a base prefix and the first digit.
std::optional<size_t> misplaced_underscore(std::string_view t) {
  bool prefixed = t.size() > 1 && t[0] == '0' && !is_decimal(t[1]) && t[1] != '_' && t[1] != '.';
  char before = prefixed ? '0' : '.';
  for (size_t i = prefixed ? 2 : 0; i < t.size(); ++i) {
    char c = t[i];
    bool digit = is_decimal(c) || (prefixed && lower(t[1]) == 'x' && is_hex(c));
    if (c == '_') {
      if (before != '0') return i;
      before = '_';
    } else if (digit) {
      before = '0';
    } else {
      if (before == '_') return i - 1;
      before = '.';
    }
  }
  if (before == '_') return t.size() - 1;
  return std::nullopt;
}

const char* base_name(int base) { return base == 16 ? "hexadecimal" : base == 8 ? "octal" : base == 2 ? "binary" : "decimal"; }

std::optional<LexError> check_mantissa(std::string_view t, const NumberParts& p, bool is_float) {
  int base = p.prefix == '0' && (is_float || p.imaginary) ? 10 : p.base;
  bool any = p.prefix == '0';
  for (size_t i = p.digits; i < p.mantissa_end; ++i) {
    if (t[i] == '_' || t[i] == '.') continue;
    any = true;
    if (digit_value(t[i]) >= base) return LexError{offset(i), fmt::format("invalid digit '{}' in {} literal", t[i], base_name(base))};
  }
  if (!any) return LexError{0, fmt::format("{} literal has no digits", base_name(p.base))};
  return std::nullopt;
}

std::optional<LexError> check_exponent(std::string_view t, const NumberParts& p) {
  size_t end = t.size() - (p.imaginary ? 1 : 0);
  bool hex = p.exponent == 'p';
  if (hex && p.prefix != 'x') return LexError{offset(p.mantissa_end), "'p' exponent requires hexadecimal mantissa"};
  if (!hex && p.prefix != 0 && p.prefix != '0') return LexError{offset(p.mantissa_end), "'e' exponent requires decimal mantissa"};
  bool any = std::any_of(t.begin() + static_cast<ptrdiff_t>(p.exponent_digits), t.begin() + static_cast<ptrdiff_t>(end), is_decimal);
  if (!any) return LexError{0, "exponent has no digits"};
  return std::nullopt;
}

// An escape sequence starting at t[i] == '\\'; its length, or an error.
struct Escape {
  size_t length = 0;
  std::optional<LexError> error;
};

Escape check_escape(std::string_view t, size_t i, char quote) {
  if (i + 1 >= t.size()) return {1, LexError{offset(i), "escape is not terminated"}};
  char c = t[i + 1];
  if (c == quote || std::string_view("abfnrtv\\").find(c) != std::string_view::npos) return {2, std::nullopt};
  size_t digits = 0, skip = 2;
  int base = 16;
  uint32_t largest = kLargest;
  if (c >= '0' && c <= '7')
    digits = 3, base = 8, largest = 255, skip = 1;
  else if (c == 'x')
    digits = 2, largest = 255;
  else if (c == 'u')
    digits = 4;
  else if (c == 'U')
    digits = 8;
  else
    return {2, LexError{offset(i), "unknown escape: write \\\\ for a backslash"}};
  uint64_t value = 0;
  for (size_t k = 0; k < digits; ++k) {
    size_t at = i + skip + k;
    if (at >= t.size() - 1 || digit_value(t[at]) >= base)
      return {skip + k, LexError{offset(std::min(at, t.size() - 1)),
                                 fmt::format("invalid character in {} escape: {} digits are needed", base_name(base), digits)}};
    value = value * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit_value(t[at]));
  }
  if (value > largest || (largest == kLargest && is_surrogate(static_cast<char32_t>(value))))
    return {skip + digits, LexError{offset(i), "escape is an invalid code point"}};
  return {skip + digits, std::nullopt};
}

}  // namespace

CodePoint decode(std::string_view text, size_t i) {
  auto byte = [&](size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  uint32_t b0 = byte(i);
  if (b0 < 0x80) return {b0, 1};
  uint32_t length = b0 >= 0xF0 ? 4 : b0 >= 0xE0 ? 3 : 2;
  if (b0 < 0xC2 || b0 > 0xF4) return {0xFFFD, 0};
  char32_t value = b0 & (0x7FU >> length);
  for (uint32_t k = 1; k < length; ++k) {
    uint32_t b = byte(i + k);
    if ((b & 0xC0) != 0x80) return {0xFFFD, 0};
    value = (value << 6) | (b & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > kLargest || is_surrogate(value)) return {0xFFFD, 0};
  return {value, length};
}

LitKind number_kind(std::string_view text) {
  NumberParts p = split_number(text);
  if (p.imaginary) return LitKind::Imaginary;
  return p.point || p.exponent != 0 ? LitKind::Float : LitKind::Int;
}

std::optional<LexError> check_number(std::string_view text) {
  NumberParts p = split_number(text);
  bool is_float = p.point || p.exponent != 0;
  if (p.point && (p.prefix == 'o' || p.prefix == 'b'))
    return LexError{0, fmt::format("invalid radix point in {} literal", base_name(p.base))};
  if (auto e = check_mantissa(text, p, is_float)) return e;
  if (p.exponent != 0) {
    if (auto e = check_exponent(text, p)) return e;
  } else if (p.prefix == 'x' && p.point) {
    return LexError{0, "hexadecimal mantissa requires a 'p' exponent"};
  }
  if (auto at = misplaced_underscore(text)) return LexError{offset(*at), "'_' must separate successive digits"};
  return std::nullopt;
}

std::optional<LexError> check_quoted(std::string_view text, char quote) {
  size_t characters = 0;
  for (size_t i = 1; i + 1 < text.size(); ++characters) {
    if (text[i] == '\\') {
      Escape escape = check_escape(text, i, quote);
      if (escape.error) return escape.error;
      i += escape.length;
    } else {
      CodePoint c = decode(text, i);
      i += std::max(1U, c.length);
    }
  }
  if (quote != '\'' || characters == 1) return std::nullopt;
  if (characters == 0) return LexError{0, "empty rune literal, or an unescaped ' in one"};
  return LexError{0, "more than one character in a rune literal: use \"…\" for a string"};
}

std::optional<LexError> check_identifier(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    CodePoint c = decode(text, i);
    if (c.length == 0) return std::nullopt;  // reported for the whole file
    if (!in_ranges(unicode::kLettersAndDigits, c.value))
      return LexError{offset(i), fmt::format("invalid character U+{:04X} in identifier", static_cast<uint32_t>(c.value))};
    if (i == 0 && in_ranges(unicode::kDigits, c.value))
      return LexError{0, fmt::format("identifier cannot begin with digit U+{:04X}", static_cast<uint32_t>(c.value))};
    i += c.length;
  }
  return std::nullopt;
}

// ---------------------------------------------------------------- In a tree

NodeId TreeBuilder::number(const Child& c) {
  check_number(c);
  return literal(c, number_kind(text(c)));
}

void TreeBuilder::check_number(const Child& c) {
  if (auto e = syntax::check_number(text(c))) error({c.begin + e->at, c.end}, errors::kLiteral, std::move(e->text));
}

void TreeBuilder::check_quoted(const Child& c, char quote) {
  std::string_view t = text(c);
  if (quote == '"' && t.find('\\') == std::string_view::npos) return;
  if (auto e = syntax::check_quoted(t, quote)) error({c.begin + e->at, c.end}, errors::kLiteral, std::move(e->text));
}

void TreeBuilder::check_identifier(const Child& c) {
  std::string_view t = text(c);
  if (std::all_of(t.begin(), t.end(), [](char x) { return static_cast<unsigned char>(x) < 0x80; })) return;
  if (auto e = syntax::check_identifier(t)) error({c.begin + e->at, c.end}, errors::kIdentifier, std::move(e->text));
}

}  // namespace escapement::syntax
