// Calls (cmd/compile/internal/escape, call.go). What a callee does with an argument is known from its variables if it is in this batch, else
// from its tags, else from the facts of its package; a function of which nothing is known does everything or nothing, by the bound.
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::TypeKind;

// gc looks through variables that are defined once (ir.StaticValue), but not through bound methods.
Callee Batch::callee_of(NodeId id) {
  NodeId const resolved = static_value(id);
  const ir::Node& n = node(resolved);
  switch (n.op) {
    case Op::FuncName: return callee_named(resolved);
    case Op::MethodExpr: return types::is_interface(t_, node(n.x).type) ? Callee{} : callee_named(resolved);
    case Op::Closure: return {Callee::Kind::Function, functions_.of(current_->unit, n.ref), nullptr, {}};
    default: return {};
  }
}

// The function that a function's name, a method expression or a method value denotes.
Callee Batch::callee_named(NodeId id) {
  const ir::Node& n = node(id);
  if (Function* const function = functions_.named(unit(), n)) return {Callee::Kind::Function, function, nullptr, {}};
  if (const facts::FunctionFacts* const known = functions_.facts_of(ObjectId(n.ref))) return {Callee::Kind::Facts, nullptr, known, {}};
  return {Callee::Kind::Unknown, nullptr, nullptr, ir::print_expression(program_, unit(), id)};
}

// Captured variables are looked through too: gc asks the variable itself, not the closure's view of it.
NodeId Batch::static_value(NodeId id) { return functions_.static_values(current_->unit).of(id); }

void Batch::waits_for(const Callee& callee) {
  if (callee.kind != Callee::Kind::Unknown) return;
  if (std::ranges::find(unknown_, callee.name) == unknown_.end()) unknown_.push_back(callee.name);
}

bool Batch::in_batch(const Callee& callee) const {
  return callee.function != nullptr && callee.function->solved_in == members_[0]->solved_in;
}

// The hole that an argument fills; `param` counts the receiver.
Hole Batch::param_hole(const std::vector<Hole>& results, const Callee& callee, size_t param) {
  switch (callee.kind) {
    case Callee::Kind::Dynamic: return heap_hole();
    case Callee::Kind::Unknown: return bound_ == Bound::Pessimistic ? heap_hole() : discard();
    case Callee::Kind::Facts: {
      const auto& params = callee.facts->params;
      if (param >= params.size()) return heap_hole();
      return tag_hole(results, bound_ == Bound::Pessimistic ? params[param].pessimistic : params[param].optimistic);
    }
    case Callee::Kind::Function: break;
  }
  const auto& params = callee.function->func().params;
  if (param >= params.size()) return heap_hole();
  if (!in_batch(callee)) return tag_hole(results, callee.function->tags[static_cast<size_t>(bound_)][param]);
  if (callee.function->unit->local(params[param]).unnamed) return discard();
  return {location_of(*callee.function, params[param]), 0, nullptr, false};
}

Hole Batch::tag_hole(const std::vector<Hole>& results, const Leaks& leaks) {
  std::vector<Hole> holes;
  auto leak = [&](const Hole& hole, int derefs) {
    if (derefs >= 0) holes.push_back(shift(hole, derefs));
  };
  leak(heap_hole(), leaks.heap);
  leak(mutator_hole(), leaks.mutator);
  leak(callee_hole(), leaks.callee);
  for (size_t i = 0; i < results.size() && i < Leaks::kResults; ++i) leak(results[i], leaks.results[i]);
  return tee(std::move(holes));
}

// The note goes on top: the hole may be one of several that share a location.
void Batch::argument(Hole hole, NodeId value, NodeId call_id) { expr(note(hole, call_id, "call parameter"), value); }

void Batch::call(const std::vector<Hole>& results, NodeId id) {
  switch (node(id).op) {
    case Op::CallFunc: return call_function(results, id);
    case Op::CallInter: return call_interface(id);
    case Op::InlCall: return inlined_call(results, id);
    default: return call_builtin(results.empty() ? discard() : results[0], id);
  }
}

void Batch::call_function(const std::vector<Hole>& results, NodeId id) {
  const ir::Node n = node(id);
  Callee const callee = callee_of(n.x);
  if (in_batch(callee)) {
    const auto& list = callee.function->func().results;
    for (size_t i = 0; i < list.size() && i < results.size(); ++i) {
      bool const pointers = types::has_pointers(t_, callee.function->unit->local(list[i]).type);
      flow(pointers ? results[i] : discard(), location_of(*callee.function, list[i]));
    }
  }
  // Where results flow somewhere, an unknown callee may be any closure that reaches it.
  bool const used = std::ranges::any_of(results, [&](const Hole& hole) { return hole.dst != &blank_; });
  expr(callee.kind == Callee::Kind::Dynamic && used ? note(callee_hole(), id, "callee operand") : discard(), n.x);
  // That keeps a variable alive, and nothing of it.
  bool const of_runtime = node(n.x).op == Op::RuntimeFunc && program_.names().text(node(n.x).name) == "KeepAlive";
  std::optional<Hole> const of_all = of_runtime ? discard() : hole_of_non_string(n.x);
  std::vector<NodeId> const args = copy(n.list);
  for (size_t i = 0; i < args.size(); ++i) {
    keep_uintptr(args[i], callee);
    argument(of_all ? *of_all : param_hole(results, callee, i), args[i], id);
  }
  if (!args.empty() && !of_all) waits_for(callee);
}

// The body's statements, then its results (escape.expr, OINLCALL).
void Batch::inlined_call(const std::vector<Hole>& results, NodeId id) {
  const ir::Node n = node(id);
  for (NodeId each : copy(n.list)) statement(each);
  for (NodeId each : copy(n.list2)) statement(each);
  std::vector<NodeId> const values = copy(n.ref);
  for (size_t i = 0; i < values.size(); ++i) expr(i < results.size() ? results[i] : discard(), values[i]);
}

// Nothing is known of the method: the receiver and all arguments go to the heap.
void Batch::call_interface(NodeId id) {
  const ir::Node n = node(id);
  argument(heap_hole(), node(n.x).x, id);
  for (NodeId each : copy(n.list)) argument(heap_hole(), each, id);
}

// An argument of the form uintptr(pointer), for a function that is declared to keep or to leak it: the pointer is copied first.
void Batch::keep_uintptr(NodeId arg, const Callee& callee) {
  facts::UintptrArguments const treatment = functions_.uintptr_arguments(callee);
  if (treatment == facts::UintptrArguments::Plain) return;
  if (node(arg).op == Op::SliceLit) {
    for (NodeId each : copy(node(arg).list)) keep_pointer(each, treatment);
  } else {
    keep_pointer(arg, treatment);
  }
}

void Batch::keep_pointer(NodeId arg, facts::UintptrArguments treatment) {
  const ir::Node n = node(arg);
  bool const converts = n.op == Op::ConvNop && t_.basic_kind(n.type) == types::BasicKind::Uintptr &&
                        t_.basic_kind(node(n.x).type) == types::BasicKind::UnsafePointer;
  if (!converts) return;
  Loc* const temporary = new_location(*current_, NodeId(), LocalId(), true);
  expr({temporary, 0, nullptr, false}, n.x);
  bool const escapes = treatment == facts::UintptrArguments::Escape;
  flow(escapes ? note(heap_hole(), arg, "//go:uintptrescapes") : mutator_hole(), temporary);
  evaluated_.insert({current_->unit, arg});
}

void Batch::call_builtin(Hole result, NodeId id) {
  const ir::Node n = node(id);
  std::vector<NodeId> const args = copy(n.list);
  switch (n.op) {
    case Op::Append: return append(result, id);
    case Op::Copy: return copy_elements(id);
    case Op::Clear: return argument(mutator_hole(), n.x, id);
    case Op::Panic: return argument(heap_hole(), n.x, id);
    case Op::Max:
    case Op::Min:
      for (NodeId each : args) argument(result, each, id);
      return;
    case Op::UnsafeStringData:
    case Op::UnsafeSliceData: return argument(result, n.x, id);
    case Op::UnsafeAdd:
    case Op::UnsafeSlice:
    case Op::UnsafeString: return unsafe_pointer(result, id);
    default:
      discard_expr(n.x);
      for (NodeId each : args) discard_expr(each);
  }
}

void Batch::copy_elements(NodeId id) {
  std::vector<NodeId> const args = copy(node(id).list);
  argument(mutator_hole(), args[0], id);
  TypeId const source = t_.underlying(node(args[1]).type);
  bool const pointers = t_.kind(source) == TypeKind::Slice && types::has_pointers(t_, t_.elem(source));
  argument(pointers ? deref(heap_hole(), id, "copied slice") : discard(), args[1], id);
}

void Batch::unsafe_pointer(Hole result, NodeId id) {
  std::vector<NodeId> const args = copy(node(id).list);
  argument(result, args[0], id);
  discard_expr(args[1]);
}

// The appendee may be the result, and its elements may move to the heap; the append itself may make a new array for the result.
void Batch::append(Hole hole, NodeId id) {
  const ir::Node n = node(id);
  std::vector<NodeId> const args = copy(n.list);
  bool const pointers = types::has_pointers(t_, t_.elem(t_.underlying(n.type)));
  Hole appendee = tee({hole, mutator_hole()});
  if (pointers) appendee = tee({appendee, deref(heap_hole(), id, "appendee slice")});
  argument(appendee, args[0], id);
  if ((n.flags & ir::kSpread) != 0) {
    TypeId const source = t_.underlying(node(args[1]).type);
    bool const leaks = t_.kind(source) == TypeKind::Slice && types::has_pointers(t_, t_.elem(source));
    argument(leaks ? deref(heap_hole(), id, "appended slice...") : discard(), args[1], id);
  } else {
    for (size_t i = 1; i < args.size(); ++i) argument(heap_hole(), args[i], id);
  }
  spill(hole, id).dst->loop_depth = 0;
}

}  // namespace escapement::escape
