#include <absl/container/flat_hash_set.h>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {

bool basic_between(TypeTable& t, TypeId id, BasicKind first, BasicKind last) {
  BasicKind const kind = t.basic_kind(id);
  return first <= kind && kind <= last;
}

bool basic_is(TypeTable& t, TypeId id, BasicKind kind) { return t.basic_kind(id) == kind; }

}  // namespace

bool is_type_param(const TypeTable& t, TypeId id) { return t.kind(t.unalias(id)) == TypeKind::TypeParam; }

bool all_types(TypeTable& t, TypeId id, const std::function<bool(TypeId)>& predicate) {
  if (!is_type_param(t, id)) return predicate(id);
  TypeId const constraint = t.underlying(id);
  if (t.kind(constraint) != TypeKind::Interface) return false;
  const TypeSet& set = t.type_set(constraint);
  if (set.all_types || set.terms.empty()) return false;
  for (const Term& term : set.terms) {
    if (!predicate(term.type)) return false;
  }
  return true;
}

bool is_boolean(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) { return basic_is(t, x, BasicKind::Bool) || basic_is(t, x, BasicKind::UntypedBool); });
}
bool is_integer(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) {
    return basic_between(t, x, BasicKind::Int, BasicKind::Uintptr) ||
           basic_between(t, x, BasicKind::UntypedInt, BasicKind::UntypedRune);
  });
}
bool is_unsigned(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) { return basic_between(t, x, BasicKind::Uint, BasicKind::Uintptr); });
}
bool is_float(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) {
    return basic_between(t, x, BasicKind::Float32, BasicKind::Float64) || basic_is(t, x, BasicKind::UntypedFloat);
  });
}
bool is_complex(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) {
    return basic_between(t, x, BasicKind::Complex64, BasicKind::Complex128) || basic_is(t, x, BasicKind::UntypedComplex);
  });
}
bool is_numeric(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) {
    return basic_between(t, x, BasicKind::Int, BasicKind::Complex128) ||
           basic_between(t, x, BasicKind::UntypedInt, BasicKind::UntypedComplex);
  });
}
bool is_string(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) { return basic_is(t, x, BasicKind::String) || basic_is(t, x, BasicKind::UntypedString); });
}

bool is_untyped(const TypeTable& t, TypeId id) {
  return t.kind(id) == TypeKind::Basic && static_cast<BasicKind>(t.data(id).detail) >= BasicKind::UntypedBool;
}

bool is_interface(TypeTable& t, TypeId id) { return !is_type_param(t, id) && t.underlying_kind(id) == TypeKind::Interface; }

bool is_named(const TypeTable& t, TypeId id) {
  TypeKind const kind = t.kind(t.unalias(id));
  return kind == TypeKind::Basic || kind == TypeKind::Named || kind == TypeKind::TypeParam;
}

bool has_nil(TypeTable& t, TypeId id) {
  if (is_type_param(t, id)) return all_types(t, id, [&](TypeId x) { return has_nil(t, x); });
  switch (t.underlying_kind(id)) {
    case TypeKind::Basic: return basic_is(t, id, BasicKind::UnsafePointer) || basic_is(t, id, BasicKind::UntypedNil);
    case TypeKind::Pointer:
    case TypeKind::Slice:
    case TypeKind::Map:
    case TypeKind::Chan:
    case TypeKind::Signature:
    case TypeKind::Interface: return true;
    default: return false;
  }
}

bool comparable(TypeTable& t, TypeId id) {
  if (is_type_param(t, id)) {
    TypeId const constraint = t.underlying(id);
    if (t.kind(constraint) != TypeKind::Interface) return false;
    const TypeSet& set = t.type_set(constraint);
    if (set.comparable) return true;
    if (set.all_types) return false;
    return all_types(t, id, [&](TypeId x) { return comparable(t, x); });
  }
  TypeId const u = t.underlying(id);
  switch (t.kind(u)) {
    case TypeKind::Basic: return !basic_is(t, u, BasicKind::UntypedNil);
    case TypeKind::Pointer:
    case TypeKind::Chan:
    case TypeKind::Interface: return true;
    case TypeKind::Array: return comparable(t, t.elem(u));
    case TypeKind::Struct: {
      for (const Field& field : std::vector<Field>(t.fields(u))) {
        if (!comparable(t, field.type)) return false;
      }
      return true;
    }
    default: return false;
  }
}

bool ordered(TypeTable& t, TypeId id) {
  return all_types(t, id, [&](TypeId x) { return is_integer(t, x) || is_float(t, x) || is_string(t, x); });
}

bool is_bytes_or_runes(TypeTable& t, TypeId id) {
  TypeId const u = t.underlying(id);
  if (t.kind(u) != TypeKind::Slice) return false;
  BasicKind const kind = t.basic_kind(t.elem(u));
  return kind == BasicKind::Uint8 || kind == BasicKind::Int32;
}

TypeId default_type(TypeTable& t, TypeId id) {
  if (!is_untyped(t, id)) return id;
  switch (static_cast<BasicKind>(t.data(id).detail)) {
    case BasicKind::UntypedBool: return t.basic(BasicKind::Bool);
    case BasicKind::UntypedInt: return t.basic(BasicKind::Int);
    case BasicKind::UntypedRune: return t.rune_type();
    case BasicKind::UntypedFloat: return t.basic(BasicKind::Float64);
    case BasicKind::UntypedComplex: return t.basic(BasicKind::Complex128);
    case BasicKind::UntypedString: return t.basic(BasicKind::String);
    default: return id;
  }
}

TypeId core_type(TypeTable& t, TypeId id) {
  if (!is_type_param(t, id)) return t.underlying(id);
  TypeId const constraint = t.underlying(id);
  if (t.kind(constraint) != TypeKind::Interface) return {};
  const TypeSet& set = t.type_set(constraint);
  if (set.all_types || set.terms.empty()) return {};
  TypeId core;
  for (const Term& term : set.terms) {
    TypeId const u = t.underlying(term.type);
    if (core && !t.identical(core, u)) return {};
    core = u;
  }
  return core;
}

namespace {

class ParamFinder {
 public:
  explicit ParamFinder(TypeTable& t) : t_(t) {}
  bool in(TypeId id) {
    if (!id || !seen_.insert(id.value).second) return false;
    switch (t_.kind(id)) {
      case TypeKind::TypeParam: return true;
      case TypeKind::Alias: return in(t_.unalias(id));
      case TypeKind::Named: return in_any(t_.named_of(id).args);
      case TypeKind::Pointer:
      case TypeKind::Slice:
      case TypeKind::Array:
      case TypeKind::Chan: return in(t_.elem(id));
      case TypeKind::Map: return in(t_.key(id)) || in(t_.elem(id));
      case TypeKind::Tuple: return in_any(t_.elements(id));
      case TypeKind::Struct: return std::ranges::any_of(t_.fields(id), [&](const Field& f) { return in(f.type); });
      case TypeKind::Signature: {
        const Signature& s = t_.signature_of(id);
        auto of = [&](const Parameter& p) { return in(p.type); };
        return std::ranges::any_of(s.params, of) || std::ranges::any_of(s.results, of);
      }
      case TypeKind::Interface: {
        const Interface& i = t_.interface_of(id);
        return std::ranges::any_of(i.methods, [&](const Method& m) { return in(m.signature); }) || in_any(i.embedded);
      }
      case TypeKind::Union: return std::ranges::any_of(t_.terms(id), [&](const Term& x) { return in(x.type); });
      default: return false;
    }
  }

 private:
  bool in_any(const std::vector<TypeId>& ids) {
    return std::ranges::any_of(ids, [&](TypeId id) { return in(id); });
  }
  TypeTable& t_;
  absl::flat_hash_set<uint32_t> seen_;
};

}  // namespace

bool mentions_type_params(TypeTable& t, TypeId id) { return ParamFinder(t).in(id); }

}  // namespace escapement::types
