#include "analysis/inline/same_body.h"

#include <algorithm>

namespace escapement::inlining {

namespace {

using ir::Func;
using ir::Instance;
using ir::Local;
using ir::Node;

bool same_node(const Node& a, const Node& b) {
  return a.op == b.op && a.flags == b.flags && a.token == b.token && a.type == b.type && a.inlined == b.inlined && a.x == b.x &&
         a.y == b.y && a.list == b.list && a.list2 == b.list2 && a.ref == b.ref && a.name == b.name;
}

bool same_local(const Local& a, const Local& b) {
  return a.name == b.name && a.type == b.type && a.role == b.role && a.func == b.func && a.result == b.result && a.package == b.package &&
         a.definition == b.definition && a.unnamed == b.unnamed && a.captured == b.captured && a.address_taken == b.address_taken &&
         a.no_position == b.no_position;
}

bool same_instance(const Instance& a, const Instance& b) {
  return a.generic == b.generic && a.shaped == b.shaped && std::ranges::equal(a.arguments, b.arguments);
}

bool same_pragmas(const Func& a, const Func& b) {
  const ir::Pragmas& p = a.pragmas;
  const ir::Pragmas& q = b.pragmas;
  return p.noinline == q.noinline && p.cgo_unsafe_args == q.cgo_unsafe_args && p.uintptr_keep_alive == q.uintptr_keep_alive &&
         p.yes_write_barrier == q.yes_write_barrier && a.no_body == b.no_body && a.noescape == b.noescape &&
         a.uintptrescapes == b.uintptrescapes;
}

bool same_func(const Func& a, const Func& b) {
  return a.name == b.name && a.label == b.label && a.type == b.type && a.object == b.object && a.outer == b.outer && a.params == b.params &&
         a.results == b.results && a.locals == b.locals && a.captures == b.captures && a.body == b.body && a.wrapper == b.wrapper &&
         a.range_parent == b.range_parent && a.literals == b.literals && a.wrappers == b.wrappers && a.range_bodies == b.range_bodies &&
         same_instance(a.instance, b.instance) && same_pragmas(a, b);
}

bool same_value(const constant::Value& a, const constant::Value& b) {
  return a.kind() == b.kind() && constant::compare(a, constant::CompareOp::Eql, b);
}

bool same_lists(const ir::NodeLists& a, const ir::NodeLists& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!std::ranges::equal(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace

bool same_bodies(const ir::Unit& a, const ir::Unit& b) {
  return std::ranges::equal(a.nodes, b.nodes, same_node) && std::ranges::equal(a.locals, b.locals, same_local) &&
         std::ranges::equal(a.funcs, b.funcs, same_func) && std::ranges::equal(a.instances, b.instances, same_instance) &&
         std::ranges::equal(a.values, b.values, same_value) && same_lists(a.lists, b.lists);
}

}  // namespace escapement::inlining
