// Calls and built-in functions (cmd/compile/internal/escape, call.go).
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::TypeKind;

// The function that a callee, or a method value, names. Null: a function value or interface method that is not known, or, with
// `unknown_body`, a function whose body is not analysed.
Function* Batch::callee_of(NodeId id, bool& unknown_body, std::string& name) {
  NodeId const resolved = static_value(id);
  const ir::Node& n = node(resolved);
  switch (n.op) {
    case Op::FuncName:
    case Op::MethodExpr:
    case Op::MethodValue: {
      if (n.op == Op::MethodValue && resolved != id) return nullptr;
      if (n.op == Op::MethodExpr && types::is_interface(t_, node(n.x).type)) return nullptr;
      Function* const function = functions_.of(ObjectId(n.ref));
      if (function == nullptr) {
        unknown_body = true;
        name = ir::print_expression(program_, unit(), resolved);
      }
      return function;
    }
    case Op::Closure: return functions_.of(current_->unit, n.ref);
    default: return nullptr;
  }
}

// Captured variables are looked through too: gc asks the variable itself, not the closure's view of it.
NodeId Batch::static_value(NodeId id) { return functions_.static_values(current_->unit).of(id); }

void Batch::unknown_param(const std::string& name) {
  if (std::ranges::find(unknown_, name) == unknown_.end()) unknown_.push_back(name);
}

Hole Batch::tag_hole(const std::vector<Hole>& results, NodeId call_id, Function* callee, bool unknown_body, size_t param) {
  if (callee == nullptr && unknown_body) {
    return bound_ == Bound::Pessimistic ? note(heap_hole(), call_id, "call parameter") : discard();
  }
  if (callee == nullptr) return note(heap_hole(), call_id, "call parameter");
  bool const in_batch = std::ranges::find(members_, callee) != members_.end();
  if (in_batch) {
    Loc* const location = location_of(*callee, callee->func().params[param]);
    if (callee->unit->local(callee->func().params[param]).unnamed) return discard();
    return {location, 0, nullptr, false};
  }
  const auto& tags = callee->tags[static_cast<size_t>(bound_)];
  if (param >= tags.size()) return note(heap_hole(), call_id, "call parameter");
  const Leaks& leaks = tags[param];
  std::vector<Hole> holes;
  auto leak = [&](Hole hole, int derefs) {
    if (derefs >= 0) holes.push_back(shift(note(hole, call_id, "call parameter"), derefs));
  };
  leak(heap_hole(), leaks.heap);
  leak(mutator_hole(), leaks.mutator);
  leak(callee_hole(), leaks.callee);
  for (size_t i = 0; i < results.size() && i < Leaks::kResults; ++i) leak(results[i], leaks.results[i]);
  for (Hole& hole : holes) hole.address_taken = false;
  return tee(std::move(holes));
}

void Batch::append(Hole hole, NodeId id) {
  const ir::Node n = node(id);
  auto const args = unit().list(n.list);
  TypeId const element = t_.elem(t_.underlying(n.type));
  bool const pointers = types::has_pointers(t_, element);
  std::vector<Hole> appendee{hole, mutator_hole()};
  if (pointers) appendee.push_back(deref(heap_hole(), id, "appendee slice"));
  expr(tee(std::move(appendee)), args[0]);
  if ((n.flags & ir::kSpread) != 0) {
    TypeId const source = t_.underlying(node(args[1]).type);
    bool const slice = t_.kind(source) == TypeKind::Slice && pointers;
    expr(slice ? deref(heap_hole(), id, "appended slice...") : discard(), args[1]);
  } else {
    for (NodeId each : args.subspan(1)) expr(note(heap_hole(), id, "call parameter"), each);
  }
  // The new backing store.
  Hole const store = spill(hole, id);
  store.dst->loop_depth = 0;
}

void Batch::call(const std::vector<Hole>& results, NodeId id) {
  const ir::Node n = node(id);
  auto const args = unit().list(n.list);
  Hole const result = results.empty() ? discard() : results[0];
  switch (n.op) {
    case Op::Append: return append(result, id);
    case Op::Copy: {
      expr(mutator_hole(), args[0]);
      TypeId const source = t_.underlying(node(args[1]).type);
      bool const pointers = t_.kind(source) == TypeKind::Slice && types::has_pointers(t_, t_.elem(source));
      expr(pointers ? deref(heap_hole(), id, "copied slice") : discard(), args[1]);
      return;
    }
    case Op::Clear: return expr(mutator_hole(), n.x);
    case Op::Panic: return expr(note(heap_hole(), id, "call parameter"), n.x);
    case Op::Max:
    case Op::Min:
      for (NodeId each : args) expr(result, each);
      return;
    case Op::UnsafeStringData:
    case Op::UnsafeSliceData: return expr(result, n.x);
    case Op::UnsafeAdd:
    case Op::UnsafeSlice:
    case Op::UnsafeString:
      expr(result, args[0]);
      discard_expr(args[1]);
      return;
    case Op::CallFunc:
    case Op::CallInter: break;
    default:
      discard_expr(n.x);
      for (NodeId each : args) discard_expr(each);
      return;
  }
  bool unknown_body = false;
  std::string name;
  Function* callee = nullptr;
  size_t param = 0;
  if (n.op == Op::CallFunc) {
    callee = callee_of(n.x, unknown_body, name);
    // A literal of another closure's frame is not followed.
    bool const in_batch = callee != nullptr && std::ranges::find(members_, callee) != members_.end();
    if (in_batch) {
      const auto& list = callee->func().results;
      for (size_t i = 0; i < list.size() && i < results.size(); ++i) {
        flow(results[i], location_of(*callee, list[i]));
      }
    }
    Hole callee_value = discard();
    if (callee == nullptr && !unknown_body) {
      for (const Hole& hole : results) {
        if (hole.dst != &blank_) {
          callee_value = note(callee_hole(), id, "callee operand");
          break;
        }
      }
    }
    expr(callee_value, n.x);
  } else {
    const ir::Node selector = node(n.x);
    NodeId const value = static_value(selector.x);
    const ir::Node& known = node(value);
    bool const devirtualized = known.op == Op::ConvIface && !types::is_interface(t_, node(known.x).type);
    if (devirtualized) {
      // The dynamic type is known: the call is a method call on x.(T).
      TypeId const type = node(known.x).type;
      types::LookupResult const found = types::lookup(t_, type, unit().package->id, selector.name);
      callee = found.kind == types::LookupResult::Kind::Method ? functions_.of(found.object) : nullptr;
      if (callee == nullptr) {
        unknown_body = true;
        name = types::type_string(t_, type, unit().package->id, types::TypeStyle::Gc);
      }
      Hole receiver = tag_hole(results, id, callee, unknown_body, 0);
      bool const copies = found.kind == types::LookupResult::Kind::Method && !found.pointer_receiver &&
                          t_.kind(t_.underlying(type)) == TypeKind::Pointer;
      if (copies) receiver = deref(receiver, id, "indirection");
      expr(dot_type(receiver, type, id, "dot"), selector.x);
    } else {
      expr(note(heap_hole(), id, "call parameter"), selector.x);
    }
    param = 1;
    if (devirtualized) {
      for (size_t i = 0; i < args.size(); ++i) expr(tag_hole(results, id, callee, unknown_body, i + param), args[i]);
      if (unknown_body) unknown_param(name);
      return;
    }
  }
  for (size_t i = 0; i < args.size(); ++i) expr(tag_hole(results, id, callee, unknown_body, i), args[i]);
  if (unknown_body && !args.empty()) unknown_param(name);
}

}  // namespace escapement::escape
