#include "analysis/constant/value.h"

namespace escapement::constant {

namespace {

Value integers(const mpz_class& a, BinaryOp op, const mpz_class& b) {
  switch (op) {
    case BinaryOp::Add: return Value::of(mpz_class(a + b));
    case BinaryOp::Sub: return Value::of(mpz_class(a - b));
    case BinaryOp::Mul:
      if (mpz_sizeinbase(a.get_mpz_t(), 2) + mpz_sizeinbase(b.get_mpz_t(), 2) > kMaxIntegerBits + 1) return {};
      return Value::of(mpz_class(a * b));
    case BinaryOp::Quo: {
      if (b == 0) return {};
      mpq_class quotient(a, b);
      quotient.canonicalize();
      return Value::of(quotient);
    }
    case BinaryOp::IntQuo: return b == 0 ? Value() : Value::of(mpz_class(a / b));
    case BinaryOp::Rem: return b == 0 ? Value() : Value::of(mpz_class(a % b));
    case BinaryOp::And: return Value::of(mpz_class(a & b));
    case BinaryOp::Or: return Value::of(mpz_class(a | b));
    case BinaryOp::Xor: return Value::of(mpz_class(a ^ b));
    case BinaryOp::AndNot: return Value::of(mpz_class(a & ~b));
    default: return {};
  }
}

Value rationals(const mpq_class& a, BinaryOp op, const mpq_class& b) {
  switch (op) {
    case BinaryOp::Add: return Value::of(mpq_class(a + b));
    case BinaryOp::Sub: return Value::of(mpq_class(a - b));
    case BinaryOp::Mul: return Value::of(mpq_class(a * b));
    case BinaryOp::Quo: return b == 0 ? Value() : Value::of(mpq_class(a / b));
    default: return {};
  }
}

Value floats(const Float& a, BinaryOp op, const Float& b) {
  WideExponents const wide;
  Float out;
  switch (op) {
    case BinaryOp::Add: mpfr_add(out.get(), a.get(), b.get(), MPFR_RNDN); break;
    case BinaryOp::Sub: mpfr_sub(out.get(), a.get(), b.get(), MPFR_RNDN); break;
    case BinaryOp::Mul: mpfr_mul(out.get(), a.get(), b.get(), MPFR_RNDN); break;
    case BinaryOp::Quo:
      if (mpfr_zero_p(b.get())) return {};
      mpfr_div(out.get(), a.get(), b.get(), MPFR_RNDN);
      break;
    default: return {};
  }
  return Value::of(out);
}

bool is_rational(const Value& value) { return value.kind() == Kind::Int || value.as_rational() != nullptr; }
mpq_class rational_of(const Value& value) { return value.kind() == Kind::Int ? mpq_class(value.as_int()) : *value.as_rational(); }

Value reals(const Value& a, BinaryOp op, const Value& b) {
  if (!a || !b) return {};  // a part of a complex number that became too large
  if (a.kind() == Kind::Int && b.kind() == Kind::Int) return integers(a.as_int(), op, b.as_int());
  if (is_rational(a) && is_rational(b)) return rationals(rational_of(a), op, rational_of(b));
  return floats(a.to_float(), op, b.to_float());
}

Value complexes(const Value& a, BinaryOp op, const Value& b) {
  Value const ar = a.real(), ai = a.imaginary(), br = b.real(), bi = b.imaginary();
  auto add = [](const Value& x, const Value& y) { return reals(x, BinaryOp::Add, y); };
  auto sub = [](const Value& x, const Value& y) { return reals(x, BinaryOp::Sub, y); };
  auto mul = [](const Value& x, const Value& y) { return reals(x, BinaryOp::Mul, y); };
  switch (op) {
    case BinaryOp::Add: return Value::complex(add(ar, br), add(ai, bi));
    case BinaryOp::Sub: return Value::complex(sub(ar, br), sub(ai, bi));
    case BinaryOp::Mul: return Value::complex(sub(mul(ar, br), mul(ai, bi)), add(mul(ai, br), mul(ar, bi)));
    case BinaryOp::Quo: {
      Value const square = add(mul(br, br), mul(bi, bi));
      if (square.sign() == 0) return {};
      return Value::complex(reals(add(mul(ar, br), mul(ai, bi)), BinaryOp::Quo, square),
                            reals(sub(mul(ai, br), mul(ar, bi)), BinaryOp::Quo, square));
    }
    default: return {};
  }
}

int order(const Value& a, const Value& b) {
  if (a.kind() == Kind::String) return a.as_string().compare(b.as_string());
  if (is_rational(a) && is_rational(b)) return cmp(rational_of(a), rational_of(b));
  return mpfr_cmp(a.to_float().get(), b.to_float().get());
}

}  // namespace

Value binary(const Value& a, BinaryOp op, const Value& b) {
  if (!a || !b) return {};
  if (op == BinaryOp::LogicalAnd || op == BinaryOp::LogicalOr) {
    if (a.kind() != Kind::Bool || b.kind() != Kind::Bool) return {};
    return Value::of(op == BinaryOp::LogicalAnd ? a.as_bool() && b.as_bool() : a.as_bool() || b.as_bool());
  }
  if (a.kind() == Kind::String && b.kind() == Kind::String) {
    return op == BinaryOp::Add ? Value::of(a.as_string() + b.as_string()) : Value();
  }
  if (!a.is_numeric() || !b.is_numeric()) return {};
  if (a.kind() == Kind::Complex || b.kind() == Kind::Complex) return complexes(a, op, b);
  return reals(a, op, b);
}

bool compare(const Value& a, CompareOp op, const Value& b) {
  if (!a || !b) return false;
  if (a.kind() == Kind::Bool || a.kind() == Kind::Complex || b.kind() == Kind::Complex) {
    bool const equal = a.kind() == Kind::Bool ? b.kind() == Kind::Bool && a.as_bool() == b.as_bool()
                                              : order(a.real(), b.real()) == 0 && order(a.imaginary(), b.imaginary()) == 0;
    return op == CompareOp::Eql ? equal : !equal;
  }
  if ((a.kind() == Kind::String) != (b.kind() == Kind::String)) return false;
  int const sign = order(a, b);
  switch (op) {
    case CompareOp::Eql: return sign == 0;
    case CompareOp::Neq: return sign != 0;
    case CompareOp::Lss: return sign < 0;
    case CompareOp::Leq: return sign <= 0;
    case CompareOp::Gtr: return sign > 0;
    case CompareOp::Geq: return sign >= 0;
  }
  return false;
}

Value shift_left(const Value& value, uint64_t count) {
  if (value.kind() != Kind::Int) return {};
  if (value.sign() == 0) return value;
  if (count > kMaxIntegerBits) return {};
  return Value::of(mpz_class(value.as_int() << count));
}

Value shift_right(const Value& value, uint64_t count) {
  if (value.kind() != Kind::Int) return {};
  if (count > kMaxIntegerBits) return Value::of(int64_t{value.sign() < 0 ? -1 : 0});
  return Value::of(mpz_class(value.as_int() >> count));
}

Value negate(const Value& value) {
  switch (value.kind()) {
    case Kind::Int: return Value::of(mpz_class(-value.as_int()));
    case Kind::Complex: return Value::complex(negate(value.real()), negate(value.imaginary()));
    case Kind::Float: break;
    default: return {};
  }
  if (const mpq_class* rational = value.as_rational()) return Value::of(mpq_class(-*rational));
  Float out;
  mpfr_neg(out.get(), value.as_float()->get(), MPFR_RNDN);
  return Value::of(out);
}

Value complement(const Value& value, unsigned unsigned_bits) {
  if (value.kind() != Kind::Int) return {};
  mpz_class out = ~value.as_int();
  if (unsigned_bits != 0) {
    mpz_class const mask = (mpz_class(1) << unsigned_bits) - 1;
    out &= mask;
  }
  return Value::of(out);
}

bool is_zero(const Value& value) {
  switch (value.kind()) {
    case Kind::String: return value.as_string().empty();
    case Kind::Bool: return !value.as_bool();
    default: return value.sign() == 0;
  }
}

Value logical_not(const Value& value) { return value.kind() == Kind::Bool ? Value::of(!value.as_bool()) : Value(); }

}  // namespace escapement::constant
