// Functions that the inliner treats on their own because of their name.
#pragma once

#include <cstdint>
#include <string_view>

namespace escapement::inlining {

enum class SpecialCall : uint8_t {
  None,
  Cheap,            // costs one node, though it may be inlined (inline.hairyVisitor: cheap)
  Intrinsic,        // compiled to instructions, never inlined (ssagen.IsIntrinsicSym)
  EscapeNonString,  // both: escape analysis implements it
  CallerPC,
  CallerSP,  // makes its caller impossible to inline
};

// `function` is the symbol's name in its package: "NoEscape", "littleEndian.Uint32", "EscapeNonString[int]".
SpecialCall special_call(std::string_view package, std::string_view function, std::string_view goarch);

}  // namespace escapement::inlining
