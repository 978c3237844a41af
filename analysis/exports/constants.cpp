#include "analysis/exports/constants.h"

#include <memory>

#include <fmt/format.h>

namespace escapement::exports {

using constant::Kind;
using constant::Value;

namespace {

constexpr int kBase = 16;

std::string float_text(const constant::Float& value) {
  constant::WideExponents const wide;
  if (mpfr_zero_p(value.get()) != 0) return "0";
  mpfr_exp_t exponent = 0;
  std::unique_ptr<char, decltype(&mpfr_free_str)> const digits(mpfr_get_str(nullptr, &exponent, kBase, 0, value.get(), MPFR_RNDN),
                                                               &mpfr_free_str);
  std::string_view text = digits.get();
  bool const negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  text = text.substr(0, text.find_last_not_of('0') + 1);
  return fmt::format("{}.{}@{}", negative ? "-" : "", text, static_cast<int64_t>(exponent));
}

Value float_of(const std::string& text) {
  constant::WideExponents const wide;
  constant::Float value;
  char* end = nullptr;
  mpfr_strtofr(value.get(), text.c_str(), &end, kBase, MPFR_RNDN);
  bool const all = !text.empty() && *end == '\0' && mpfr_number_p(value.get()) != 0;
  return all ? Value::of(value) : Value();
}

Value int_of(const std::string& text) {
  mpz_class value;
  return value.set_str(text, kBase) == 0 ? Value::of(value) : Value();
}

Value rational_of(const std::string& text) {
  mpq_class value;
  if (value.set_str(text, kBase) != 0 || value.get_den() == 0) return {};
  value.canonicalize();
  return Value::exact(value);
}

Value complex_of(std::string_view text) {
  size_t const comma = text.find(',');
  if (comma == std::string_view::npos) return {};
  Value const real = constant_of(text.substr(0, comma));
  Value const imaginary = constant_of(text.substr(comma + 1));
  auto const is_part = [](const Value& part) { return part.kind() == Kind::Int || part.kind() == Kind::Float; };
  return is_part(real) && is_part(imaginary) ? Value::complex(real, imaginary) : Value();
}

Value value_of(char letter, const std::string& text) {
  switch (letter) {
    case 'b': return text == "0" || text == "1" ? Value::of(text == "1") : Value();
    case 's': return Value::of(text);
    case 'i': return int_of(text);
    case 'q': return rational_of(text);
    case 'f': return float_of(text);
    case 'c': return complex_of(text);
    default: return {};
  }
}

}  // namespace

std::string constant_text(const Value& value) {
  switch (value.kind()) {
    case Kind::Unknown: return {};
    case Kind::Bool: return value.as_bool() ? "b1" : "b0";
    case Kind::String: return "s" + value.as_string();
    case Kind::Int: return "i" + value.as_int().get_str(kBase);
    case Kind::Float:
      return value.as_rational() != nullptr ? "q" + value.as_rational()->get_str(kBase) : "f" + float_text(*value.as_float());
    case Kind::Complex: return fmt::format("c{},{}", constant_text(value.real()), constant_text(value.imaginary()));
  }
  return {};
}

Value constant_of(std::string_view text) {
  if (text.empty()) return {};
  Value value = value_of(text[0], std::string(text.substr(1)));
  // A value has one text: leading zeros, spaces and the like are not it.
  return value && constant_text(value) == text ? value : Value();
}

}  // namespace escapement::exports
