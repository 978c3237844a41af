// What of a function's IR somebody wrote there: what inlining brought along is written elsewhere, and what is dead is compiled nowhere.
#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/placement/build.h"

namespace escapement::placement {

using ir::NodeId;

bool is_written_here(const ir::Func& func) { return !func.file; }

std::vector<NodeId> written_nodes(const ir::Unit& unit) {
  std::vector<NodeId> out;
  auto const take = [&](NodeId id) {
    if (unit.node(id).inlined == 0) out.push_back(id);
  };
  // What initialises variables without code is in no body any more.
  if (unit.funcs[0].package_init) {
    for (uint32_t id = 1; id < unit.nodes.size(); ++id) take(NodeId(id));
    return out;
  }
  std::vector<bool> seen(unit.nodes.size());
  std::vector<NodeId> todo;
  auto const visit = [&](NodeId id) {
    if (!id || seen[id.value]) return;
    seen[id.value] = true;
    todo.push_back(id);
  };
  for (const ir::Func& func : unit.funcs) {
    if (is_written_here(func)) std::ranges::for_each(func.body, visit);
  }
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    take(id);
    ir::for_each_child(unit, id, visit);
  }
  std::ranges::sort(out, {}, [](NodeId id) { return id.value; });
  return out;
}

}  // namespace escapement::placement
