#include "analysis/constant/represent.h"

#include <cmath>

namespace escapement::constant {

namespace {

constexpr mpfr_exp_t kMostExponentOfInt = 4096;  // go/constant: smallFloat
constexpr int kGuardBits = 4;                    // go/constant: ToInt, delta

Value whole(mpfr_srcptr number) {
  if (!mpfr_integer_p(number)) return {};
  mpz_class out;
  mpfr_get_z(out.get_mpz_t(), number, MPFR_RNDN);
  return Value::of(out);
}

Value float_to_int(const Float& number) {
  if (mpfr_zero_p(number.get())) return Value::of(int64_t{0});
  mpfr_exp_t const exponent = mpfr_get_exp(number.get());
  if (exponent <= -kMostExponentOfInt || exponent >= kMostExponentOfInt) return {};
  Value out = whole(number.get());
  for (mpfr_rnd_t const mode : {MPFR_RNDZ, MPFR_RNDA}) {
    if (out) break;
    mpfr_t shorter;
    mpfr_init2(shorter, kFloatPrecision - kGuardBits);
    mpfr_set(shorter, number.get(), mode);
    out = whole(shorter);
    mpfr_clear(shorter);
  }
  return out;
}

// IEEE 754 formats as MPFR counts exponents, denormals included.
struct Ieee {
  int precision;
  mpfr_exp_t least;
  mpfr_exp_t most;
};
constexpr Ieee kBinary32{24, -148, 128};
constexpr Ieee kBinary64{53, -1073, 1024};

// To nearest, ties to even; a rational in one step. Infinite on overflow.
double rounded(const Value& value, const Ieee& format) {
  WideExponents const restore;
  Float const wide = value.to_float();
  mpfr_t number;
  mpfr_init2(number, format.precision);
  mpfr_set_emin(format.least);
  mpfr_set_emax(format.most);
  const mpq_class* const rational = value.as_rational();
  int const inexact = rational != nullptr ? mpfr_set_q(number, rational->get_mpq_t(), MPFR_RNDN) : mpfr_set(number, wide.get(), MPFR_RNDN);
  mpfr_subnormalize(number, mpfr_check_range(number, inexact, MPFR_RNDN), MPFR_RNDN);
  double const out = mpfr_get_d(number, MPFR_RNDN);
  mpfr_clear(number);
  return out;
}

Value rounded_real(const Value& value, const Ieee& format) {
  double const number = rounded(value, format);
  return std::isinf(number) ? Value() : Value::of(mpq_class(number));
}

Value represent_int(const Value& value, bool is_signed, unsigned bits) {
  Value const whole_value = to_int(value);
  if (!whole_value || bits == 0) return whole_value;
  if (!is_signed) return whole_value.sign() >= 0 && whole_value.bit_length() <= bits ? whole_value : Value();
  // The least value is one bit longer than the others that fit: -2^(bits-1) is ^(2^(bits-1) - 1).
  Value const magnitude = whole_value.sign() < 0 ? complement(whole_value, 0) : whole_value;
  return magnitude.bit_length() < bits ? whole_value : Value();
}

Value represent_float(const Value& value, unsigned bits) {
  Value const number = to_float(value);
  if (!number) return {};
  return bits == 0 ? value : rounded_real(number, bits == 32 ? kBinary32 : kBinary64);
}

Value represent_complex(const Value& value, unsigned bits) {
  Value const number = to_complex(value);
  if (!number) return {};
  if (bits == 0) return value;
  const Ieee& format = bits == 64 ? kBinary32 : kBinary64;
  return Value::complex(rounded_real(number.real(), format), rounded_real(number.imaginary(), format));
}

}  // namespace

Value to_int(const Value& value) {
  switch (value.kind()) {
    case Kind::Int: return value;
    case Kind::Float:
      if (const mpq_class* rational = value.as_rational()) return rational->get_den() == 1 ? Value::of(rational->get_num()) : Value();
      return float_to_int(*value.as_float());
    case Kind::Complex: {
      Value const real = to_float(value);
      return real ? to_int(real) : Value();
    }
    default: return {};
  }
}

Value to_float(const Value& value) {
  switch (value.kind()) {
    case Kind::Int: return Value::of(mpq_class(value.as_int()));
    case Kind::Float: return value;
    case Kind::Complex: return value.imaginary().sign() == 0 ? to_float(value.real()) : Value();
    default: return {};
  }
}

Value to_complex(const Value& value) {
  if (!value.is_numeric() || value.kind() == Kind::Complex) return value.is_numeric() ? value : Value();
  return Value::complex(value, Value::of(int64_t{0}));
}

Value complex_of_parts(const Value& real, const Value& imaginary) {
  Value const zero = Value::of(int64_t{0});
  return binary(to_float(real), BinaryOp::Add, Value::complex(zero, to_float(imaginary)));
}

Value represent(const Value& value, Format format) {
  switch (format.type) {
    case Format::Class::Bool: return value.kind() == Kind::Bool ? value : Value();
    case Format::Class::String: return value.kind() == Kind::String ? value : Value();
    case Format::Class::Signed: return represent_int(value, true, format.bits);
    case Format::Class::Unsigned: return represent_int(value, false, format.bits);
    case Format::Class::Float: return represent_float(value, format.bits);
    case Format::Class::Complex: return represent_complex(value, format.bits);
  }
  return {};
}

}  // namespace escapement::constant
