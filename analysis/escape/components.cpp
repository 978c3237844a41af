// The order of analysis: strongly connected components of the graph of mentions, callees first
// (cmd/compile/internal/ir, scc.go).
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;

Functions::Functions(check::Program& program, const ir::Bodies& bodies) : program_(program) {
  uint32_t number = 0;
  for (const auto& unit : bodies.units) {
    if (!unit->failed) {
      auto& list = by_unit_[unit.get()];
      for (FuncIndex i = 0; i < unit->funcs.size(); ++i) {
        Function function;
        function.unit = unit.get();
        function.index = i;
        function.unit_number = number;
        all_.push_back(std::move(function));
        list.push_back(&all_.back());
        if (unit->funcs[i].object) by_object_[unit->funcs[i].object.value] = &all_.back();
      }
    }
    ++number;
  }
  for (Function& function : all_) find_mentions(function);
}

Function* Functions::of(ObjectId object) {
  auto it = by_object_.find(object.value);
  return it == by_object_.end() ? nullptr : it->second;
}

Function* Functions::of(const Unit* unit, FuncIndex index) {
  return by_unit_[unit][index];
}

const ir::StaticValues& Functions::static_values(const Unit* unit) {
  auto& slot = static_values_[unit];
  if (!slot) slot = std::make_unique<ir::StaticValues>(program_, *unit);
  return *slot;
}

void Functions::find_mentions(Function& function) {
  const Unit& unit = *function.unit;
  std::vector<NodeId> todo(function.func().body.rbegin(), function.func().body.rend());
  auto number_of = [&](const Function* f) {
    return static_cast<uint32_t>(std::ranges::find_if(all_, [&](const Function& g) { return &g == f; }) -
                                 all_.begin());
  };
  auto push_list = [&](uint32_t list) {
    auto const nodes = unit.list(list);
    todo.insert(todo.end(), nodes.rbegin(), nodes.rend());
  };
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    if (!id) continue;
    const ir::Node& n = unit.node(id);
    if (n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::MethodValue) {
      if (Function* const callee = of(ObjectId(n.ref))) function.mentions.push_back(number_of(callee));
    }
    if (n.op == Op::Closure) function.mentions.push_back(number_of(by_unit_[&unit][n.ref]));
    push_list(n.list2);
    push_list(n.list);
    todo.push_back(n.y);
    todo.push_back(n.x);
  }
}

std::vector<std::vector<Function*>> Functions::batches() {
  std::vector<std::vector<Function*>> out;
  std::vector<uint32_t> low(all_.size(), 0);
  std::vector<uint32_t> stack;
  uint32_t generation = 0;
  constexpr uint32_t kDone = UINT32_MAX;
  // A literal that captures variables is part of the function it stands in.
  std::function<uint32_t(uint32_t)> visit = [&](uint32_t v) {
    if (low[v] != 0) return low[v];
    uint32_t const id = ++generation;
    low[v] = ++generation;
    uint32_t least = id;
    low[v] = id;
    stack.push_back(v);
    for (uint32_t mention : all_[v].mentions) least = std::min(least, visit(mention));
    if (all_[v].is_capturing()) {
      // It stays on the stack below its container.
      low[v] = id;
      return least;
    }
    if (least == id) {
      std::vector<Function*> members;
      auto const first = std::ranges::find(stack, v);
      for (auto it = first; it != stack.end(); ++it) {
        members.push_back(&all_[*it]);
        low[*it] = kDone;
      }
      stack.erase(first, stack.end());
      out.push_back(std::move(members));
    } else {
      low[v] = least;
    }
    return least;
  };
  for (uint32_t v = 0; v < all_.size(); ++v) {
    if (!all_[v].is_capturing()) visit(v);
  }
  // Capturing literals in dead code were never reached: each is its container's.
  return out;
}

}  // namespace escapement::escape
