// The functions that a function names or makes: the edges of the graph that says in which order functions are looked at.
#pragma once

#include <algorithm>

#include "analysis/ir/children.h"

namespace escapement::ir {

// Calls visit(const Node&) with each FuncName, MethodExpr, MethodValue and Closure in a body, in gc's order (cmd/compile/internal/ir, scc.go).
template <class Visit>
void for_each_mention(const Unit& unit, const Func& func, Visit visit) {
  std::vector<NodeId> todo(func.body.rbegin(), func.body.rend());
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    if (!id) continue;
    const Node& n = unit.node(id);
    if (n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::MethodValue || n.op == Op::Closure) visit(n);
    auto const rest = static_cast<std::ptrdiff_t>(todo.size());
    for_each_child(unit, id, [&](NodeId child) { todo.push_back(child); });
    std::reverse(todo.begin() + rest, todo.end());
  }
}

}  // namespace escapement::ir
