#include <absl/container/flat_hash_set.h>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {

enum Property : uint8_t { kBoolean = 1, kInteger = 2, kUnsigned = 4, kFloat = 8, kComplex = 16, kString = 32, kUntyped = 64 };

constexpr uint8_t property_of(BasicKind kind) {
  switch (kind) {
    case BasicKind::Bool: return kBoolean;
    case BasicKind::Int:
    case BasicKind::Int8:
    case BasicKind::Int16:
    case BasicKind::Int32:
    case BasicKind::Int64: return kInteger;
    case BasicKind::Uint:
    case BasicKind::Uint8:
    case BasicKind::Uint16:
    case BasicKind::Uint32:
    case BasicKind::Uint64:
    case BasicKind::Uintptr: return kInteger | kUnsigned;
    case BasicKind::Float32:
    case BasicKind::Float64: return kFloat;
    case BasicKind::Complex64:
    case BasicKind::Complex128: return kComplex;
    case BasicKind::String: return kString;
    case BasicKind::UntypedBool: return kBoolean | kUntyped;
    case BasicKind::UntypedInt:
    case BasicKind::UntypedRune: return kInteger | kUntyped;
    case BasicKind::UntypedFloat: return kFloat | kUntyped;
    case BasicKind::UntypedComplex: return kComplex | kUntyped;
    case BasicKind::UntypedString: return kString | kUntyped;
    default: return 0;
  }
}

bool all_basic(TypeTable& t, TypeId id, uint8_t properties) {
  if (t.kind(id) == TypeKind::Basic) return (property_of(static_cast<BasicKind>(t.data(id).detail)) & properties) != 0;
  return all_types(t, id, [&](TypeId x) { return (property_of(t.basic_kind(x)) & properties) != 0; });
}

}  // namespace

bool is_type_param(TypeTable& t, TypeId id) { return t.kind(t.unalias(id)) == TypeKind::TypeParam; }
bool is_boolean(TypeTable& t, TypeId id) { return all_basic(t, id, kBoolean); }
bool is_integer(TypeTable& t, TypeId id) { return all_basic(t, id, kInteger); }
bool is_unsigned(TypeTable& t, TypeId id) { return all_basic(t, id, kUnsigned); }
bool is_float(TypeTable& t, TypeId id) { return all_basic(t, id, kFloat); }
bool is_complex(TypeTable& t, TypeId id) { return all_basic(t, id, kComplex); }
bool is_numeric(TypeTable& t, TypeId id) { return all_basic(t, id, kInteger | kFloat | kComplex); }
bool is_string(TypeTable& t, TypeId id) { return all_basic(t, id, kString); }
bool is_numeric_or_string(TypeTable& t, TypeId id) { return all_basic(t, id, kInteger | kFloat | kComplex | kString); }
bool ordered(TypeTable& t, TypeId id) { return all_basic(t, id, kInteger | kFloat | kString); }

bool is_constant_type(TypeTable& t, TypeId id) {
  return !is_type_param(t, id) && (property_of(t.basic_kind(id)) & (kBoolean | kInteger | kFloat | kComplex | kString)) != 0;
}

bool is_untyped(const TypeTable& t, TypeId id) {
  return t.kind(id) == TypeKind::Basic && static_cast<BasicKind>(t.data(id).detail) >= BasicKind::UntypedBool;
}

bool is_interface(TypeTable& t, TypeId id) { return t.underlying_kind(id) == TypeKind::Interface && !is_type_param(t, id); }

bool is_named(TypeTable& t, TypeId id) {
  TypeKind const kind = t.kind(t.unalias(id));
  return kind == TypeKind::Basic || kind == TypeKind::Named || kind == TypeKind::TypeParam;
}

bool has_nil(TypeTable& t, TypeId id) {
  return for_type_set(t, id, [&](TypeId each, TypeId u) {
    if (!each) return false;
    switch (t.kind(u)) {
      case TypeKind::Basic: return t.basic_kind(u) == BasicKind::UnsafePointer;
      case TypeKind::Pointer:
      case TypeKind::Slice:
      case TypeKind::Map:
      case TypeKind::Chan:
      case TypeKind::Signature:
      case TypeKind::Interface: return true;
      default: return false;
    }
  });
}

namespace {

constexpr int kDeepestComparison = 100;  // beyond, a type is one that contains itself

bool comparable_at(TypeTable& t, TypeId id, Comparability how, int depth) {
  if (depth > kDeepestComparison) return true;
  TypeId const u = t.underlying(id);
  switch (t.kind(u)) {
    case TypeKind::Invalid:  // said elsewhere
    case TypeKind::Pointer:
    case TypeKind::Chan: return true;
    case TypeKind::Basic: return t.basic_kind(u) != BasicKind::UntypedNil;
    case TypeKind::Array: return comparable_at(t, t.elem(u), how, depth + 1);
    case TypeKind::Struct:
      return std::ranges::all_of(t.fields(u), [&](const Field& f) { return comparable_at(t, f.type, how, depth + 1); });
    case TypeKind::Interface: {
      if (how == Comparability::Dynamic && !is_type_param(t, id)) return true;
      const TypeSet& set = t.type_set(u);
      if (set.all_types) return set.comparable;
      if (set.terms.empty()) return false;
      return std::ranges::all_of(set.terms,
                                 [&](const Term& term) { return comparable_at(t, term.type, Comparability::Strict, depth + 1); });
    }
    default: return false;
  }
}

}  // namespace

bool comparable(TypeTable& t, TypeId id, Comparability how) { return comparable_at(t, id, how, 0); }

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
  TypeId core;
  bool const ok = for_type_set(t, id, [&](TypeId, TypeId u) {
    if (!u) return false;
    if (!core) {
      core = u;
      return true;
    }
    bool const channels = t.kind(core) == TypeKind::Chan && t.kind(u) == TypeKind::Chan;
    if (!channels) return t.identical(core, u);
    if (!t.identical(t.elem(core), t.elem(u))) return false;
    // Of channels that differ in direction only, the restricted one.
    if (t.chan_dir(core) == t.chan_dir(u)) return true;
    if (t.chan_dir(core) != ChanDir::Both) return t.chan_dir(u) == ChanDir::Both;
    core = u;
    return true;
  });
  return ok ? core : TypeId();
}

namespace {

class ParamFinder {
 public:
  ParamFinder(TypeTable& t, TypeList params) : t_(t), params_(params) {}

  bool in(TypeId id) {
    if (!id || !t_.parameterized(id)) return false;
    if (t_.kind(id) == TypeKind::TypeParam) return std::ranges::find(params_, id) != params_.end();
    if (!seen_.insert(id.value).second) return false;
    switch (t_.kind(id)) {
      case TypeKind::Alias: return in_any(t_.alias_of(id).args) || in(t_.unalias(id));
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
  bool in_any(TypeList ids) {
    return std::ranges::any_of(ids, [&](TypeId id) { return in(id); });
  }
  TypeTable& t_;
  TypeList params_;
  absl::flat_hash_set<uint32_t> seen_;
};

}  // namespace

bool mentions_type_params(TypeTable& t, TypeId id) { return t.parameterized(id); }
bool mentions_any_of(TypeTable& t, TypeId id, TypeList params) { return t.parameterized(id) && ParamFinder(t, params).in(id); }

}  // namespace escapement::types
