#include <catch2/catch.hpp>

#include "analysis/constant/represent.h"
#include "analysis/constant/value.h"

using namespace escapement::constant;

namespace {
Value integer(std::string_view text) { return int_literal(text); }
Value number(std::string_view text) { return float_literal(text); }
constexpr Format kInt8{Format::Class::Signed, 8};
constexpr Format kUint8{Format::Class::Unsigned, 8};
constexpr Format kFloat32{Format::Class::Float, 32};
constexpr Format kFloat64{Format::Class::Float, 64};
}  // namespace

TEST_CASE("literals of every base") {
  CHECK(short_text(integer("0b1_01")) == "5");
  CHECK(short_text(integer("0o17")) == "15");
  CHECK(short_text(integer("017")) == "15");
  CHECK(short_text(integer("0xFFFF_FFFF_FFFF_FFFF_F")) == "295147905179352825855");
  CHECK(short_text(number("0x1.8p-1")) == "0.75");
  CHECK(short_text(imaginary_literal("0128i")) == "(0 + 128i)");
  CHECK(short_text(rune_literal("'\\u00e9'")) == "233");
  CHECK(short_text(string_literal("\"\\x41\\102\\n\"")) == "\"AB\\n\"");
}

TEST_CASE("an operation keeps the kind of its operands") {
  Value const quotient = binary(number("4.0"), BinaryOp::Quo, number("2.0"));
  CHECK(quotient.kind() == Kind::Float);
  CHECK(short_text(quotient) == "2");
  CHECK(binary(integer("7"), BinaryOp::IntQuo, integer("2")).kind() == Kind::Int);
  CHECK(exact_text(binary(integer("7"), BinaryOp::Quo, integer("2"))) == "7/2");
  CHECK(short_text(to_float(integer("1" + std::string(100, '0')))) == "1e+100");
}

TEST_CASE("division by zero and operands that do not fit are unknown") {
  CHECK_FALSE(binary(integer("1"), BinaryOp::IntQuo, integer("0")));
  CHECK_FALSE(binary(integer("1"), BinaryOp::Rem, integer("0")));
  CHECK_FALSE(binary(number("1.0"), BinaryOp::Quo, number("0.0")));
  CHECK_FALSE(binary(imaginary_literal("1i"), BinaryOp::Quo, integer("0")));
  CHECK_FALSE(binary(integer("1"), BinaryOp::Add, string_literal("\"1\"")));
  CHECK_FALSE(binary(number("1.0"), BinaryOp::And, number("1.0")));
}

TEST_CASE("the borders of integer types") {
  CHECK(represent(integer("127"), kInt8));
  CHECK_FALSE(represent(integer("128"), kInt8));
  CHECK(represent(negate(integer("128")), kInt8));
  CHECK_FALSE(represent(negate(integer("129")), kInt8));
  CHECK(represent(integer("255"), kUint8));
  CHECK_FALSE(represent(integer("256"), kUint8));
  CHECK_FALSE(represent(negate(integer("1")), kUint8));
  CHECK(represent(number("2.0"), kInt8).kind() == Kind::Int);
  CHECK_FALSE(represent(number("2.5"), kInt8));
}

TEST_CASE("rounding to floats") {
  CHECK(short_text(represent(integer("16777217"), kFloat32)) == "1.67772e+07");
  CHECK(exact_text(represent(integer("16777217"), kFloat32)) == "16777216");
  CHECK(represent(number("3.4028235677973366e38"), kFloat32));
  CHECK_FALSE(represent(number("3.4028235677973367e38"), kFloat32));
  CHECK(represent(number("1e-400"), kFloat64).sign() == 0);
  CHECK(represent(number("0x1p-1074"), kFloat64).sign() == 1);
  CHECK(represent(number("0x1p-1075"), kFloat64).sign() == 0);
}

TEST_CASE("huge exponents cost nothing and end in unknown") {
  CHECK(short_text(number("1e600000000")) == "1e+600000000");
  CHECK_FALSE(number("1e700000000"));
  CHECK(number("1e-1000000000").sign() == 0);
  CHECK(number("1e-640000000").kind() == Kind::Float);
  CHECK_FALSE(shift_left(integer("1"), 1'000'000'000));
  CHECK_FALSE(integer(std::string(1'000'000, '9')));
  CHECK_FALSE(number(std::string(1'000'000, '9') + ".5"));
}

TEST_CASE("quoting") {
  CHECK(quoted("a\"\\\xff\u200b\U0001F600") == "\"a\\\"\\\\\\xff\\u200b\U0001F600\"");
  CHECK(quoted_rune(0xD800) == "'\uFFFD'");
  CHECK(quoted_rune('\'') == "'\\''");
}
