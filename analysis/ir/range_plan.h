// What becomes of the loops over functions in one function, before it is lowered (cmd/compile/internal/rangefunc): their numbers, and what each
// return, branch and defer in them must do, because their bodies become functions of their own.
#pragma once

#include <functional>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/names.h"
#include "analysis/syntax/ast.h"

namespace escapement::ir {

struct RangeBranch {
  syntax::Token token;
  base::NameId label;
  bool operator==(const RangeBranch&) const = default;
};

struct RangeLoop {
  syntax::NodeId statement;
  uint32_t depth = 1;   // the outermost has 1
  uint32_t parent = 0;  // index of the loop around it, where depth > 1
  uint32_t state = 0;   // number of its variable #state
  uint32_t body = 0;    // number of its variable #yield
  bool checks_return = false, checks_break = false, checks_continue = false;
  std::vector<RangeBranch> checks_branches;
  // Of an outermost loop: the variables of it and all loops in it, in order of their declaration.
  enum class Variable : uint8_t { Next, Defers };
  std::vector<Variable> variables;
};

// What a statement in a body does instead.
struct RangeEdit {
  uint32_t loop = 0;     // innermost loop around it
  int next = 0;          // what #next becomes; 0: it is not set
  int state = 0;         // what the loop's #state becomes
  bool goes_on = false;  // what the body returns
};

struct RangePlan {
  std::vector<RangeLoop> loops;
  absl::flat_hash_map<uint32_t, uint32_t> loop_of;                          // by statement: index of the loop that it is
  absl::flat_hash_map<uint32_t, RangeEdit> edits;                           // by return and branch statement
  absl::flat_hash_map<uint32_t, uint32_t> defer_loop;                       // by defer statement: the innermost loop around it
  absl::flat_hash_map<uint32_t, absl::flat_hash_map<uint32_t, int>> codes;  // of branches to labels: by token and label, what #next is
  bool names_results = false;                                               // results without a name get one: #rv1

  int code_of(const RangeBranch& branch) const { return codes.at(static_cast<uint32_t>(branch.token)).at(branch.label.value); }
};

// The plan for a function's body. `is_over_function` tells the loops that it concerns.
RangePlan plan_ranges(const syntax::DeclTree& tree, syntax::NodeId body, const std::function<bool(syntax::NodeId)>& is_over_function);

}  // namespace escapement::ir
