// Exact constants, in the representations of go/constant: integers of any size, rationals, floats of 512 bits
// where a rational would grow too large, complex numbers, strings, booleans. Values are immutable and cheap
// to copy; any thread may read them.
//
// An operation keeps the kind of its operands, as go/constant does: 4.0/2.0 is the Float 2, not the Int 2,
// and prints as one. Only a conversion (represent.h) changes the kind. Specification: "Constants", "Constant
// expressions".
#pragma once

#include <gmpxx.h>
#include <mpfr.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace escapement::constant {

inline constexpr int kFloatPrecision = 512;        // bits, go/constant: prec
inline constexpr size_t kMaxRationalBits = 4096;   // a longer numerator or denominator makes a float of it (go/constant: maxExp)
inline constexpr size_t kMaxIntegerBits = 100000;  // beyond, an integer is refused, so that no expression exhausts memory

// A float of kFloatPrecision bits. Its exponent is wider than that of math/big, whose range Value::of(Float)
// enforces.
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

// MPFR's exponent range is a setting of the thread: the widest while this lives, what it was before
// afterwards.
class WideExponents {
 public:
  WideExponents() : least_(mpfr_get_emin()), most_(mpfr_get_emax()) {
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
  }
  ~WideExponents() {
    mpfr_set_emin(least_);
    mpfr_set_emax(most_);
  }
  WideExponents(const WideExponents&) = delete;
  WideExponents& operator=(const WideExponents&) = delete;

 private:
  mpfr_exp_t least_;
  mpfr_exp_t most_;
};

enum class Kind : uint8_t { Unknown, Bool, String, Int, Float, Complex };

class Value {
 public:
  struct ComplexParts;
  Value() = default;
  static Value of(bool value);
  static Value of(std::string value);
  static Value of(int64_t value);
  static Value of(const mpz_class& value);     // Unknown if it is larger than kMaxIntegerBits
  static Value of(const mpq_class& value);     // a Float, kept as a rational while it is small
  static Value of(const Float& value);         // Unknown for infinities and NaN, zero where math/big underflows
  static Value exact(const mpq_class& value);  // a Float, kept as a rational however large it is
  static Value complex(const Value& real, const Value& imaginary);

  Kind kind() const;
  explicit operator bool() const { return kind() != Kind::Unknown; }
  bool is_numeric() const { return kind() >= Kind::Int; }

  bool as_bool() const { return std::get<bool>(data_); }
  const std::string& as_string() const { return *std::get<std::shared_ptr<const std::string>>(data_); }
  mpz_class as_int() const;
  const mpq_class* as_rational() const;  // null unless a Float kept as a rational
  const Float* as_float() const;         // null unless a Float kept as a float
  Value real() const;                    // the value itself unless complex
  Value imaginary() const;               // 0 unless complex
  // -1, 0, 1; complex values have no sign and give 0 only if both parts are 0.
  int sign() const;
  // The value if it is an Int that fits.
  bool fits_int64(int64_t& out) const;
  // How many bits the absolute value of an Int has; 0 has none.
  size_t bit_length() const;
  // Any real value as a 512-bit float, rounded to nearest; of a complex one the real part.
  Float to_float() const;

 private:
  using Data = std::variant<std::monostate, bool, std::shared_ptr<const std::string>, int64_t, std::shared_ptr<const mpz_class>,
                            std::shared_ptr<const mpq_class>, std::shared_ptr<const Float>, std::shared_ptr<const ComplexParts>>;
  explicit Value(Data data) : data_(std::move(data)) {}
  Data data_;
};

struct Value::ComplexParts {
  Value real;
  Value imaginary;
};

// ---- literals (literal.cpp): the text of a Go literal; Unknown if it is malformed or its exponent too large
Value int_literal(std::string_view text);
Value float_literal(std::string_view text);
Value imaginary_literal(std::string_view text);
Value rune_literal(std::string_view text);
Value string_literal(std::string_view text);  // interpreted or raw

// ---- operations (operations.cpp): Unknown where the operands do not fit the operation, or the result is too
// large
enum class BinaryOp : uint8_t { Add, Sub, Mul, Quo, IntQuo, Rem, And, Or, Xor, AndNot, LogicalAnd, LogicalOr };
enum class CompareOp : uint8_t { Eql, Neq, Lss, Leq, Gtr, Geq };
Value binary(const Value& a, BinaryOp op, const Value& b);  // Quo of Ints is a Float, IntQuo an Int
bool compare(const Value& a, CompareOp op, const Value& b);
Value shift_left(const Value& value, uint64_t count);  // of Ints
Value shift_right(const Value& value, uint64_t count);
Value negate(const Value& value);
// Bitwise complement of an Int; for unsigned types of `unsigned_bits` bits (0: signed or untyped).
Value complement(const Value& value, unsigned unsigned_bits);
Value logical_not(const Value& value);
// Whether it is the zero value of its kind: 0, "", false.
bool is_zero(const Value& value);

// ---- text (text.cpp, quote.cpp): go/constant's Value.String, which gc's messages print, and its ExactString
std::string short_text(const Value& value);
std::string exact_text(const Value& value);
// A Go string literal as strconv.Quote writes it.
std::string quoted(std::string_view text);
// A rune literal as strconv.QuoteRune writes it.
std::string quoted_rune(int64_t rune);
void append_utf8(std::string& out, uint32_t rune);

}  // namespace escapement::constant
