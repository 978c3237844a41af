// Assignability (specification: "Assignability").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::ChanDir;

bool Checker::assignable(const Operand& x, TypeId target) {
  if (!x || !is_valid(target)) return true;  // said elsewhere
  if (t_.identical(x.type, target)) return true;
  bool const vp = types::is_type_param(t_, x.type);
  bool const tp = types::is_type_param(t_, target);
  if (types::is_untyped(t_, x.type)) {
    if (tp) return types::all_types(t_, target, [&](TypeId each) { return static_cast<bool>(implicit_type(x, each).type); });
    return static_cast<bool>(implicit_type(x, target).type);
  }
  TypeId const xu = t_.underlying(x.type);
  TypeId const tu = t_.underlying(target);
  bool const both_named = types::is_named(t_, x.type) && types::is_named(t_, target);
  if (!vp && !tp && !both_named && t_.identical(xu, tu)) return true;
  if (t_.kind(tu) == TypeKind::Interface && !tp) {
    if (types::implements(t_, x.type, target)) return true;
    if (!vp) return false;
  }
  if (t_.kind(xu) == TypeKind::Chan && t_.chan_dir(xu) == ChanDir::Both && t_.kind(tu) == TypeKind::Chan &&
      t_.identical(t_.elem(xu), t_.elem(tu))) {
    return !both_named;
  }
  // Between a type parameter and a type literal: every type of the set must do.
  if (tp && !types::is_named(t_, x.type)) return types::all_types(t_, target, [&](TypeId each) { return assignable(x, each); });
  if (vp && !types::is_named(t_, target)) {
    return types::all_types(t_, x.type, [&](TypeId each) {
      Operand copy = x;
      copy.type = each;
      return assignable(copy, target);
    });
  }
  return false;
}

// ": the method m is func()", why a type does not implement an interface; empty where it is not for a method.
std::string Checker::missing_text(TypeId type, TypeId interface_type) {
  if (!types::is_interface(t_, interface_type)) return {};
  auto const missing = types::missing_method(t_, type, interface_type);
  if (!missing) return {};
  if (missing->pointer_receiver) return fmt::format(": the method {} has a pointer receiver", word(missing->name));
  LookupResult const found = types::lookup(t_, type, package_.id, missing->name);
  if (!missing->wrong_type || !found.is_method()) return fmt::format(": it has no method {}", word(missing->name));
  return fmt::format(": its method {} is {}", word(missing->name), text_of(found.type));
}

void Checker::assign(Operand& x, TypeId target, std::string_view context) {
  single_value(x);
  if (!x) return;
  auto refuse = [&](TypeId type) {
    error(x.node, errors::kAssignment,
          fmt::format("{} (of type {}) cannot be used as {} in this {}{}", source_of(x.node), text_of(x), text_of(type), context,
                      missing_text(x.type, type)));
    x.mode = Mode::Invalid;
  };
  if (types::is_untyped(t_, x.type)) {
    TypeId wanted = target;
    if (!target || types::is_interface(t_, target)) {
      if (!target && is_nil(x)) {
        error(x.node, errors::kUntypedNil, "nil has no type of its own here");
        x.mode = Mode::Invalid;
        return;
      }
      wanted = types::default_type(t_, x.type);
    }
    Implicit implicit = implicit_type(x, wanted);
    if (!implicit.type) return refuse(wanted);
    if (implicit.value) {
      x.value = std::move(implicit.value);
      update_value(x);
    }
    if (implicit.type != x.type) {
      x.type = implicit.type;
      update_type(x.node, x.type, Final::No);
    }
  }
  if (t_.kind(x.type) == TypeKind::Signature && !t_.signature_of(x.type).type_params.empty()) {
    error(x.node, errors::kNotInstantiated, fmt::format("the generic function {} needs type arguments", source_of(x.node)));
    x.mode = Mode::Invalid;
    return;
  }
  if (target && !assignable(x, target)) refuse(target);
}

}  // namespace escapement::check
