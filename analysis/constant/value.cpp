#include "analysis/constant/value.h"

namespace escapement::constant {

Value Value::of(bool value) { return Value(Data(value)); }
Value Value::of(std::string value) { return Value(Data(std::make_shared<const std::string>(std::move(value)))); }
Value Value::of(int64_t value) { return of(mpz_class(static_cast<long>(value))); }

Value Value::of(const mpz_class& value) {
  if (mpz_sizeinbase(value.get_mpz_t(), 2) > kMaxIntegerBits) return {};
  return Value(Data(std::make_shared<const mpz_class>(value)));
}

Value Value::of(const mpq_class& value) {
  if (value.get_den() == 1) return of(mpz_class(value.get_num()));
  size_t const bits = mpz_sizeinbase(value.get_num_mpz_t(), 2) + mpz_sizeinbase(value.get_den_mpz_t(), 2);
  if (bits <= kMaxRationalBits) return Value(Data(std::make_shared<const mpq_class>(value)));
  Float rounded;
  mpfr_set_q(rounded.get(), value.get_mpq_t(), MPFR_RNDN);
  return of(rounded);
}

Value Value::of(const Float& value) {
  if (!mpfr_number_p(value.get())) return {};
  if (mpfr_zero_p(value.get())) return of(int64_t{0});
  mpfr_exp_t const exponent = mpfr_get_exp(value.get());
  if (exponent > -4096 && exponent < 4096) {
    mpq_class exact;
    mpfr_get_q(exact.get_mpq_t(), value.get());
    if (exact.get_den() == 1) return of(mpz_class(exact.get_num()));
    size_t const bits = mpz_sizeinbase(exact.get_num_mpz_t(), 2) + mpz_sizeinbase(exact.get_den_mpz_t(), 2);
    if (bits <= kMaxRationalBits) return Value(Data(std::make_shared<const mpq_class>(exact)));
  }
  return Value(Data(std::make_shared<const Float>(value)));
}

Value Value::complex(const Value& real, const Value& imaginary) {
  if (!real || !imaginary) return {};
  if (imaginary.kind() == Kind::Int && imaginary.as_int() == 0) return real;
  return Value(Data(std::make_shared<const ComplexParts>(ComplexParts{real, imaginary})));
}

Kind Value::kind() const {
  static constexpr Kind kKinds[] = {Kind::Unknown, Kind::Bool, Kind::String, Kind::Int, Kind::Float, Kind::Float, Kind::Complex};
  return kKinds[data_.index()];
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
  if (kind() != Kind::Int || !mpz_fits_slong_p(as_int().get_mpz_t())) return false;
  out = mpz_get_si(as_int().get_mpz_t());
  return true;
}

Float Value::to_float() const {
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
