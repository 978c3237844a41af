// Conversions (specification: "Conversions").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

Operand Checker::conversion(NodeId id, TypeId target) {
  syntax::views::Call const view(tree_, id);
  if (view.arguments().size() != 1) {
    use_all(view.arguments());
    error(id, errors::kConversion, fmt::format("a conversion to {} takes one value", text_of(target)));
    return invalid(id);
  }
  Operand x = expr(view.arguments()[0]);
  if (!x) return invalid(id);
  if (view.spread()) {
    error(id, errors::kConversion, "a conversion takes no ...");
    return invalid(id);
  }
  convert(x, target);
  x.node = id;
  return x;
}

// The value of a constant of a basic type; an integer becomes the text of its code point.
bool Checker::convert_constant(const Operand& x, TypeId target, Value& out) {
  TypeId const u = t_.underlying(target);
  if (t_.kind(u) != TypeKind::Basic) return false;
  if (representable(x, u, out)) return true;
  if (!types::is_integer(t_, x.type) || !types::is_string(t_, u)) return false;
  int64_t rune = 0;
  if (!x.value.fits_int64(rune) || rune < 0 || rune > 0x10FFFF) rune = 0xFFFD;
  if (rune >= 0xD800 && rune < 0xE000) rune = 0xFFFD;
  std::string text;
  constant::append_utf8(text, static_cast<uint32_t>(rune));
  out = Value::of(std::move(text));
  return true;
}

void Checker::convert(Operand& x, TypeId target) {
  bool const constant = x.mode == Mode::Constant;
  bool const to_constant = types::is_constant_type(t_, target);
  bool ok = false;
  if (constant && to_constant) {
    Value value;
    ok = convert_constant(x, target, value);
    if (ok) x.value = std::move(value);
  } else if (constant && types::is_type_param(t_, target)) {
    ok = types::for_type_set(t_, target, [&](TypeId, TypeId u) {
      Value value;
      return u && ((types::is_string(t_, x.type) && types::is_bytes_or_runes(t_, u)) || convert_constant(x, u, value));
    });
    x.mode = Mode::Value;
  } else if (convertible(x, target)) {
    ok = true;
    x.mode = Mode::Value;
  }
  if (!ok) {
    error(x.node, errors::kConversion,
          fmt::format("{} (of type {}) cannot be converted to {}", source_of(x.node), text_of(x), text_of(target)));
    x.mode = Mode::Invalid;
    return;
  }
  if (types::is_untyped(t_, x.type)) {
    TypeId final = target;
    // A value that keeps its type until it is converted: in interfaces, of nil, in string(65).
    if (types::is_interface(t_, target) || (constant && !to_constant) || t_.basic_kind(x.type) == BasicKind::UntypedNil) {
      final = types::default_type(t_, x.type);
    } else if (x.mode == Mode::Constant && types::is_integer(t_, x.type) && types::is_string(t_, target)) {
      final = x.type;
    }
    update_type(x.node, final, Final::Yes);
  }
  x.type = target;
}

// Between types that are no type parameters, where assignability does not hold.
bool Checker::convertible_type(TypeId from, TypeId to) {
  TypeId const xu = t_.underlying(from);
  TypeId const tu = t_.underlying(to);
  TypeId const x = t_.unalias(from);
  TypeId const y = t_.unalias(to);
  if (t_.kind(x) == TypeKind::Pointer && t_.kind(y) == TypeKind::Pointer) {
    TypeId const xb = t_.elem(x);
    TypeId const yb = t_.elem(y);
    bool const params = types::is_type_param(t_, xb) || types::is_type_param(t_, yb);
    if (!params && types::identical_ignoring_tags(t_, t_.underlying(xb), t_.underlying(yb))) return true;
  }
  auto real = [&](TypeId u) { return types::is_integer(t_, u) || types::is_float(t_, u); };
  if (t_.kind(xu) == TypeKind::Basic && t_.kind(tu) == TypeKind::Basic) {
    if (real(xu) && real(tu)) return true;
    if (types::is_complex(t_, xu) && types::is_complex(t_, tu)) return true;
    if (types::is_integer(t_, xu) && types::is_string(t_, tu)) return true;
  }
  if (t_.kind(tu) == TypeKind::Basic && types::is_string(t_, tu) && types::is_bytes_or_runes(t_, xu)) return true;
  if (t_.kind(xu) == TypeKind::Basic && types::is_string(t_, xu) && types::is_bytes_or_runes(t_, tu)) return true;
  bool const x_unsafe = t_.basic_kind(xu) == BasicKind::UnsafePointer;
  bool const t_unsafe = t_.basic_kind(tu) == BasicKind::UnsafePointer;
  auto pointer_like = [&](TypeId u) { return t_.kind(u) == TypeKind::Pointer || t_.basic_kind(u) == BasicKind::Uintptr; };
  if ((x_unsafe && pointer_like(tu)) || (t_unsafe && pointer_like(xu))) return true;
  if (t_.kind(xu) == TypeKind::Slice) {
    bool const pointer = t_.kind(tu) == TypeKind::Pointer;
    TypeId const array = pointer ? t_.underlying(t_.elem(tu)) : tu;
    return t_.kind(array) == TypeKind::Array && t_.identical(t_.elem(array), t_.elem(xu)) && allows(pointer ? 17 : 20);
  }
  return false;
}

bool Checker::convertible(const Operand& x, TypeId target) {
  if (assignable(x, target)) return true;
  bool const xp = types::is_type_param(t_, x.type);
  bool const tp = types::is_type_param(t_, target);
  if (xp) {
    return types::all_types(t_, x.type, [&](TypeId each) {
      Operand copy = x;
      copy.type = each;
      return convertible(copy, target);
    });
  }
  if (tp) return types::all_types(t_, target, [&](TypeId each) { return convertible(x, each); });
  if (types::identical_ignoring_tags(t_, t_.underlying(x.type), t_.underlying(target))) return true;
  return convertible_type(x.type, target);
}

}  // namespace escapement::check
