// Whether a function can be inlined and what it costs (cmd/compile/internal/inline, inl.go: CanInline, hairyVisitor, IsBigFunc).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/inline/explain.h"
#include "analysis/inline/resolve.h"

namespace escapement::inlining {

// Costs, in nodes.
inline constexpr int kMostCost = 80;                // of a function that can be inlined, and at most calls
inline constexpr int kMostCostOfLiteralOnce = 800;  // of a literal, and at its one call
inline constexpr int kMostCostInBigFunction = 20;
inline constexpr int kBigFunctionNodes = 5000;

// The largest cost that is inlined at a call of the target.
int largest_cost(bool in_big_function, bool of_literal, bool called_once);

// Why no call of the function is ever inlined, whatever it costs; empty: it may be.
std::string reason_against(const ir::Func& func, const ir::GcFlags& flags);

// The number of nodes of a function's body as gc counts them; counting stops at kBigFunctionNodes.
int count_nodes(const Function& function);
// Whether it is so big that only cheap functions are inlined into it.
bool is_big(const Function& function);

struct Cost {
  int cost = 0;
  std::string reason;           // why it is impossible; empty: it is not
  std::vector<CostPart> parts;  // where they are asked for; spans in the file
};
enum class WithParts : uint8_t { No, Yes };

// The cost of a body. `look_at_literal` is called with each literal that a call resolves to, before its cost is asked for.
Cost cost_of(Resolver& resolver, const Function& function, const std::function<void(Function&)>& look_at_literal,
             WithParts parts = WithParts::No);

// Results can be declared where they are set: one return, with values, of results without names.
bool can_delay_results(const Function& function);

}  // namespace escapement::inlining
