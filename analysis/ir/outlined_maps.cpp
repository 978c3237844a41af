// Initialisers of large maps (cmd/compile/internal/staticinit: OutlineMapInits, tryWrapGlobalInit).
#include <fmt/format.h>

#include "analysis/ir/children.h"
#include "analysis/ir/static_init.h"

namespace escapement::ir {

namespace {

constexpr size_t kFewestNodes = 20;

// A key and a value stand in a node of their own, as do the fields of a struct.
size_t count_nodes(const Unit& unit, NodeId root) {
  size_t count = 0;
  std::vector<NodeId> todo{root};
  while (!todo.empty() && count < kFewestNodes) {
    NodeId const id = todo.back();
    todo.pop_back();
    const Node& n = unit.node(id);
    ++count;
    if (n.op == Op::MapLit) count += unit.list(n.list).size() / 2;
    if (n.op == Op::StructLit) count += unit.list(n.list).size();
    if (n.op == Op::ArrayLit || n.op == Op::SliceLit) count += unit.list(n.list2).size();
    for_each_child(unit, id, [&](NodeId child) { todo.push_back(child); });
  }
  return count;
}

bool is_outlined(check::Program& program, Unit& unit) {
  if (unit.failed || !unit.funcs[0].package_init || unit.funcs[0].body.size() != 1) return false;
  const Node& assign = unit.node(unit.funcs[0].body[0]);
  if (assign.op != Op::Assign || !assign.x || unit.node(assign.x).op != Op::Global) return false;
  if (program.types().underlying_kind(unit.node(assign.x).type) != types::TypeKind::Map) return false;
  return count_nodes(unit, assign.y) >= kFewestNodes && !has_side_effects(unit, assign.y);
}

}  // namespace

void outline_maps(check::Program& program, Bodies& bodies) {
  uint32_t count = 0;
  for (const auto& unit : bodies.units) {
    if (!is_outlined(program, *unit)) continue;
    Func& func = unit->funcs[0];
    func.package_init = false;
    func.name = fmt::format("map.init.{}", count++);
    func.pos = unit->node(func.body[0]).pos;
  }
}

}  // namespace escapement::ir
