// What gc does to the IR between its construction and escape analysis (cmd/compile/internal/inline/interleaved), as far as it is built: calls
// of interface methods whose dynamic type is known become calls of the method. What `compile.h` decides about inlining is not given to escape analysis yet: every function is
// compiled out of line, and the answer for each says why.
#pragma once

#include <string_view>

#include "analysis/ir/ir.h"

namespace escapement::inlining {

// Where the body of a function is compiled.
enum class Verdict : uint8_t { OutOfLine };

// Why it is not compiled into its callers.
enum class Reason : uint8_t { NotBuilt, NoInline, NoBody };

struct Answer {
  Verdict verdict = Verdict::OutOfLine;
  Reason reason = Reason::NotBuilt;
};

Answer answer_for(const ir::Func& func);
std::string_view verdict_text(Verdict verdict);  // "out of line"
std::string_view reason_text(Reason reason);     // a sentence without its end: "inlined bodies are not looked into yet"

// Changes the bodies as gc does before escape analysis; once per package.
void run(check::Program& program, ir::Bodies& bodies);

}  // namespace escapement::inlining
