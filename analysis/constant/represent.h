// What a constant becomes when it takes a type (specification: "Representability"; go/types:
// representableConst), and the conversions between the kinds of numbers that this rests on (go/constant:
// ToInt, ToFloat, ToComplex).
#pragma once

#include "analysis/constant/value.h"

namespace escapement::constant {

// The same number as an Int, Float or Complex; Unknown if it is none exactly. A float next to an integer,
// nearer than the last four of its 512 bits tell apart, counts as that integer.
Value to_int(const Value& value);
Value to_float(const Value& value);
Value to_complex(const Value& value);

// The value of the built-in function complex for two real parts.
Value complex_of_parts(const Value& real, const Value& imaginary);

// A basic type as constants see it.
struct Format {
  enum class Class : uint8_t { Bool, String, Signed, Unsigned, Float, Complex };
  Class type;
  unsigned bits = 0;  // of a number's whole representation: complex64 has 64; 0 is untyped: no limit
};

// The value as that type holds it: an Int for integer types; rounded to nearest for floats of 32 and 64 bits;
// as it is for untyped floats and complex numbers, strings and booleans. Unknown if the type cannot hold it.
Value represent(const Value& value, Format format);

}  // namespace escapement::constant
