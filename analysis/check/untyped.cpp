// Untyped values (specification: "Constants", "Representability"): which type they take, and how it reaches the expressions that made
// them. An expression is untyped as long as an untyped type is recorded for it. When it gets a type, that goes down to its operands: the
// 1 of a non-constant 1 << n becomes a float64 or an int as the shift does. Operands of constant expressions keep theirs.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;

namespace {

std::optional<constant::Format> format_of(BasicKind kind, unsigned bits) {
  using Class = constant::Format::Class;
  if (kind == BasicKind::Bool || kind == BasicKind::UntypedBool) return constant::Format{Class::Bool};
  if (kind == BasicKind::String || kind == BasicKind::UntypedString) return constant::Format{Class::String};
  if (kind >= BasicKind::Int && kind <= BasicKind::Int64) return constant::Format{Class::Signed, bits};
  if (kind >= BasicKind::Uint && kind <= BasicKind::Uintptr) return constant::Format{Class::Unsigned, bits};
  if (kind == BasicKind::Float32 || kind == BasicKind::Float64) return constant::Format{Class::Float, bits};
  if (kind == BasicKind::Complex64 || kind == BasicKind::Complex128) return constant::Format{Class::Complex, bits};
  if (kind == BasicKind::UntypedInt || kind == BasicKind::UntypedRune) return constant::Format{Class::Signed};
  if (kind == BasicKind::UntypedFloat) return constant::Format{Class::Float};
  if (kind == BasicKind::UntypedComplex) return constant::Format{Class::Complex};
  return std::nullopt;
}

}  // namespace

bool Checker::representable(const Operand& x, TypeId target, Value& rounded) {
  BasicKind const kind = t_.basic_kind(target);
  auto const format = format_of(kind, static_cast<unsigned>(types::size_of(t_, basic(kind))) * 8);
  if (!format) return false;
  rounded = constant::represent(x.value, *format);
  return static_cast<bool>(rounded);
}

bool Checker::representable(Operand& x, TypeId target) {
  Value rounded;
  if (!representable(x, target, rounded)) {
    error(x.node, errors::kOverflow, fmt::format("{} cannot be represented as {}", source_of(x.node), text_of(target)));
    x.mode = Mode::Invalid;
    return false;
  }
  x.value = std::move(rounded);
  return true;
}

Checker::Implicit Checker::implicit_type(const Operand& x, TypeId target) {
  if (!x || !types::is_untyped(t_, x.type) || !is_valid(target)) return {x.type, {}};
  BasicKind const from = static_cast<BasicKind>(t_.data(x.type).detail);
  auto is_number = [](BasicKind k) { return k >= BasicKind::UntypedInt && k <= BasicKind::UntypedComplex; };
  if (types::is_untyped(t_, target)) {
    BasicKind const to = static_cast<BasicKind>(t_.data(target).detail);
    if (from == to) return {target, {}};
    if (is_number(from) && is_number(to)) return {from > to ? x.type : target, {}};
    return {};
  }
  TypeId const u = t_.underlying(target);
  switch (t_.kind(u)) {
    case TypeKind::Basic:
      if (x.mode == Mode::Constant) {
        Value rounded;
        return representable(x, u, rounded) ? Implicit{target, std::move(rounded)} : Implicit{};
      }
      // A value that is no constant: the result of a comparison or of a shift, or nil.
      if (from == BasicKind::UntypedNil) return t_.basic_kind(u) == BasicKind::UnsafePointer ? Implicit{x.type, {}} : Implicit{};
      if (from == BasicKind::UntypedBool ? types::is_boolean(t_, u)
          : is_number(from)              ? types::is_numeric(t_, u)
                                         : types::is_string(t_, u)) {
        return {target, {}};
      }
      return {};
    case TypeKind::Interface:
      if (types::is_type_param(t_, target)) {
        bool const ok = types::for_type_set(t_, target, [&](TypeId, TypeId each) { return each && implicit_type(x, each).type; });
        if (!ok) return {};
        return {is_nil(x) ? x.type : target, {}};
      }
      if (is_nil(x)) return {x.type, {}};
      // The value keeps its default type; assigning it to the interface is a conversion of its own.
      if (!types::implements(t_, t_.empty_interface(), u)) return {};
      return {types::default_type(t_, x.type), {}};
    case TypeKind::Pointer:
    case TypeKind::Signature:
    case TypeKind::Slice:
    case TypeKind::Map:
    case TypeKind::Chan: return is_nil(x) ? Implicit{x.type, {}} : Implicit{};
    default: return {};
  }
}

bool Checker::convert_untyped(Operand& x, TypeId target) {
  Implicit implicit = implicit_type(x, target);
  if (!implicit.type) {
    error(x.node, errors::kConversion, fmt::format("{} cannot be used as {}", source_of(x.node), text_of(target)));
    x.mode = Mode::Invalid;
    return false;
  }
  if (implicit.value) {
    x.value = std::move(implicit.value);
    update_value(x);
  }
  if (implicit.type != x.type) {
    x.type = implicit.type;
    update_type(x.node, x.type, Final::No);
  }
  return static_cast<bool>(x);
}

void Checker::update_value(const Operand& x) {
  TypeId const recorded = info_.types[x.node.value];
  if (recorded && types::is_untyped(t_, recorded)) info_.values[x.node.value] = x.value;
}

void Checker::update_type(NodeId id, TypeId type, Final final) {
  if (!id) return;
  TypeId const old = info_.types[id.value];
  if (!old || !types::is_untyped(t_, old) || info_.modes[id.value] == Mode::Invalid) return;
  const syntax::Node& n = node(id);
  bool const is_constant = info_.modes[id.value] == Mode::Constant;
  switch (n.kind) {
    case NodeKind::Paren: update_type(NodeId(n.a), type, final); break;
    case NodeKind::Unary:
      if (!is_constant) update_type(NodeId(n.a), type, final);
      break;
    case NodeKind::Binary: {
      bool const comparison = n.token() >= Token::Eql && n.token() <= Token::Geq;
      if (is_constant || comparison) break;
      update_type(NodeId(n.a), type, final);
      if (n.token() != Token::Shl && n.token() != Token::Shr) update_type(NodeId(n.b), type, final);
      break;
    }
    default: break;
  }
  if (final == Final::No && types::is_untyped(t_, type)) {
    info_.types[id.value] = type;
    return;
  }
  if (shift_operands_.contains(id.value) && !types::is_integer(t_, type)) {
    error(id, errors::kShift, fmt::format("the shifted {} would be of type {}, which is no integer", source_of(id), text_of(type)));
    return;
  }
  if (is_constant) {
    Operand x;
    x.mode = Mode::Constant;
    x.type = old;
    x.value = info_.values[id.value];
    x.node = id;
    if (!implicit_type(x, type).type) {
      error(id, errors::kOverflow, fmt::format("{} cannot be represented as {}", source_of(id), text_of(type)));
      return;
    }
  }
  info_.types[id.value] = type;
}

}  // namespace escapement::check
