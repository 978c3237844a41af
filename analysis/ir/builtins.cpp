// Built-in functions (cmd/compile/internal/typecheck: tcCall, universe.go).
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using check::Builtin;
using check::Mode;
using types::TypeKind;

// One case a built-in function; those that take their operands as they are share builtin_node and
// unary_builtin.
NodeId Lowering::builtin(Ast id, Builtin which) {
  switch (which) {
    case Builtin::Append: return append(id);
    case Builtin::New: return new_value(id);
    case Builtin::Make: return make_builtin(id);
    case Builtin::Len: return unary_builtin(Op::Len, id);
    case Builtin::Cap: return unary_builtin(Op::Cap, id);
    case Builtin::Clear: return unary_builtin(Op::Clear, id);
    case Builtin::Close: return unary_builtin(Op::Close, id);
    case Builtin::Real: return unary_builtin(Op::Real, id);
    case Builtin::Imag: return unary_builtin(Op::Imag, id);
    case Builtin::Panic: return panic(id);
    case Builtin::Recover: return add(make(Op::Recover, type_of(id), id));
    case Builtin::Complex: return builtin_node(Op::Complex, id);
    case Builtin::Copy: return copy_elements(id);
    case Builtin::Delete: return delete_key(id);
    case Builtin::Max: return builtin_node(Op::Max, id);
    case Builtin::Min: return builtin_node(Op::Min, id);
    case Builtin::UnsafeSizeof:
    case Builtin::UnsafeAlignof: return size_literal(id, which);
    case Builtin::UnsafeOffsetof: return offset_literal(id);
    case Builtin::Print: return builtin_node(Op::Print, id);
    case Builtin::Println: return builtin_node(Op::Println, id);
    case Builtin::UnsafeAdd: return builtin_node(Op::UnsafeAdd, id);
    case Builtin::UnsafeSlice: return builtin_node(Op::UnsafeSlice, id);
    case Builtin::UnsafeSliceData: return unary_builtin(Op::UnsafeSliceData, id);
    case Builtin::UnsafeString: return builtin_node(Op::UnsafeString, id);
    case Builtin::UnsafeStringData: return unary_builtin(Op::UnsafeStringData, id);
    default: throw Unhandled{"a built-in function that is not handled", id};
  }
}

// Of a type parameter's values the size is no constant, but an instance knows it.
NodeId Lowering::size_literal(Ast id, Builtin which) {
  TypeId const type = type_of(syntax::views::Call(tree_, id).arguments()[0]);
  return uintptr_literal(which == Builtin::UnsafeSizeof ? types::size_of(t_, type) : types::align_of(t_, type), id);
}

NodeId Lowering::offset_literal(Ast id) {
  check::Selection const selection = selection_of(bare(syntax::views::Call(tree_, id).arguments()[0]));
  TypeId type = t_.underlying(selection.receiver);
  if (t_.kind(type) == TypeKind::Pointer) type = t_.elem(type);
  int64_t offset = 0;
  for (uint32_t field : selection.found.path) {
    TypeId const structure = t_.underlying(type);
    offset += types::offsets_of(t_, structure)[field];
    type = t_.fields(structure)[field].type;
  }
  return uintptr_literal(offset, id);
}

NodeId Lowering::uintptr_literal(int64_t value, Ast at) {
  Node node = make(Op::Literal, t_.basic(types::BasicKind::Uintptr), at);
  node.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(constant::Value::of(value));
  return add(node);
}

std::vector<NodeId> Lowering::builtin_arguments(Ast id) { return several_values(syntax::views::Call(tree_, id).arguments(), {}, id); }

NodeId Lowering::builtin_node(Op op, Ast id) {
  Node node = make(op, type_of(id), id);
  node.list = add_list(builtin_arguments(id));
  return add(node);
}

NodeId Lowering::copy_elements(Ast id) {
  NodeId const out = builtin_node(Op::Copy, id);
  Ast const first = syntax::views::Call(tree_, id).arguments()[0];
  TypeId const type = is_tuple(first) ? t_.elements(type_of(first))[0] : type_of(first);
  if (t_.underlying_kind(type) == TypeKind::Slice) needs_type(t_.elem(t_.underlying(type)));
  return out;
}

NodeId Lowering::unary_builtin(Op op, Ast id) {
  Node node = make(op, type_of(id), id);
  node.x = expr(syntax::views::Call(tree_, id).arguments()[0]);
  return add(node);
}

NodeId Lowering::append(Ast id) {
  syntax::views::Call const view(tree_, id);
  TypeId const type = type_of(id);
  std::vector<TypeId> to{TypeId()};
  auto const args = view.arguments();
  size_t const count = args.size() == 1 && is_tuple(args[0]) ? t_.elements(type_of(args[0])).size() : args.size();
  for (size_t i = 1; i < count; ++i) to.push_back(view.spread() ? TypeId() : t_.elem(t_.underlying(type)));
  bool const spreads = instantiation_ != nullptr && view.spread() && args.size() == 2;
  Node node = make(Op::Append, type, id);
  if (view.spread()) node.flags = kSpread;
  std::vector<NodeId> values = several_values(args, to, id);
  // Spread elements are converted to a plain slice, which leaves no node.
  TypeId const plain = spreads ? t_.slice(t_.elem(t_.underlying(type))) : TypeId();
  if (spreads && !t_.identical(type_of(args[1]), plain)) needs_itab(type_of(args[1]), plain, origin_of(args[1]));
  node.list = add_list(values);
  needs_type(t_.elem(t_.underlying(type)));
  return add(node);
}

// new(T); new(x) is the address of a temporary that holds x.
NodeId Lowering::new_value(Ast id) {
  Ast const operand = syntax::views::Call(tree_, id).arguments()[0];
  if (info_.modes[operand.value] == Mode::Type) {
    check_supported(type_of(operand), id);
    Node node = make(Op::New, type_of(id), id);
    NodeId const type = dynamic_type(operand, type_of(operand), TypeId());
    if (unit_->node(type).op == Op::DynamicType) node.x = type;
    return add(node);
  }
  NodeId const value = expr(operand);
  LocalId const local = temp(t_.elem(t_.underlying(type_of(id))), id);
  Node assign_node = make(Op::Assign, TypeId(), id);
  assign_node.x = local_node(local);
  assign_node.y = value;
  Node address = make(Op::Addr, type_of(id), id);
  address.x = local_node(local);
  mark_address(address.x);
  Node init = make(Op::Init, type_of(id), id);
  init.list = add_list({declaration_of(local), add(assign_node)});
  init.x = add(address);
  return add(init);
}

NodeId Lowering::make_builtin(Ast id) {
  TypeId const type = type_of(id);
  check_supported(type, id);
  TypeKind const kind = t_.kind(t_.underlying(type));
  Node node = make(kind == TypeKind::Slice ? Op::MakeSlice : kind == TypeKind::Map ? Op::MakeMap : Op::MakeChan, type, id);
  needs_type(type, syntax::views::Call(tree_, id).arguments()[0].value);
  std::vector<NodeId> sizes;
  for (Ast arg : syntax::views::Call(tree_, id).arguments().subspan(1)) sizes.push_back(expr(arg));
  node.list = add_list(sizes);
  if (kind == TypeKind::Slice) needs_type(t_.elem(t_.underlying(type)));
  return add(node);
}

NodeId Lowering::panic(Ast id) {
  Node node = make(Op::Panic, type_of(id), id);
  node.x = converted(syntax::views::Call(tree_, id).arguments()[0], t_.empty_interface());
  return add(node);
}

NodeId Lowering::delete_key(Ast id) {
  auto const args = syntax::views::Call(tree_, id).arguments();
  std::vector<TypeId> to;
  if (!is_tuple(args[0])) to = {TypeId(), t_.key(t_.underlying(type_of(args[0])))};
  Node node = make(Op::Delete, type_of(id), id);
  node.list = add_list(several_values(args, to, id));
  needs_type(is_tuple(args[0]) ? t_.elements(type_of(args[0]))[0] : type_of(args[0]), origin_of(args[0]));
  return add(node);
}

}  // namespace escapement::ir
