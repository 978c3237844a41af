// The answers of inlining about a package of one file, for tests.
#pragma once

#include <string>
#include <vector>

#include "analysis/inline/compile.h"
#include "tests/unit/go_package.h"

namespace escapement::test {

// All that an explanation says, as text; places are relative to declarations.
std::string printed(const inlining::Explanation& explanation);

class Answered {
 public:
  explicit Answered(const std::string& text);

  std::vector<const inlining::FunctionAnswer*> functions() const;
  // Fails where there is none.
  const inlining::FunctionAnswer& function(const std::string& name) const;
  // The text of a span in the declaration of a function.
  std::string text(base::Span span, const std::string& function) const;
  // The calls in the declaration of a function, in order.
  std::vector<const inlining::CallAnswer*> calls_of(const std::string& function) const;
  // One a line: text, verdict, callee.
  std::string calls(const std::string& function) const;

 private:
  size_t declaration_of(const std::string& function) const;

  mutable GoPackage package_;  // it gives nothing away as constant
  inlining::Explanation explanation_;
};

}  // namespace escapement::test
