// Exact constants as text, and back: the kind in one letter, then numbers in hexadecimal.
//
//   b0 b1 | sTEXT | i-ff | q1/3 | f-.8@1 (a float of 512 bits, exponents of 16) | cREAL,IMAGINARY
#pragma once

#include <string>
#include <string_view>

#include "analysis/constant/value.h"

namespace escapement::exports {

// Empty for the unknown value.
std::string constant_text(const constant::Value& value);
// The value with the representation it had; unknown for what constant_text does not write.
constant::Value constant_of(std::string_view text);

}  // namespace escapement::exports
