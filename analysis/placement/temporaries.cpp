// Results of calls that are used inside an expression: no variable holds them, the frame does. A result arrives in registers or in the
// caller's frame (cmd/compile/abi-internal.md); if another call comes before it is used, it is kept in a slot of the frame
// (cmd/compile/internal/walk, order.go: copyExpr).
#include <absl/container/flat_hash_set.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using ir::Op;

namespace {

// Calls that are operands: those which stand alone or are assigned or returned have their storage elsewhere.
absl::flat_hash_set<uint32_t> operand_calls(const ir::Unit& unit, std::span<const ir::NodeId> written) {
  absl::flat_hash_set<uint32_t> found;
  auto note = [&](ir::NodeId id) {
    if (id && ir::is_call(unit.node(id))) found.insert(id.value);
  };
  for (ir::NodeId node : written) {
    const ir::Node& n = unit.node(node);
    if (n.op >= Op::Assign) continue;  // a statement
    note(n.x);
    note(n.y);
    for (ir::NodeId id : unit.list(n.list)) note(id);
    for (ir::NodeId id : unit.list(n.list2)) note(id);
  }
  return found;
}

}  // namespace

void temporary_sites(Analysis& a, const ir::Unit& unit, std::span<const ir::NodeId> written) {
  auto const calls = operand_calls(unit, written);
  for (ir::NodeId id : written) {
    const ir::Node& n = unit.node(id);
    if (!calls.contains(id.value) || !n.type) continue;
    types::TypeKind const kind = a.t.kind(a.t.underlying(n.type));
    if (kind == types::TypeKind::Tuple || kind == types::TypeKind::Invalid) continue;
    Site& site = a.add(SiteKind::Temporary, ir::print_expression(a.program, unit, id), a.place_in(unit, n.pos, n.pos + 1), Segment::Stack);
    site.function = function_at(unit, n.pos);
    site.size.bytes = static_cast<uint64_t>(types::size_of(a.t, n.type));
    site.has_pointers = types::has_pointers(a.t, n.type);
    site.lifetime = "this call of " + site.function;
    site.notes = "the call's result: a register or a frame slot, until it is used";
    site.instances.push_back({"out of line", Segment::Stack});
  }
}

}  // namespace escapement::placement
