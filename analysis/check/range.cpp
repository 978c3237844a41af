// For statements with a range clause (specification: "For statements with range clause").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ObjectKind;
using types::VarRole;

Checker::RangeTypes Checker::range_over_func(const Signature& iterator) {
  if (iterator.params.size() != 1 || !iterator.results.empty()) return {};
  TypeId const yield = types::core_type(t_, iterator.params[0].type);
  if (!yield || t_.kind(yield) != TypeKind::Signature) return {};
  const Signature& signature = t_.signature_of(yield);
  if (signature.params.size() > 2 || signature.results.size() != 1) return {};
  if (!t_.identical(signature.results[0].type, basic(BasicKind::Bool))) return {};
  RangeTypes out;
  out.ok = true;
  if (!signature.params.empty()) out.key = signature.params[0].type;
  if (signature.params.size() == 2) out.value = signature.params[1].type;
  return out;
}

Checker::RangeTypes Checker::range_types(TypeId type) {
  TypeId u = types::core_type(t_, type);
  if (!u) return {};
  if (t_.kind(u) == TypeKind::Pointer && t_.underlying_kind(t_.elem(u)) == TypeKind::Array) u = t_.underlying(t_.elem(u));
  TypeId const integer = basic(BasicKind::Int);
  switch (t_.kind(u)) {
    case TypeKind::Basic:
      if (types::is_string(t_, u)) return {integer, t_.rune_type(), true};
      return {type, {}, types::is_integer(t_, u) && allows(22)};
    case TypeKind::Array:
    case TypeKind::Slice: return {integer, t_.elem(u), true};
    case TypeKind::Map: return {t_.key(u), t_.elem(u), true};
    case TypeKind::Chan:
      if (t_.chan_dir(u) == types::ChanDir::Send) return {};
      return {t_.elem(u), {}, true};
    case TypeKind::Signature: return allows(23) ? range_over_func(t_.signature_of(u)) : RangeTypes();
    default: return {};
  }
}

void Checker::range_define(NodeId id, Operand& x, const RangeTypes& types) {
  syntax::views::Range const view(tree_, id);
  NodeId const left[] = {view.key(), view.value()};
  TypeId const right[] = {types.key, types.value};
  bool const over_integer = x && types::is_integer(t_, x.type) && !types::is_type_param(t_, x.type);
  absl::InlinedVector<std::pair<NodeId, ObjectId>, 2> made;
  for (size_t i = 0; i < 2; ++i) {
    if (!left[i]) continue;
    if (node(left[i]).kind != NodeKind::Name) {
      error(left[i], errors::kDefine, fmt::format("{} is not a name", source_of(left[i])));
      continue;
    }
    ObjectId const object = make_local(left[i], ObjectKind::Var, VarRole::Local, {});
    made.emplace_back(left[i], object);
    if (!right[i] || !is_valid(right[i])) {
      t_.object(object).type = t_.invalid();
      t_.object(object).used = true;
      continue;
    }
    if (over_integer) {
      init_var(object, x, "range clause");
    } else {
      t_.object(object).type = right[i];
    }
    record(left[i], Mode::Variable, t_.type_of(object));
  }
  if (!made.empty() && std::ranges::all_of(made, [&](const auto& m) { return is_blank(m.first); })) {
    error(made[0].first, errors::kDefine, "no new variable on the left of :=", ErrorStrength::Soft);
  }
  for (const auto& [at, object] : made) enter(at, object);
}

void Checker::range_assign(NodeId id, Operand& x, const RangeTypes& types) {
  syntax::views::Range const view(tree_, id);
  bool const over_integer = x && types::is_integer(t_, x.type) && !types::is_type_param(t_, x.type);
  if (!view.key()) {
    if (over_integer) assign(x, {}, "range clause");
    return;
  }
  NodeId const left[] = {view.key(), view.value()};
  TypeId const right[] = {types.key, types.value};
  for (size_t i = 0; i < 2; ++i) {
    if (!left[i] || !right[i] || !is_valid(right[i])) continue;
    if (over_integer) {
      assign_var(left[i], x, "range clause");
      if (x && !types::is_integer(t_, x.type)) {
        error(left[i], errors::kRange, fmt::format("a range over an integer gives no {}", text_of(x.type)), ErrorStrength::Soft);
      }
      continue;
    }
    Operand each;
    each.mode = Mode::Value;
    each.type = right[i];
    each.node = left[i];
    assign_var(left[i], each, "assignment");
  }
}

void Checker::range_statement(NodeId id) {
  syntax::views::Range const view(tree_, id);
  Operand x = expr(view.operand());
  RangeTypes types;
  if (x) {
    types = is_nil(x) ? RangeTypes() : range_types(x.type);
    if (!types.ok) {
      error(view.operand(), errors::kRange, fmt::format("cannot range over {} (of type {})", source_of(view.operand()), text_of(x)));
    } else if ((view.key() && !types.key) || (view.value() && !types.value)) {
      error(types.key ? view.value() : view.key(), errors::kRange, "this range gives no such variable");
    }
  }
  ScopeGuard const scope(*this);
  if (view.op() == Token::Define) {
    range_define(id, x, types);
  } else {
    range_assign(id, x, types);
  }
  block(view.body());
}

}  // namespace escapement::check
