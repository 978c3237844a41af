#include "analysis/constant/value.h"

#include <limits>

namespace escapement::constant {

namespace {

// math/big: Float exponents are 32-bit.
constexpr mpfr_exp_t kLeastExponent = std::numeric_limits<int32_t>::min();
constexpr mpfr_exp_t kMostExponent = std::numeric_limits<int32_t>::max();

bool is_small(const mpz_class& value) { return mpz_sizeinbase(value.get_mpz_t(), 2) < kMaxRationalBits; }

}  // namespace

Value Value::of(bool value) { return Value(Data(value)); }
Value Value::of(std::string value) { return Value(Data(std::make_shared<const std::string>(std::move(value)))); }
Value Value::of(int64_t value) { return Value(Data(value)); }

Value Value::of(const mpz_class& value) {
  if (mpz_fits_slong_p(value.get_mpz_t()) != 0) return of(int64_t{mpz_get_si(value.get_mpz_t())});
  if (mpz_sizeinbase(value.get_mpz_t(), 2) > kMaxIntegerBits) return {};
  return Value(Data(std::make_shared<const mpz_class>(value)));
}

Value Value::exact(const mpq_class& value) { return Value(Data(std::make_shared<const mpq_class>(value))); }

Value Value::of(const mpq_class& value) {
  if (is_small(value.get_num()) && is_small(value.get_den())) return exact(value);
  WideExponents const wide;
  Float rounded;
  mpfr_set_q(rounded.get(), value.get_mpq_t(), MPFR_RNDN);
  return of(rounded);
}

Value Value::of(const Float& value) {
  if (!mpfr_number_p(value.get())) return {};
  Float kept = value;
  if (mpfr_zero_p(value.get())) {
    mpfr_set_zero(kept.get(), 1);
  } else if (mpfr_get_exp(value.get()) > kMostExponent) {
    return {};
  } else if (mpfr_get_exp(value.get()) < kLeastExponent) {
    mpfr_set_zero(kept.get(), 1);
  }
  return Value(Data(std::make_shared<const Float>(kept)));
}

Value Value::complex(const Value& real, const Value& imaginary) {
  if (!real || !imaginary) return {};
  return Value(Data(std::make_shared<const ComplexParts>(ComplexParts{real, imaginary})));
}

Kind Value::kind() const {
  static constexpr Kind kKinds[] = {Kind::Unknown, Kind::Bool, Kind::String, Kind::Int, Kind::Int, Kind::Float, Kind::Float, Kind::Complex};
  return kKinds[data_.index()];
}

mpz_class Value::as_int() const {
  if (const auto* small = std::get_if<int64_t>(&data_)) return mpz_class(static_cast<long>(*small));
  return *std::get<std::shared_ptr<const mpz_class>>(data_);
}

const mpq_class* Value::as_rational() const {
  const auto* p = std::get_if<std::shared_ptr<const mpq_class>>(&data_);
  return p == nullptr ? nullptr : p->get();
}

const Float* Value::as_float() const {
  const auto* p = std::get_if<std::shared_ptr<const Float>>(&data_);
  return p == nullptr ? nullptr : p->get();
}

Value Value::real() const {
  const auto* p = std::get_if<std::shared_ptr<const ComplexParts>>(&data_);
  return p == nullptr ? *this : (*p)->real;
}

Value Value::imaginary() const {
  const auto* p = std::get_if<std::shared_ptr<const ComplexParts>>(&data_);
  return p == nullptr ? of(int64_t{0}) : (*p)->imaginary;
}

int Value::sign() const {
  switch (kind()) {
    case Kind::Int: return sgn(as_int());
    case Kind::Float: return as_rational() != nullptr ? sgn(*as_rational()) : mpfr_sgn(as_float()->get());
    case Kind::Complex: return real().sign() | imaginary().sign();
    default: return 0;
  }
}

bool Value::fits_int64(int64_t& out) const {
  const auto* small = std::get_if<int64_t>(&data_);
  if (small == nullptr) return false;
  out = *small;
  return true;
}

size_t Value::bit_length() const {
  if (kind() != Kind::Int || sign() == 0) return 0;
  return mpz_sizeinbase(as_int().get_mpz_t(), 2);
}

Float Value::to_float() const {
  WideExponents const wide;
  Float out;
  mpfr_set_zero(out.get(), 1);
  switch (kind()) {
    case Kind::Int: mpfr_set_z(out.get(), as_int().get_mpz_t(), MPFR_RNDN); break;
    case Kind::Float:
      if (as_rational() != nullptr) {
        mpfr_set_q(out.get(), as_rational()->get_mpq_t(), MPFR_RNDN);
      } else {
        out = *as_float();
      }
      break;
    case Kind::Complex: return real().to_float();
    default: break;
  }
  return out;
}

}  // namespace escapement::constant
