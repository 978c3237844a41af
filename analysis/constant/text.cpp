// What values look like: go/constant's String and ExactString.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

constexpr size_t kLongestShort = 72;  // runes of a quoted string, go/constant

// The shortest digits that read back as the same double, laid out as %g does with six of precision
// (strconv.FormatFloat, 'g', -1).
std::string shortest_text(double number) {
  char buffer[64];
  auto const scientific = std::to_chars(std::begin(buffer), std::end(buffer), number, std::chars_format::scientific);
  std::string_view const text(buffer, static_cast<size_t>(scientific.ptr - buffer));
  int exponent = 0;
  size_t const mark = text.find('e');
  std::string_view digits = text.substr(mark + 1);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (exponent < -4 || exponent >= 6) return std::string(text);
  auto const fixed = std::to_chars(std::begin(buffer), std::end(buffer), number, std::chars_format::fixed);
  return std::string(std::begin(buffer), fixed.ptr);
}

// A number outside a double's range: six digits of a decimal mantissa, computed in doubles, and a decimal
// exponent.
std::string far_text(const Float& number) {
  Float fraction = number;
  mpfr_exp_t const exponent = mpfr_get_exp(number.get());
  mpfr_set_exp(fraction.get(), 0);
  constexpr double kLog10Of2 = 0.301029995663981195213738894724493026768;
  double const decimal = static_cast<double>(exponent) * kLog10Of2;
  auto shown = static_cast<int64_t>(decimal);
  double mantissa = mpfr_get_d(fraction.get(), MPFR_RNDN) * std::pow(10, decimal - static_cast<double>(shown));
  // What would print as 1 is not scaled up.
  if (std::abs(mantissa) < 1 - 0.5e-6) {
    mantissa *= 10;
    --shown;
  } else if (std::abs(mantissa) >= 10) {
    mantissa /= 10;
    ++shown;
  }
  return fmt::format("{:.6g}e{:+d}", mantissa, shown);
}

std::string float_text(const Value& value) {
  WideExponents const wide;
  Float const number = value.to_float();
  double const as_double = mpfr_get_d(number.get(), MPFR_RNDN);
  if ((as_double == 0) != (mpfr_zero_p(number.get()) != 0) || std::isinf(as_double)) return far_text(number);
  std::string text = fmt::format("{:.6g}", as_double);
  // A fraction is seen to be one.
  if (mpfr_integer_p(number.get()) == 0 && text.find('.') == std::string::npos) return shortest_text(as_double);
  return text;
}

// 0x.8p+1: a hexadecimal fraction of at least a half, without trailing zeros, and a binary exponent
// (math/big: Float.Text, 'p').
std::string hexadecimal_text(const Float& number) {
  if (mpfr_zero_p(number.get()) != 0) return "0";
  mpz_class mantissa;
  mpfr_get_z_2exp(mantissa.get_mpz_t(), number.get());
  bool const negative = mantissa < 0;
  std::string digits = mpz_class(abs(mantissa)).get_str(16);
  digits.resize(digits.find_last_not_of('0') + 1);
  return fmt::format("{}0x.{}p{:+d}", negative ? "-" : "", digits, mpfr_get_exp(number.get()));
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
    case Kind::Float: return value.as_rational() != nullptr ? value.as_rational()->get_str() : hexadecimal_text(*value.as_float());
    case Kind::Complex: return fmt::format("({} + {}i)", exact_text(value.real()), exact_text(value.imaginary()));
    default: return short_text(value);
  }
}

}  // namespace escapement::constant
