#include "analysis/check/unify.h"

#include <algorithm>

namespace escapement::check {

using types::Field;
using types::Method;
using types::Parameter;
using types::Signature;
using types::TypeKind;

namespace {
constexpr int kDeepest = 50;
}

Unifier::Unifier(types::TypeTable& t, TypeList params, TypeList args, bool by_methods)
    : t_(t), by_methods_(by_methods), params_(params.begin(), params.end()) {
  for (size_t i = 0; i < params.size(); ++i) {
    slot_.push_back(i);
    types_.push_back(i < args.size() ? args[i] : TypeId());
  }
}

size_t Unifier::bound(TypeId x) const {
  x = t_.unalias(x);
  if (t_.kind(x) != TypeKind::TypeParam) return kUnbound;
  auto const it = std::ranges::find(params_, x);
  return it == params_.end() ? kUnbound : static_cast<size_t>(it - params_.begin());
}

TypeId Unifier::at(TypeId param) const { return types_[slot_[bound(param)]]; }
void Unifier::set(TypeId param, TypeId type) { types_[slot_[bound(param)]] = type; }

size_t Unifier::unknown() const {
  return static_cast<size_t>(std::ranges::count_if(slot_, [&](size_t s) { return !types_[s]; }));
}

bool Unifier::is_interface(TypeId x) {
  return t_.kind(t_.unalias(x)) != TypeKind::TypeParam && t_.underlying_kind(x) == TypeKind::Interface;
}

bool Unifier::is_literal(TypeId x) {
  TypeKind const kind = t_.kind(t_.unalias(x));
  return kind != TypeKind::Named && kind != TypeKind::TypeParam;
}

// Both stand for one type from now on; false: two are already known.
bool Unifier::join(size_t x, size_t y) {
  size_t const sx = slot_[x];
  size_t const sy = slot_[y];
  if (sx == sy) return true;
  if (types_[sx] && types_[sy]) return false;
  size_t const from = types_[sx] ? sy : sx;
  size_t const to = types_[sx] ? sx : sy;
  for (size_t& s : slot_) {
    if (s == from) s = to;
  }
  return true;
}

bool Unifier::unify_bound(size_t px, TypeId y, Mode mode, int depth) {
  TypeId const x = types_[slot_[px]];
  if (!x) {
    types_[slot_[px]] = y;
    return true;
  }
  if (!unify(x, y, mode, depth)) return false;
  // An interface and a type that implements it unify, but they are not the same type argument.
  bool const xi = is_interface(x);
  bool const yi = is_interface(y);
  bool const xn = is_named(x);
  bool const yn = is_named(y);
  if (xi != yi) return false;
  if (xi) {
    if (xn && yn) return t_.identical(x, y);
    if (t_.type_set(t_.underlying(x)).methods.size() != t_.type_set(t_.underlying(y)).methods.size()) return false;
  }
  if ((mode & kExact) != 0 || xn) return true;
  // A defined type says more than a literal, a channel of one direction more than one of both.
  TypeId const yu = t_.underlying(y);
  if (yn || (t_.kind(yu) == TypeKind::Chan && t_.chan_dir(yu) != types::ChanDir::Both)) types_[slot_[px]] = y;
  return true;
}

// With `subset`, the methods of one interface may be some of the other's.
bool Unifier::same_interface(TypeId x, TypeId y, bool subset, int depth) {
  const types::TypeSet& a = t_.type_set(t_.underlying(x));
  const types::TypeSet& b = t_.type_set(t_.underlying(y));
  if (a.comparable != b.comparable || a.all_types != b.all_types) return false;
  if (!types::terms_subset(t_, a.terms, b.terms) || !types::terms_subset(t_, b.terms, a.terms)) return false;
  std::span<const Method> few = a.methods;
  std::span<const Method> many = b.methods;
  if (few.size() != many.size() && !subset) return false;
  if (few.size() > many.size()) std::swap(few, many);
  return std::ranges::all_of(few, [&](const Method& m) {
    auto const it = std::ranges::find_if(
        many, [&](const Method& o) { return o.name == m.name && (o.package == m.package || types::is_exported(t_.names().text(m.name))); });
    return it != many.end() && unify(m.signature, it->signature, kExact, depth);
  });
}

// Inexactly, an interface unifies with a type that has its methods.
bool Unifier::unify_interfaces(TypeId x, TypeId y, int depth, bool& decided) {
  bool const xi = is_interface(x);
  bool const yi = is_interface(y);
  decided = xi || yi;
  if (!decided) return false;
  if (xi && yi) return same_interface(x, y, true, depth);
  TypeId const interface_type = xi ? x : y;
  TypeId const other = xi ? y : x;
  std::span<const Method> const methods = t_.type_set(t_.underlying(interface_type)).methods;
  return std::ranges::all_of(methods, [&](const Method& m) {
    types::LookupResult const found = types::lookup(t_, other, m.package, m.name);
    bool const has = found.is_method() && (!found.pointer_receiver || found.indirect);
    return has && unify(m.signature, found.type, kExact, depth);
  });
}

bool Unifier::unify(TypeId x, TypeId y, Mode mode, int depth) {
  if (x == y || t_.unalias(x) == t_.unalias(y)) return true;
  if (++depth > kDeepest) return false;
  // If one is a defined type it is y; if one is a bound parameter it is x.
  if (is_named(x) || bound(y) != kUnbound) std::swap(x, y);
  if ((mode & kExact) == 0 && is_named(y) && is_literal(x) && !(by_methods_ && is_interface(x))) {
    y = t_.underlying(y);
    if (t_.unalias(x) == y) return true;
  }
  size_t const px = bound(x);
  size_t const py = bound(y);
  if (px != kUnbound && py != kUnbound) {
    if (join(px, py)) return true;
    return unify(types_[slot_[px]], types_[slot_[py]], mode, depth);
  }
  if (px != kUnbound) return unify_bound(px, y, mode, depth);
  if (by_methods_ && (mode & kExact) == 0) {
    bool decided = false;
    bool const same = unify_interfaces(x, y, depth, decided);
    if (decided) return same;
  }
  // A parameter that is not bound here stands for the type that its set shares.
  if (t_.kind(t_.unalias(y)) == TypeKind::TypeParam) std::swap(x, y);
  return structural(t_.unalias(x), y, mode, depth);
}

bool Unifier::parameters(std::span<const Parameter> x, std::span<const Parameter> y, Mode mode, int depth) {
  return std::ranges::equal(x, y, [&](const Parameter& a, const Parameter& b) { return unify(a.type, b.type, mode, depth); });
}

bool Unifier::structural(TypeId x, TypeId original, Mode mode, int depth) {
  TypeId const y = t_.unalias(original);
  Mode const inner = (mode & kAssign) != 0 ? mode | kExact : mode;
  if (t_.kind(x) == TypeKind::TypeParam) {
    TypeId const core = types::core_type(t_, x);
    return core && unify(core, original, kAssign, depth);
  }
  if (t_.kind(x) != t_.kind(y)) return false;
  switch (t_.kind(x)) {
    case TypeKind::Basic: return t_.data(x).detail == t_.data(y).detail;
    case TypeKind::Array:
      return (t_.length(x) < 0 || t_.length(y) < 0 || t_.length(x) == t_.length(y)) && unify(t_.elem(x), t_.elem(y), inner, depth);
    case TypeKind::Slice:
    case TypeKind::Pointer: return unify(t_.elem(x), t_.elem(y), inner, depth);
    case TypeKind::Struct:
      return std::ranges::equal(t_.fields(x), t_.fields(y), [&](const Field& f, const Field& g) {
        bool const name = f.name == g.name && (f.package == g.package || types::is_exported(t_.names().text(f.name)));
        return name && f.embedded == g.embedded && f.tag == g.tag && unify(f.type, g.type, inner, depth);
      });
    case TypeKind::Signature: {
      Signature const a = t_.signature_of(x);
      Signature const b = t_.signature_of(y);
      return a.variadic == b.variadic && parameters(a.params, b.params, inner, depth) && parameters(a.results, b.results, inner, depth);
    }
    case TypeKind::Interface: return same_interface(x, y, false, depth);
    case TypeKind::Map: return unify(t_.key(x), t_.key(y), inner, depth) && unify(t_.elem(x), t_.elem(y), inner, depth);
    case TypeKind::Chan: return ((mode & kExact) == 0 || t_.chan_dir(x) == t_.chan_dir(y)) && unify(t_.elem(x), t_.elem(y), inner, depth);
    case TypeKind::Named: {
      TypeList const a = t_.named_of(x).args;
      TypeList const b = t_.named_of(y).args;
      return t_.origin(x) == t_.origin(y) && std::ranges::equal(a, b, [&](TypeId p, TypeId q) { return unify(p, q, mode, depth); });
    }
    default: return false;
  }
}

}  // namespace escapement::check
