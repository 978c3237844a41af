// How the value of an expression flows (cmd/compile/internal/escape, expr.go).
#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::BasicKind;
using types::TypeKind;

namespace {
constexpr int kDeepest = 5000;
}

Hole Batch::dot_type(Hole hole, TypeId type, NodeId at, std::string_view why) {
  hole = note(hole, at, why);
  if (!types::is_interface(t_, type) && !types::is_direct_interface(t_, type)) hole = shift(hole, 1);
  return hole;
}

void Batch::expr(Hole hole, NodeId id) {
  if (!id || depth_ > kDeepest) return;
  if (!evaluated_.empty() && evaluated_.contains(NodeKey{current_->unit, id})) return;
  const ir::Node n = node(id);
  if (n.op == Op::Init) {
    for (NodeId each : copy(n.list)) statement(each);
    return expr(hole, n.x);
  }
  // A value without pointers carries nothing.
  if (hole.derefs >= 0 && n.type && t_.kind(n.type) != TypeKind::Tuple && !types::has_pointers(t_, n.type)) hole = discard();
  ++depth_;
  auto discard_list = [&](uint32_t list) {
    for (NodeId each : unit().list(list)) discard_expr(each);
  };
  switch (n.op) {
    case Op::None:
    case Op::Literal:
    case Op::Nil:
    case Op::Type:
    case Op::FuncName:
    case Op::Global:
    case Op::MethodExpr: break;
    case Op::Local: flow(hole, oldest(LocalId(n.ref))); break;
    case Op::Unary: discard_expr(n.x); break;
    case Op::Binary:
    case Op::AndAnd:
    case Op::OrOr:
      discard_expr(n.x);
      discard_expr(n.y);
      break;
    case Op::Addr: expr(address(hole, id, "address-of"), n.x); break;
    case Op::Deref: expr(deref(hole, id, "indirection"), n.x); break;
    case Op::Dot:
    case Op::DotInter: expr(note(hole, id, "dot"), n.x); break;
    case Op::DotPtr: expr(deref(hole, id, "dot of pointer"), n.x); break;
    case Op::DotType: expr(dot_type(hole, n.type, id, "dot"), n.x); break;
    case Op::Index:
      if (t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array) {
        expr(note(hole, id, "fixed-array-index-of"), n.x);
      } else {
        expr(deref(hole, id, "dot of pointer"), n.x);
      }
      discard_expr(n.y);
      break;
    case Op::IndexMap:
      discard_expr(n.x);
      discard_expr(n.y);
      break;
    case Op::Slice:
      expr(note(hole, id, "slice"), n.x);
      discard_list(n.list);
      break;
    case Op::Conv:
    case Op::ConvNop:
      if (t_.basic_kind(n.type) == BasicKind::UnsafePointer && t_.basic_kind(node(n.x).type) == BasicKind::Uintptr) {
        unsafe_value(hole, n.x);
      } else {
        expr(hole, n.x);
      }
      break;
    case Op::ConvIface: {
      TypeId const from = node(n.x).type;
      if (!types::is_interface(t_, from) && !types::is_direct_interface(t_, from)) hole = spill(hole, id);
      expr(note(hole, id, "interface-converted"), n.x);
      break;
    }
    case Op::SliceToArray: expr(deref(hole, id, "slice-to-array"), n.x); break;
    case Op::SliceToArrayPtr: expr(hole, n.x); break;
    case Op::Recv: discard_expr(n.x); break;
    case Op::CallFunc:
    case Op::CallInter:
    case Op::InlCall:
    case Op::Append:
    case Op::Copy:
    case Op::Cap:
    case Op::Len:
    case Op::Clear:
    case Op::Close:
    case Op::Complex:
    case Op::Delete:
    case Op::Imag:
    case Op::Real:
    case Op::Max:
    case Op::Min:
    case Op::Panic:
    case Op::Print:
    case Op::Println:
    case Op::Recover:
    case Op::UnsafeAdd:
    case Op::UnsafeSlice:
    case Op::UnsafeSliceData:
    case Op::UnsafeString:
    case Op::UnsafeStringData: call({hole}, id); break;
    case Op::StringPointer: expr(hole, n.x); break;
    case Op::New: spill(hole, id); break;
    case Op::MakeSlice:
    case Op::MakeMap:
      spill(hole, id);
      discard_list(n.list);
      break;
    case Op::MakeChan: discard_list(n.list); break;
    case Op::PtrLit: expr(spill(hole, id), n.x); break;
    case Op::StructLit:
    case Op::ArrayLit:
    case Op::SliceLit:
    case Op::MapLit: composite(hole, id); break;
    case Op::Closure: closure(hole, id); break;
    case Op::MethodValue: method_value(hole, id); break;
    case Op::StrToBytes:
    case Op::StrToRunes:
    case Op::BytesToStr:
    case Op::RunesToStr:
    case Op::RuneToStr:
      spill(hole, id);
      discard_expr(n.x);
      break;
    case Op::AddStr:
      spill(hole, id);
      discard_list(n.list);
      break;
    default: break;
  }
  --depth_;
}

void Batch::composite(Hole hole, NodeId id) {
  const ir::Node n = node(id);
  auto const elements = unit().list(n.list);
  switch (n.op) {
    case Op::ArrayLit:
      for (NodeId each : elements) expr(note(hole, id, "array literal element"), each);
      break;
    case Op::StructLit:
      for (NodeId each : elements) expr(note(hole, id, "struct literal element"), each);
      break;
    case Op::SliceLit:
      hole = spill(hole, id);
      for (NodeId each : elements) expr(note(hole, id, "slice-literal-element"), each);
      break;
    default:
      spill(hole, id);
      for (size_t i = 0; i + 1 < elements.size(); i += 2) {
        expr(note(heap_hole(), id, "map literal key"), elements[i]);
        expr(note(heap_hole(), id, "map literal value"), elements[i + 1]);
      }
  }
}

void Batch::closure(Hole hole, NodeId id) {
  hole = spill(hole, id);
  Function* const function = functions_.of(current_->unit, node(id).ref);
  closures_.push_back({hole, id, current_});
  if (!function->is_capturing()) return;
  for (LocalId local : function->func().captures) {
    Loc* const location = oldest(local);
    if (location->captured) continue;
    location->captured = true;
    // Straight-line writes before the first capture do not count.
    if (location->loop_depth == loop_depth_) location->reassigned = false;
  }
  walk_function(*function);
}

void Batch::method_value(Hole hole, NodeId id) {
  const ir::Node n = node(id);
  // The receiver is kept in the closure, and the method may get it at any time, its results going anywhere.
  Hole const kept = spill(hole, id);
  if (types::is_interface(t_, node(n.x).type)) {
    expr(tee({kept, heap_hole()}), n.x);
    return;
  }
  Callee const callee = callee_named(id);
  size_t const count = t_.signature_of(t_.underlying(n.type)).results.size();
  std::vector<Hole> const results(count, heap_hole());
  Hole const receiver = param_hole(results, callee, 0);
  waits_for(callee);
  expr(tee({receiver, kept}), n.x);
}

void Batch::unsafe_value(Hole hole, NodeId id) {
  const ir::Node n = node(id);
  switch (n.op) {
    case Op::Conv:
    case Op::ConvNop:
      if (t_.basic_kind(node(n.x).type) == BasicKind::UnsafePointer) {
        expr(hole, n.x);
      } else {
        discard_expr(n.x);
      }
      break;
    case Op::Unary: unsafe_value(hole, n.x); break;
    case Op::Binary: {
      auto const op = static_cast<syntax::Token>(n.token);
      unsafe_value(hole, n.x);
      if (op == syntax::Token::Shl || op == syntax::Token::Shr) {
        discard_expr(n.y);
      } else {
        unsafe_value(hole, n.y);
      }
      break;
    }
    case Op::DotPtr:
      if (is_reflect_header_data(id)) {
        expr(deref(hole, id, "reflect.Header.Data"), n.x);
      } else {
        discard_expr(id);
      }
      break;
    default: discard_expr(id);
  }
}

}  // namespace escapement::escape
