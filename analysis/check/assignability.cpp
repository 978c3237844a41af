// Assignability, conversions, untyped operands (specification: "Assignability", "Conversions",
// "Representability").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ChanDir;

namespace {

std::optional<constant::Format> format_of(types::TypeTable& t, BasicKind kind) {
  using Class = constant::Format::Class;
  auto bits = [&] { return static_cast<unsigned>(types::size_of(t, t.basic(kind))) * 8; };
  if (kind == BasicKind::Bool || kind == BasicKind::UntypedBool) return constant::Format{Class::Bool};
  if (kind == BasicKind::String || kind == BasicKind::UntypedString) return constant::Format{Class::String};
  if (kind >= BasicKind::Int && kind <= BasicKind::Int64) return constant::Format{Class::Signed, bits()};
  if (kind >= BasicKind::Uint && kind <= BasicKind::Uintptr) return constant::Format{Class::Unsigned, bits()};
  if (kind == BasicKind::Float32 || kind == BasicKind::Float64) return constant::Format{Class::Float, bits()};
  if (kind == BasicKind::Complex64 || kind == BasicKind::Complex128)
    return constant::Format{Class::Complex, bits()};
  if (kind == BasicKind::UntypedInt || kind == BasicKind::UntypedRune) return constant::Format{Class::Signed};
  if (kind == BasicKind::UntypedFloat) return constant::Format{Class::Float};
  if (kind == BasicKind::UntypedComplex) return constant::Format{Class::Complex};
  return std::nullopt;
}

}  // namespace

bool Checker::representable(Operand& x, TypeId target) {
  if (x.mode != Mode::Constant) return true;
  if (types::is_type_param(t_, target)) {
    return types::all_types(t_, target, [&](TypeId each) {
      Operand copy = x;
      return representable(copy, each);
    });
  }
  auto const format = format_of(t_, t_.basic_kind(target));
  if (!format) return false;
  Value const value = constant::represent(x.value, *format);
  if (!value) return false;
  x.value = value;
  return true;
}

// The final type goes down to the operands that made it: x + 1 of type float64 has a 1 of type float64.
void Checker::finalize(NodeId id, TypeId type) {
  if (!id) return;
  TypeId const old = info_.types[id.value];
  if (!old || (!types::is_untyped(t_, old))) return;
  const syntax::Node& n = node(id);
  info_.types[id.value] = type;
  if (auto it = info_.values.find(id.value); it != info_.values.end() && !types::is_interface(t_, type)) {
    Operand x;
    x.mode = Mode::Constant;
    x.value = it->second;
    if (representable(x, type)) it->second = x.value;
  }
  switch (n.kind) {
    case NodeKind::Paren:
      finalize(NodeId(n.a), type);
      break;
    case NodeKind::Unary:
      finalize(NodeId(n.a), type);
      break;
    case NodeKind::Binary:
      if (n.token() >= Token::Eql && n.token() <= Token::Geq) break;
      finalize(NodeId(n.a), type);
      if (n.token() != Token::Shl && n.token() != Token::Shr) finalize(NodeId(n.b), type);
      break;
    default:
      break;
  }
}

bool Checker::convert_untyped(Operand& x, TypeId target) {
  if (!x || t_.kind(target) == TypeKind::Invalid) return false;
  if (x.mode == Mode::Nil) {
    if (!types::has_nil(t_, target)) return false;
    if (!types::is_untyped(t_, target)) {
      x.type = target;
      record(x.node, Mode::Nil, target);
      finalize(x.node, target);
    }
    return true;
  }
  if (!types::is_untyped(t_, x.type)) return true;
  TypeId type = target;
  if (types::is_interface(t_, target)) {
    // The value keeps its default type; assigning it to the interface is a conversion of its own.
    type = types::default_type(t_, x.type);
    if (types::missing_method(t_, type, target)) return false;
  }
  BasicKind const from = static_cast<BasicKind>(t_.data(x.type).detail);
  bool ok = true;
  if (x.mode == Mode::Constant) {
    ok = representable(x, type);
  } else if (from == BasicKind::UntypedBool) {
    ok = types::is_boolean(t_, type);
  } else {
    ok = types::is_numeric(t_, type) &&
         (from == BasicKind::UntypedFloat || types::is_integer(t_, type) || true);
  }
  if (!ok) return false;
  finalize(x.node, type);
  x.type = type;
  if (x.mode == Mode::Constant) info_.values[x.node.value] = x.value;
  // The second value of a comma-ok form stands at the node of the first, which has recorded both.
  TypeId& recorded = info_.types[x.node.value];
  if (!recorded || t_.kind(recorded) != TypeKind::Tuple) recorded = type;
  return true;
}

void Checker::use_default(Operand& x) {
  if (!x || x.mode == Mode::Nil || !types::is_untyped(t_, x.type)) return;
  TypeId const type = types::default_type(t_, x.type);
  if (!convert_untyped(x, type)) {
    error(x.node, "check.overflow", fmt::format("{} does not fit {}", tree_.text(x.node), text_of(type)));
    x.mode = Mode::Invalid;
  }
}

bool Checker::assignable(const Operand& x, TypeId target) {
  if (x.mode == Mode::Nil) return types::has_nil(t_, target);
  if (t_.identical(x.type, target)) return true;
  if (types::is_untyped(t_, x.type)) {
    Operand copy = x;
    if (types::is_interface(t_, target))
      return !types::missing_method(t_, types::default_type(t_, x.type), target);
    if (copy.mode == Mode::Constant) return representable(copy, target);
    return types::is_boolean(t_, x.type) ? types::is_boolean(t_, target) : types::is_numeric(t_, target);
  }
  TypeId const xu = t_.underlying(x.type);
  TypeId const tu = t_.underlying(target);
  bool const params = types::is_type_param(t_, x.type) || types::is_type_param(t_, target);
  if (!params && t_.identical(xu, tu) && (!types::is_named(t_, x.type) || !types::is_named(t_, target)))
    return true;
  if (types::is_interface(t_, target)) return types::implements(t_, x.type, target);
  if (t_.kind(xu) == TypeKind::Chan && t_.kind(tu) == TypeKind::Chan && t_.chan_dir(xu) == ChanDir::Both &&
      !params) {
    if (t_.identical(t_.elem(xu), t_.elem(tu)))
      return !types::is_named(t_, x.type) || !types::is_named(t_, target);
  }
  // Between a type parameter and a type literal: every type of the set must do.
  if (types::is_type_param(t_, target) && !types::is_named(t_, x.type)) {
    return types::all_types(t_, target, [&](TypeId each) { return assignable(x, each); });
  }
  if (types::is_type_param(t_, x.type) && !types::is_named(t_, target)) {
    return types::all_types(t_, x.type, [&](TypeId each) {
      Operand copy = x;
      copy.type = each;
      return assignable(copy, target);
    });
  }
  return false;
}

bool Checker::assign(Operand& x, TypeId target, std::string_view context) {
  if (!x || t_.kind(target) == TypeKind::Invalid) return false;
  if (x.mode == Mode::Nil || types::is_untyped(t_, x.type)) {
    if (convert_untyped(x, target) && (x.mode == Mode::Nil || assignable(x, target))) return true;
  } else if (assignable(x, target)) {
    return true;
  }
  error(x.node, "check.assignment",
        fmt::format("{} (of type {}) cannot be used as {} in this {}", tree_.text(x.node).substr(0, 60),
                    text_of(x.type), text_of(target), context));
  return false;
}

bool Checker::convertible(const Operand& x, TypeId target) {
  if (assignable(x, target)) return true;
  if (types::is_type_param(t_, x.type)) {
    return types::all_types(t_, x.type, [&](TypeId each) {
      Operand copy = x;
      copy.type = each;
      return convertible(copy, target);
    });
  }
  if (types::is_type_param(t_, target)) {
    return types::all_types(t_, target, [&](TypeId each) { return convertible(x, each); });
  }
  TypeId const xu = t_.underlying(x.type);
  TypeId const tu = t_.underlying(target);
  // Struct tags do not matter; comparing without them is left to the rare case that needs it.
  if (t_.identical(xu, tu)) return true;
  if (t_.kind(xu) == TypeKind::Pointer && t_.kind(tu) == TypeKind::Pointer) {
    if (t_.identical(t_.underlying(t_.elem(xu)), t_.underlying(t_.elem(tu)))) return true;
  }
  bool const numeric = (types::is_integer(t_, xu) || types::is_float(t_, xu)) &&
                       (types::is_integer(t_, tu) || types::is_float(t_, tu));
  if (numeric || (types::is_complex(t_, xu) && types::is_complex(t_, tu))) return true;
  if (types::is_string(t_, tu) && (types::is_integer(t_, xu) || types::is_bytes_or_runes(t_, xu)))
    return true;
  if (types::is_string(t_, xu) && types::is_bytes_or_runes(t_, tu)) return true;
  bool const x_unsafe = t_.basic_kind(xu) == BasicKind::UnsafePointer;
  bool const t_unsafe = t_.basic_kind(tu) == BasicKind::UnsafePointer;
  auto pointer_like = [&](TypeId u) {
    return t_.kind(u) == TypeKind::Pointer || t_.basic_kind(u) == BasicKind::Uintptr;
  };
  if ((x_unsafe && (pointer_like(tu) || t_unsafe)) || (t_unsafe && pointer_like(xu))) return true;
  if (t_.kind(xu) == TypeKind::Slice) {
    TypeId const array = t_.kind(tu) == TypeKind::Pointer ? t_.underlying(t_.elem(tu)) : tu;
    return t_.kind(array) == TypeKind::Array && t_.identical(t_.elem(array), t_.elem(xu));
  }
  return false;
}

Operand Checker::conversion(NodeId id, TypeId target) {
  syntax::views::Call const view(tree_, id);
  Operand out;
  out.type = t_.invalid();
  if (view.arguments().size() != 1) {
    error(id, "check.conversion", fmt::format("a conversion to {} takes one value", text_of(target)));
    return out;
  }
  Operand x = expr(view.arguments()[0], target);
  if (!x || t_.kind(target) == TypeKind::Invalid) return out;
  bool const basic_target =
      t_.kind(t_.underlying(target)) == TypeKind::Basic && !types::is_type_param(t_, target);
  if (x.mode == Mode::Constant && basic_target) {
    Operand converted = x;
    converted.node = id;
    bool ok = representable(converted, target);
    if (!ok && types::is_integer(t_, x.type) && types::is_string(t_, target)) {
      int64_t rune = 0xFFFD;
      if (!x.value.fits_int64(rune) || rune < 0 || rune > 0x10FFFF) rune = 0xFFFD;
      std::string text;
      constant::append_utf8(text, static_cast<uint32_t>(rune));
      converted.value = Value::of(std::move(text));
      ok = true;
      use_default(x);
    }
    if (ok) {
      if (types::is_untyped(t_, x.type)) convert_untyped(x, target);
      converted.type = target;
      return converted;
    }
  }
  if (!convertible(x, target) || (x.mode == Mode::Constant && basic_target && types::is_numeric(t_, x.type) &&
                                  types::is_numeric(t_, target))) {
    error(id, "check.conversion",
          fmt::format("{} (of type {}) cannot be converted to {}", tree_.text(x.node).substr(0, 60),
                      text_of(x.type), text_of(target)));
    return out;
  }
  if (x.mode == Mode::Nil || types::is_untyped(t_, x.type)) {
    // string(x) of an untyped constant and conversions to non-basic types keep the default type of their
    // operand.
    bool const keep = types::is_interface(t_, target) || types::is_type_param(t_, target) || !basic_target;
    if (x.mode == Mode::Nil) {
      convert_untyped(x, target);
    } else if (keep) {
      use_default(x);
    } else {
      convert_untyped(x, target);
    }
  }
  out.mode = Mode::Value;
  out.type = target;
  return out;
}

}  // namespace escapement::check
