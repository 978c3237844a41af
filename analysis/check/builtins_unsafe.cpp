// Package unsafe (specification: "Package unsafe").
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/check/valid_type.h"

namespace escapement::check {

using syntax::NodeKind;
using types::BasicKind;

bool Checker::is_infinite(TypeId type) {
  TypeId const t = t_.unalias(type);
  switch (t_.kind(t)) {
    case TypeKind::Named: return !FiniteTypes(t_).cycle_of(t).empty();
    case TypeKind::Array: return is_infinite(t_.elem(t));
    case TypeKind::Struct: return std::ranges::any_of(t_.fields(t), [&](const types::Field& f) { return is_infinite(f.type); });
    default: return false;
  }
}

Operand Checker::unsafe_size(NodeId id, Builtin which, Operand x) {
  assign(x, {}, "argument");
  if (!x) return invalid(id);
  Operand out = builtin_value(id, basic(BasicKind::Uintptr));
  if (types::has_variable_size(t_, x.type)) return out;
  out.mode = Mode::Constant;
  int64_t const size = which == Builtin::UnsafeSizeof ? types::size_of(t_, x.type) : types::align_of(t_, x.type);
  if (size == types::kTooLarge) {
    // A type that contains itself has an error where it is declared.
    auto const strength = is_infinite(x.type) ? ErrorStrength::Consequence : ErrorStrength::Hard;
    error(x.node, errors::kTooLarge, fmt::format("{} is too large for its size to be a number", text_of(x.type)), strength);
    return invalid(id);
  }
  out.value = Value::of(size);
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
    int64_t const more = variable ? 0 : types::offsets_of(t_, structure)[index];
    if (more > types::kTooLarge - offset || more == types::kTooLarge) {
      error(view.operand(), errors::kTooLarge, fmt::format("{} is too large for this offset to be a number", text_of(base)));
      return invalid(id);
    }
    offset += more;
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
