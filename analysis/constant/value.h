// Exact constants, as go/constant represents them: integers of any size, rationals, floats of 512 bits where a rational would grow too
// large, complex numbers, strings, booleans. Values are immutable and cheap to copy.
//
// A numeric value is kept in the smallest kind that holds it exactly: Int before Rational before Float; Complex only if the imaginary part
// is not zero. Specification: "Constants", "Constant expressions".
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <gmpxx.h>
#include <mpfr.h>

namespace escapement::constant {

inline constexpr int kFloatPrecision = 512;        // bits, go/constant
inline constexpr size_t kMaxRationalBits = 4096;   // beyond, a rational becomes a float (go/constant, maxExp)
inline constexpr size_t kMaxIntegerBits = 100000;  // beyond, an integer is refused, so that no expression exhausts memory

// A float of kFloatPrecision bits.
class Float {
 public:
  Float() { mpfr_init2(value_, kFloatPrecision); }
  Float(const Float& other) : Float() { mpfr_set(value_, other.value_, MPFR_RNDN); }
  Float& operator=(const Float& other) {
    mpfr_set(value_, other.value_, MPFR_RNDN);
    return *this;
  }
  ~Float() { mpfr_clear(value_); }
  mpfr_ptr get() { return value_; }
  mpfr_srcptr get() const { return value_; }

 private:
  mpfr_t value_;
};

enum class Kind : uint8_t { Unknown, Bool, String, Int, Float, Complex };

class Value {
 public:
  struct ComplexParts;
  Value() = default;
  static Value of(bool value);
  static Value of(std::string value);
  static Value of(int64_t value);
  static Value of(const mpz_class& value);  // Unknown if it is larger than kMaxIntegerBits
  static Value of(const mpq_class& value);  // an Int where the denominator is 1
  static Value of(const Float& value);      // Unknown for infinities and NaN
  static Value complex(const Value& real, const Value& imaginary);

  Kind kind() const;
  explicit operator bool() const { return kind() != Kind::Unknown; }
  bool is_numeric() const { return kind() >= Kind::Int; }

  bool as_bool() const { return std::get<bool>(data_); }
  const std::string& as_string() const { return *std::get<std::shared_ptr<const std::string>>(data_); }
  const mpz_class& as_int() const { return *std::get<std::shared_ptr<const mpz_class>>(data_); }
  const mpq_class* as_rational() const;
  const Float* as_float() const;
  Value real() const;       // the value itself unless complex
  Value imaginary() const;  // 0 unless complex
  // -1, 0, 1; complex values have no sign and give 0 only if both parts are 0.
  int sign() const;
  // The value if it is an integer that fits.
  bool fits_int64(int64_t& out) const;
  // Any numeric value as a 512-bit float, rounded.
  Float to_float() const;

 private:
  using Data = std::variant<std::monostate, bool, std::shared_ptr<const std::string>, std::shared_ptr<const mpz_class>,
                            std::shared_ptr<const mpq_class>, std::shared_ptr<const Float>, std::shared_ptr<const ComplexParts>>;
  explicit Value(Data data) : data_(std::move(data)) {}
  Data data_;
};

struct Value::ComplexParts {
  Value real;
  Value imaginary;
};

// ---- literals (literal.cpp): the text of a Go literal; Unknown if it is malformed or too large
Value int_literal(std::string_view text);
Value float_literal(std::string_view text);
Value imaginary_literal(std::string_view text);
Value rune_literal(std::string_view text);
Value string_literal(std::string_view text);  // interpreted or raw

// ---- operations (operations.cpp): Unknown where the operands do not fit, or the result is too large
enum class BinaryOp : uint8_t { Add, Sub, Mul, Quo, IntQuo, Rem, And, Or, Xor, AndNot, LogicalAnd, LogicalOr };
enum class CompareOp : uint8_t { Eql, Neq, Lss, Leq, Gtr, Geq };
Value binary(const Value& a, BinaryOp op, const Value& b);
bool compare(const Value& a, CompareOp op, const Value& b);
Value shift_left(const Value& value, uint64_t count);
Value shift_right(const Value& value, uint64_t count);
Value negate(const Value& value);
// Bitwise complement; for unsigned types of `unsigned_bits` bits (0: signed or untyped).
Value complement(const Value& value, unsigned unsigned_bits);
Value logical_not(const Value& value);
// The same value as an Int, Float, Complex; Unknown if it is none exactly.
Value to_int(const Value& value);
Value to_float_value(const Value& value);
// Rounded to float32/float64 as a conversion does; Unknown on overflow.
Value round_to_float32(const Value& value);
Value round_to_float64(const Value& value);

// ---- text (text.cpp): go/constant's Value.String (short) and an exact form for comparing
std::string short_text(const Value& value);
std::string exact_text(const Value& value);
// A Go string literal as strconv.Quote writes it.
std::string quoted(std::string_view text);
// A rune literal as strconv.QuoteRune writes it.
std::string quoted_rune(int64_t rune);
void append_utf8(std::string& out, uint32_t rune);

}  // namespace escapement::constant
