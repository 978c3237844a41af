// What the text of a declaration has that inlining decides about: functions and calls. Spans are relative to the declaration.
#pragma once

#include <vector>

#include "analysis/check/program.h"

namespace escapement::inlining {

struct WrittenFunction {
  base::Span span;
  base::Span anchor;      // its name, or the `func` of a literal
  uint32_t head_end = 0;  // where its signature ends
};

struct WrittenCall {
  base::Span span;
  base::Span anchor;    // the name of what is called, up to the opening parenthesis; without a name that parenthesis
  base::Span function;  // the whole expression that is called
};

struct Written {
  std::vector<WrittenFunction> functions;  // a declared function first
  std::vector<WrittenCall> calls;          // of functions: no conversions and built-in functions
};

Written written_in(types::TypeTable& t, const check::PackageDecl& decl);

}  // namespace escapement::inlining
