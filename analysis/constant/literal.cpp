#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

std::string without_underscores(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != '_'; });
  return out;
}

bool is_prefixed(std::string_view text, char lower) { return text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == lower; }

// 5^exponent, as math/big computes it: that the last bits of a float agree, every step must round as it does
// (Float.pow5: the first 5^27 exactly, then by squaring, with 64 bits more than the result for the powers).
void power_of_five(mpfr_ptr out, uint64_t exponent) {
  constexpr uint64_t kExact = 27;
  mpfr_set_ui(out, 1, MPFR_RNDN);
  for (uint64_t i = 0; i < std::min(exponent, kExact); ++i) mpfr_mul_ui(out, out, 5, MPFR_RNDN);
  if (exponent <= kExact) return;
  mpfr_t square;
  mpfr_init2(square, mpfr_get_prec(out) + 64);
  mpfr_set_ui(square, 5, MPFR_RNDN);
  for (uint64_t rest = exponent - kExact; rest > 0; rest >>= 1) {
    if ((rest & 1) != 0) mpfr_mul(out, out, square, MPFR_RNDN);
    mpfr_mul(square, square, square, MPFR_RNDN);
  }
  mpfr_clear(square);
}

// A number of a float literal: mantissa · 2^exp2 · 5^exp5.
struct Scaled {
  mpz_class mantissa;
  int64_t exp2 = 0;
  int64_t exp5 = 0;
};

constexpr int64_t kMostExponent = std::numeric_limits<int32_t>::max();

// As a 512-bit float; false if math/big cannot read it, its binary exponent being too large.
bool float_of(const Scaled& number, Float& out) {
  WideExponents const wide;
  auto const exponent = static_cast<int64_t>(mpz_sizeinbase(number.mantissa.get_mpz_t(), 2)) + number.exp2;
  if (exponent > kMostExponent || exponent < -kMostExponent - 1) return false;
  if (number.exp5 == 0) {
    mpfr_set_z_2exp(out.get(), number.mantissa.get_mpz_t(), number.exp2, MPFR_RNDN);
    return true;
  }
  mpfr_t exact;
  mpfr_init2(exact, std::max<mpfr_prec_t>(MPFR_PREC_MIN, static_cast<mpfr_prec_t>(mpz_sizeinbase(number.mantissa.get_mpz_t(), 2))));
  mpfr_set_z_2exp(exact, number.mantissa.get_mpz_t(), number.exp2, MPFR_RNDN);
  mpfr_t power;
  mpfr_init2(power, kFloatPrecision + 64);
  power_of_five(power, static_cast<uint64_t>(std::abs(number.exp5)));
  if (number.exp5 < 0) {
    mpfr_div(out.get(), exact, power, MPFR_RNDN);
  } else {
    mpfr_mul(out.get(), exact, power, MPFR_RNDN);
  }
  mpfr_clear(exact);
  mpfr_clear(power);
  return true;
}

mpz_class power(unsigned base, int64_t exponent) {
  mpz_class out;
  mpz_ui_pow_ui(out.get_mpz_t(), base, static_cast<unsigned long>(exponent));
  return out;
}

Value rational_of(const Scaled& number) {
  mpz_class numerator = number.mantissa;
  mpz_class denominator = 1;
  (number.exp2 >= 0 ? numerator : denominator) <<= static_cast<mp_bitcnt_t>(std::abs(number.exp2));
  (number.exp5 >= 0 ? numerator : denominator) *= power(5, std::abs(number.exp5));
  mpq_class value(numerator, denominator);
  value.canonicalize();
  return Value::exact(value);
}

// A rational while the number is of moderate size (go/constant: makeFloatFromLiteral), else a 512-bit float.
Value value_of(const Scaled& number) {
  constexpr mpfr_exp_t kModerate = 4096;
  if (number.mantissa == 0) return Value::exact(mpq_class(0));
  Float rounded;
  if (!float_of(number, rounded)) return {};
  Value const as_float = Value::of(rounded);
  if (!as_float) return {};
  if (as_float.sign() == 0) return Value::exact(mpq_class(0));
  mpfr_exp_t const exponent = mpfr_get_exp(rounded.get());
  return -kModerate < exponent && exponent < kModerate ? rational_of(number) : as_float;
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
  int base = 10;
  int bits = 0;  // of a digit; 0: decimal
  if (is_prefixed(digits, 'x')) {
    base = 16, bits = 4;
  } else if (is_prefixed(digits, 'o')) {
    base = 8, bits = 3;
  } else if (is_prefixed(digits, 'b')) {
    base = 2, bits = 1;
  }
  if (base != 10) digits = digits.substr(2);
  size_t const mark = digits.find_first_of(base == 10 ? "eE" : "pP");
  Scaled number;
  if (mark != std::string::npos) {
    std::string_view word = std::string_view(digits).substr(mark + 1);
    if (word.starts_with('+')) word.remove_prefix(1);
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number.exp2);
    if (error != std::errc() || end != word.data() + word.size() || std::abs(number.exp2) > 2 * kMostExponent) return {};
    digits.resize(mark);
  }
  if (base == 10) number.exp5 = number.exp2;
  if (size_t const point = digits.find('.'); point != std::string::npos) {
    auto const fraction = static_cast<int64_t>(digits.size() - point - 1);
    digits.erase(point, 1);
    if (base == 10) number.exp5 -= fraction;
    number.exp2 -= base == 10 ? fraction : bits * fraction;
  }
  if (digits.empty() || digits.size() > kMaxIntegerBits) return {};
  if (number.mantissa.set_str(digits, base) != 0) return {};
  return value_of(number);
}

// An integer with a leading zero is decimal here, for historical reasons (specification, "Imaginary
// literals").
Value imaginary_literal(std::string_view text) {
  text.remove_suffix(1);
  return Value::complex(Value::of(int64_t{0}), float_literal(text));
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
