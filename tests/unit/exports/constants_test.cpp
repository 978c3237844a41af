#include <catch2/catch.hpp>

#include "analysis/exports/constants.h"

using namespace escapement::constant;
using escapement::exports::constant_of;
using escapement::exports::constant_text;

namespace {

std::string again(const Value& value) { return constant_text(constant_of(constant_text(value))); }

}  // namespace

TEST_CASE("constants come back as they were, in their representation") {
  Value const large = shift_left(Value::of(int64_t{-3}), 200);
  Value const rational = binary(Value::of(int64_t{1}), BinaryOp::Quo, Value::of(int64_t{3}));
  Value const huge = float_literal("1e100000");
  Value const tiny = float_literal("-1.3e-100000");
  REQUIRE(huge.as_float() != nullptr);
  REQUIRE(rational.as_rational() != nullptr);
  for (Value const& each : {Value::of(true), Value::of(false), Value::of(std::string("a\0\xFF", 3)), Value::of(std::string()),
                            Value::of(int64_t{0}), Value::of(INT64_MIN), large, rational, float_literal("0.0"), huge, tiny,
                            Value::complex(rational, tiny), Value::complex(Value::of(int64_t{1}), Value::of(int64_t{-2}))}) {
    INFO(constant_text(each).substr(0, 80));
    Value const read = constant_of(constant_text(each));
    REQUIRE(read.kind() == each.kind());
    CHECK(exact_text(read) == exact_text(each));
    CHECK((read.as_rational() != nullptr) == (each.as_rational() != nullptr));
    CHECK(again(each) == constant_text(each));
  }
}

TEST_CASE("texts are short and plain") {
  CHECK(constant_text(Value::of(int64_t{-255})) == "i-ff");
  CHECK(constant_text(Value::of(std::string("x"))) == "sx");
  CHECK(constant_text(binary(Value::of(int64_t{1}), BinaryOp::Quo, Value::of(int64_t{3}))) == "q1/3");
  CHECK(constant_text(Value::complex(Value::of(int64_t{1}), Value::of(int64_t{16}))) == "ci1,i10");
  CHECK(constant_text(Value()).empty());
}

TEST_CASE("what is no constant is none") {
  for (std::string_view const text : {"",   "b", "b2",   "i",      "i 1", "i01", "i+1", "iFF",  "ix",     "q1/0",   "q2/6",
                                      "q1", "f", "fnan", "f@inf@", "f1",  "c",   "ci1", "ci1,", "cb1,i1", "ci1,sx", "z1"}) {
    INFO(text);
    CHECK(constant_of(text).kind() == (text == "q1" ? Kind::Float : Kind::Unknown));
  }
}
