// What goes to the heap whatever flows (cmd/compile/internal/escape, utils.go: HeapAllocReason; ir/cfg.go for the limits), and the literals
// that replace variables before that (escape.go: rewriteWithLiterals).
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::TypeKind;

namespace {
constexpr int64_t kPointerSize = 8;

// In bytes, inclusive (ir.MaxStackVarSize): of a variable.
int64_t largest_variable(const ir::GcFlags& flags) { return flags.small_frames ? 64 << 10 : 128 << 10; }
// And of what has no name (ir.MaxImplicitStackVarSize).
int64_t largest_implicit(const ir::GcFlags& flags) { return flags.small_frames ? 16 << 10 : 64 << 10; }
}  // namespace

void Batch::rewrite_with_literals(const Loc& location) {
  if (!location.node) return;
  current_ = functions_.of(location.func->unit, location.func->index);
  const ir::Node& n = node(location.node);
  if (n.op == Op::MakeSlice && !unit().list(n.list).empty()) {
    rewrite_size(unit().list(n.list).back());
  } else if (n.op == Op::ConvIface && node(n.x).op != Op::Literal) {
    NodeId const value = literal_value(n.x);
    if (node(value).op == Op::Literal && fits_constant(node(n.x).type, unit().values[node(value).ref])) {
      literals_.values[NodeKey{current_->unit, n.x}] = value;
    }
  }
}

// gc looks at the outermost function and at the literals that are still in it (batch.reassignOracle): not at one all of whose calls were inlined. Of a
// literal in an initialiser of the package it looks at that alone, and not at the variables around it.
NodeId Batch::literal_value(NodeId id) {
  FuncIndex within = current_->index;
  while (within != 0 && unit().funcs[within].outer && (*unit().funcs[within].outer != 0 || !unit().funcs[0].package_init)) {
    within = *unit().funcs[within].outer;
  }
  return functions_.is_within(*current_, within) ? functions_.static_values(current_->unit).of(id, within) : id;
}

// The capacity, or the length where there is no capacity: a literal, or the length of a slice literal.
void Batch::rewrite_size(NodeId size) {
  if (node(size).op == Op::Literal) return;
  NodeId const value = literal_value(size);
  const ir::Node& v = node(value);
  if (v.op == Op::Literal && unit().values[v.ref].sign() >= 0) {
    literals_.values[NodeKey{current_->unit, size}] = value;
  } else if (v.op == Op::Len) {
    NodeId const slice = literal_value(v.x);
    if (node(slice).op == Op::SliceLit) literals_.lengths[NodeKey{current_->unit, size}] = slice;
  }
}

// Whether a constant of this kind may have the type (ir.ValidTypeForConst).
bool Batch::fits_constant(TypeId type, const constant::Value& value) {
  switch (value.kind()) {
    case constant::Kind::Bool: return types::is_boolean(t_, type);
    case constant::Kind::String: return types::is_string(t_, type);
    case constant::Kind::Int: return types::is_integer(t_, type);
    case constant::Kind::Float: return types::is_float(t_, type);
    case constant::Kind::Complex: return types::is_complex(t_, type);
    default: return false;
  }
}

// The code pointer, and what is captured by value or by reference.
int64_t Batch::closure_size(const Function& container, FuncIndex closure) {
  int64_t size = kPointerSize;
  for (LocalId local : container.unit->funcs[closure].captures) {
    bool const by_reference = references_.contains({LocalKey{container.unit, local}, closure});
    size += by_reference ? kPointerSize : types::size_of(t_, container.unit->local(local).type);
  }
  return size;
}

std::string_view Batch::heap_reason(const Loc& location) {
  const Unit& u = *location.func->unit;
  int64_t const most = largest_variable(functions_.flags());
  int64_t const most_implicit = largest_implicit(functions_.flags());
  if (location.local) {
    const ir::Local& local = u.local(location.local);
    bool const parameter = local.role != ir::LocalRole::Variable && local.role != ir::LocalRole::Temp;
    if (parameter || types::size_of(t_, local.type) <= most) return {};
    return "too large for stack";
  }
  if (!location.node) return {};
  const ir::Node& n = u.node(location.node);
  if (types::size_of(t_, n.type) > most && n.op != Op::ConvIface) return "too large for stack";
  if (n.op == Op::ConvIface) return {};
  if (n.op == Op::New || n.op == Op::PtrLit) {
    return types::size_of(t_, t_.elem(t_.underlying(n.type))) > most_implicit ? "too large for stack" : "";
  }
  if (n.op == Op::Closure) return closure_size(*location.func, n.ref) > most_implicit ? "too large for stack" : "";
  if (n.op == Op::MethodValue) {
    return types::size_of(t_, u.node(n.x).type) + kPointerSize > most_implicit ? "too large for stack" : "";
  }
  if (n.op == Op::MakeSlice) {
    int64_t const element = types::size_of(t_, t_.elem(t_.underlying(n.type)));
    if (element == 0) return "zero-sized element";
    auto const sizes = u.list(n.list);
    NodeId size = sizes.empty() ? NodeId() : sizes.back();
    if (auto it = literals_.values.find(NodeKey{&u, size}); it != literals_.values.end()) size = it->second;
    int64_t count = 0;
    if (!size || u.node(size).op != Op::Literal || !u.values[u.node(size).ref].fits_int64(count) || count > INT32_MAX) return {};
    return count > most_implicit / element ? "too large for stack" : "";
  }
  return {};
}

void Batch::force_heap(Loc& location) {
  std::string_view const reason = heap_reason(location);
  if (reason.empty()) return;
  flow(shift(note_local(heap_hole(), {location.func, location.node, location.local, written_at(location), reason}), -1), &location);
}

}  // namespace escapement::escape
