#include <algorithm>
#include <charconv>

#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

std::string without_underscores(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != '_'; });
  return out;
}

bool is_prefixed(std::string_view text, char lower) {
  return text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == lower;
}

mpz_class power(unsigned base, unsigned long exponent) {
  mpz_class out;
  mpz_ui_pow_ui(out.get_mpz_t(), base, exponent);
  return out;
}

// mantissa · base^exponent, exact while it stays small, else a 512-bit float.
Value scaled(const mpz_class& mantissa, unsigned base, long exponent) {
  if (mantissa == 0) return Value::of(int64_t{0});
  if (std::abs(exponent) <= 4096) {
    mpq_class value(mantissa);
    if (exponent >= 0) {
      value *= power(base, static_cast<unsigned long>(exponent));
    } else {
      value /= power(base, static_cast<unsigned long>(-exponent));
    }
    value.canonicalize();
    return Value::of(value);
  }
  Float factor;
  mpfr_set_ui(factor.get(), base, MPFR_RNDN);
  mpfr_pow_si(factor.get(), factor.get(), exponent, MPFR_RNDN);
  mpfr_mul_z(factor.get(), factor.get(), mantissa.get_mpz_t(), MPFR_RNDN);
  return Value::of(factor);
}

// Reads one character or escape of a string or rune literal body; false if it is malformed.
bool read_escape(std::string_view& rest, uint32_t& rune, bool& is_byte) {
  is_byte = false;
  char const c = rest.front();
  rest.remove_prefix(1);
  auto digits = [&](size_t count, int base) {
    if (rest.size() < count) return false;
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + count, rune, base);
    if (error != std::errc() || end != rest.data() + count) return false;
    rest.remove_prefix(count);
    return true;
  };
  static constexpr std::string_view kNames = "abfnrtv\\'\"";
  static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\'\"";
  if (size_t const at = kNames.find(c); at != std::string_view::npos) {
    rune = static_cast<unsigned char>(kValues[at]);
    return true;
  }
  if (c == 'u') return digits(4, 16);
  if (c == 'U') return digits(8, 16) && rune <= 0x10FFFF;
  is_byte = true;
  if (c == 'x') return digits(2, 16);
  rest = std::string_view(rest.data() - 1, rest.size() + 1);
  return digits(3, 8) && rune <= 255;
}

}  // namespace

void append_utf8(std::string& out, uint32_t rune) {
  if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) rune = 0xFFFD;
  if (rune < 0x80) {
    out += static_cast<char>(rune);
  } else if (rune < 0x800) {
    out += static_cast<char>(0xC0 | rune >> 6);
    out += static_cast<char>(0x80 | (rune & 63));
  } else if (rune < 0x10000) {
    out += static_cast<char>(0xE0 | rune >> 12);
    out += static_cast<char>(0x80 | (rune >> 6 & 63));
    out += static_cast<char>(0x80 | (rune & 63));
  } else {
    out += static_cast<char>(0xF0 | rune >> 18);
    out += static_cast<char>(0x80 | (rune >> 12 & 63));
    out += static_cast<char>(0x80 | (rune >> 6 & 63));
    out += static_cast<char>(0x80 | (rune & 63));
  }
}

Value int_literal(std::string_view text) {
  std::string digits = without_underscores(text);
  if (digits.size() > kMaxIntegerBits) return {};
  int base = 10;
  if (is_prefixed(digits, 'x')) {
    base = 16;
  } else if (is_prefixed(digits, 'b')) {
    base = 2;
  } else if (is_prefixed(digits, 'o')) {
    base = 8;
  }
  if (base != 10) {
    digits = digits.substr(2);
  } else if (digits.size() > 1 && digits[0] == '0') {
    base = 8;
  }
  mpz_class value;
  if (value.set_str(digits, base) != 0) return {};
  return Value::of(value);
}

Value float_literal(std::string_view text) {
  std::string digits = without_underscores(text);
  bool const hex = is_prefixed(digits, 'x');
  if (hex) digits = digits.substr(2);
  size_t const mark = digits.find_first_of(hex ? "pP" : "eE");
  long exponent = 0;
  if (mark != std::string::npos) {
    std::string_view word = std::string_view(digits).substr(mark + 1);
    if (word.starts_with('+')) word.remove_prefix(1);
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), exponent);
    if (error != std::errc() || std::abs(exponent) > 1000000000L) return {};
    digits.resize(mark);
  }
  size_t const point = digits.find('.');
  long fraction = 0;
  if (point != std::string::npos) {
    fraction = static_cast<long>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  if (digits.empty() || digits.size() > kMaxIntegerBits) return {};
  mpz_class mantissa;
  if (mantissa.set_str(digits, hex ? 16 : 10) != 0) return {};
  return hex ? scaled(mantissa, 2, exponent - 4 * fraction) : scaled(mantissa, 10, exponent - fraction);
}

Value imaginary_literal(std::string_view text) {
  text.remove_suffix(1);
  bool const decimal = !is_prefixed(text, 'x') && !is_prefixed(text, 'b') && !is_prefixed(text, 'o');
  bool const hex_float = is_prefixed(text, 'x') && text.find_first_of("pP.") != std::string_view::npos;
  // A decimal with a leading zero is decimal here, for historical reasons (specification, "Imaginary literals").
  Value const part = decimal || hex_float ? float_literal(text) : int_literal(text);
  return Value::complex(Value::of(int64_t{0}), part);
}

Value rune_literal(std::string_view text) {
  if (text.size() < 3) return {};
  std::string_view rest = text.substr(1, text.size() - 2);
  uint32_t rune = 0;
  bool is_byte = false;
  if (rest.front() == '\\') {
    rest.remove_prefix(1);
    if (rest.empty() || !read_escape(rest, rune, is_byte)) return {};
    return Value::of(static_cast<int64_t>(rune));
  }
  auto const lead = static_cast<unsigned char>(rest[0]);
  size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (rest.size() < length) return {};
  rune = length == 1 ? lead : lead & (0xFF >> (length + 1));
  for (size_t i = 1; i < length; ++i) rune = rune << 6 | (static_cast<unsigned char>(rest[i]) & 63);
  return Value::of(static_cast<int64_t>(rune));
}

Value string_literal(std::string_view text) {
  if (text.size() < 2) return {};
  std::string_view rest = text.substr(1, text.size() - 2);
  std::string out;
  if (text.front() == '`') {
    std::ranges::copy_if(rest, std::back_inserter(out), [](char c) { return c != '\r'; });
    return Value::of(std::move(out));
  }
  while (!rest.empty()) {
    if (rest.front() != '\\') {
      out += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    rest.remove_prefix(1);
    uint32_t rune = 0;
    bool is_byte = false;
    if (rest.empty() || !read_escape(rest, rune, is_byte)) return {};
    if (is_byte) {
      out += static_cast<char>(rune);
    } else {
      append_utf8(out, rune);
    }
  }
  return Value::of(std::move(out));
}

}  // namespace escapement::constant
