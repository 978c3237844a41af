// Package unsafe (specification: "Package unsafe").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::BasicKind;

Operand Checker::unsafe_size(NodeId id, Builtin which, Operand x) {
  assign(x, {}, "argument");
  if (!x) return invalid(id);
  Operand out = builtin_value(id, basic(BasicKind::Uintptr));
  if (types::has_variable_size(t_, x.type)) return out;
  out.mode = Mode::Constant;
  out.value = Value::of(which == Builtin::UnsafeSizeof ? types::size_of(t_, x.type) : types::align_of(t_, x.type));
  return out;
}

Operand Checker::unsafe_offsetof(NodeId id) {
  NodeId const arg = syntax::views::Call(tree_, id).arguments()[0];
  NodeId const bare = unparen(arg);
  if (node(bare).kind != NodeKind::Selector) {
    use(arg);
    error(arg, errors::kArguments, fmt::format("{} does not select a field", source_of(arg)));
    return invalid(id);
  }
  syntax::views::Selector const view(tree_, bare);
  Operand const x = expr(view.operand());
  if (!x) return invalid(id);
  // The pointer of p.f is followed; those of embedded fields must not be.
  TypeId base = x.type;
  TypeId const u = t_.underlying(base);
  if (t_.kind(u) == TypeKind::Pointer && t_.underlying_kind(t_.elem(u)) == TypeKind::Struct) base = t_.elem(u);
  LookupResult found = types::lookup(t_, base, package_.id, name(view.name()));
  if (found.kind != LookupResult::Kind::Field || found.indirect) {
    error(arg, errors::kArguments, fmt::format("{} is not a field inside {}", source_of(view.name()), text_of(base)));
    return invalid(id);
  }
  int64_t offset = 0;
  TypeId type = base;
  bool const variable = types::has_variable_size(t_, base);
  for (uint32_t index : found.path) {
    TypeId const structure = t_.underlying(type);
    if (!variable) offset += types::offsets_of(t_, structure)[index];
    type = t_.fields(structure)[index].type;
  }
  info_.objects[view.name().value] = found.object;
  record(bare, x.mode == Mode::Variable ? Mode::Variable : Mode::Value, found.type);
  info_.selections[bare.value] = {SelectionKind::Field, std::move(found), base};
  Operand out = builtin_value(id, basic(BasicKind::Uintptr));
  if (variable) return out;
  out.mode = Mode::Constant;
  out.value = Value::of(offset);
  return out;
}

Operand Checker::unsafe_call(NodeId id, Builtin builtin, Operands& args) {
  if (builtin == Builtin::UnsafeOffsetof) return unsafe_offsetof(id);
  Operand& x = args[0];
  TypeId const core = is_nil(x) ? TypeId() : types::core_type(t_, x.type);
  auto wrong = [&](std::string_view wanted) {
    error(x.node, errors::kArguments, fmt::format("{} is not a {}", source_of(x.node), wanted));
    return invalid(id);
  };
  switch (builtin) {
    case Builtin::UnsafeSizeof:
    case Builtin::UnsafeAlignof: return unsafe_size(id, builtin, std::move(x));
    case Builtin::UnsafeAdd:
      assign(x, basic(BasicKind::UnsafePointer), "argument of unsafe.Add");
      if (!x || !valid_index(args[1], Negative::Allowed)) return invalid(id);
      return builtin_value(id, basic(BasicKind::UnsafePointer));
    case Builtin::UnsafeSlice:
      if (!core || t_.kind(core) != TypeKind::Pointer) return wrong("pointer");
      if (!valid_index(args[1], Negative::Refused)) return invalid(id);
      return builtin_value(id, t_.slice(t_.elem(core)));
    case Builtin::UnsafeSliceData:
      if (!core || t_.kind(core) != TypeKind::Slice) return wrong("slice");
      return builtin_value(id, t_.pointer(t_.elem(core)));
    case Builtin::UnsafeString:
      assign(x, t_.pointer(t_.byte_type()), "argument of unsafe.String");
      if (!x || !valid_index(args[1], Negative::Refused)) return invalid(id);
      return builtin_value(id, basic(BasicKind::String));
    case Builtin::UnsafeStringData:
      assign(x, basic(BasicKind::String), "argument of unsafe.StringData");
      return x ? builtin_value(id, t_.pointer(t_.byte_type())) : invalid(id);
    default: return invalid(id);
  }
}

}  // namespace escapement::check
