#include "analysis/inline/call_sites.h"

#include "analysis/ir/children.h"

namespace escapement::inlining {

using ir::Op;

void CallSites::enter_function(const Function& function) {
  for (NodeId each : function.func().body) mark(*function.unit, each);
}

void CallSites::enter_inlined(const Unit& unit, NodeId inlined_call) {
  ir::for_each_child(unit, inlined_call, [&](NodeId child) { mark(unit, child); });
}

void CallSites::mark(const Unit& unit, NodeId id) {
  if (!id) return;
  bool const call = ir::is_call(unit.node(id));
  if (id.value < entered_.size() && entered_[id.value]) return;
  ir::for_each_child(unit, id, [&](NodeId child) { mark(unit, child); });
  if (!call) return;
  if (id.value >= entered_.size()) entered_.resize(unit.nodes.size());
  entered_[id.value] = true;
  sites_.push_back({id, {}});
}

}  // namespace escapement::inlining
