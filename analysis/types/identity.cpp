// One representative per class of identical types (specification: "Type identity").
#include <algorithm>

#include <absl/cleanup/cleanup.h>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {
TypeId number(size_t n) { return TypeId(static_cast<uint32_t>(n)); }
}  // namespace

TypeId TypeTable::canon(TypeId t) {
  if (TypeId const known = types_[t.value].canon) return known;
  TypeId const c = kind(t) == TypeKind::Interface ? canon_interface(t) : compute_canon(t);
  // What an alias that is still being resolved stands for is not known yet.
  if (kind(c) == TypeKind::Invalid && kind(t) != TypeKind::Invalid) return c;
  types_[t.value].canon = c;
  types_[c.value].canon = c;
  return c;
}

TypeId TypeTable::canon_by_key(const KeyVector& key, TypeId t) {
  return canon_keys_.put(ListKey{key}, t, [&] { return ListKey{keep(TypeList(key))}; });
}

TypeId TypeTable::compute_canon(TypeId t) {
  TypeData const data = types_[t.value].data;
  switch (data.kind) {
    case TypeKind::Alias: return canon(unalias(t));
    case TypeKind::Pointer: return pointer(canon(data.a));
    case TypeKind::Slice: return slice(canon(data.a));
    case TypeKind::Array: return array(canon(data.a), data.length);
    case TypeKind::Map: {
      TypeId const k = canon(data.a);
      return map(k, canon(data.b));
    }
    case TypeKind::Chan: return chan(canon(data.a), static_cast<ChanDir>(data.detail));
    case TypeKind::Tuple: {
      TypeVector canonical;
      for (TypeId e : elements(t)) canonical.push_back(canon(e));
      return tuple(canonical);
    }
    case TypeKind::Named: {
      if (!named_of(t).origin) return t;
      TypeVector canonical;
      for (TypeId a : named_of(t).args) canonical.push_back(canon(a));
      return instance(named_of(t).origin, canonical);
    }
    case TypeKind::Struct: return canon_struct(t);
    case TypeKind::Signature: return canon_signature(t);
    case TypeKind::Union: return canon_union(t);
    default: return t;
  }
}

TypeId TypeTable::canon_struct(TypeId t) {
  KeyVector key{number(static_cast<size_t>(TypeKind::Struct))};
  for (const Field& field : fields(t)) {
    uint32_t const package = is_exported(names_.text(field.name)) ? 0 : field.package.value;
    key.insert(key.end(),
               {number(field.name.value), number(package), canon(field.type), number(field.tag.value), number(field.embedded ? 1 : 0)});
  }
  return canon_by_key(key, t);
}

TypeId TypeTable::canon_signature(TypeId t) {
  const Signature& signature = signature_of(t);
  if (!signature.type_params.empty()) return t;
  KeyVector key{number(static_cast<size_t>(TypeKind::Signature)), number(signature.variadic ? 1 : 0), number(signature.params.size())};
  for (const Parameter& p : signature.params) key.push_back(canon(p.type));
  for (const Parameter& r : signature.results) key.push_back(canon(r.type));
  return canon_by_key(key, t);
}

void TypeTable::add_terms(KeyVector& key, std::span<const Term> terms) {
  absl::InlinedVector<std::pair<uint32_t, bool>, 16> sorted;
  for (const Term& term : terms) sorted.emplace_back(canon(term.type).value, term.tilde);
  std::ranges::sort(sorted);
  for (const auto& [type, tilde] : sorted) key.insert(key.end(), {number(tilde ? 1 : 0), TypeId(type)});
}

TypeId TypeTable::canon_interface(TypeId t) {
  std::scoped_lock const lock(derive_mutex_);
  if (TypeId const known = types_[t.value].canon) return known;
  // An interface may mention itself in the signatures of its methods.
  InterfaceSlot& slot = interfaces_[types_[t.value].data.extra];
  if (slot.canon_begun) return t;
  slot.canon_begun = true;
  absl::Cleanup const end = [&slot] { slot.canon_begun = false; };
  const TypeSet& set = type_set(t);
  KeyVector key{number(static_cast<size_t>(TypeKind::Interface)), number(set.comparable ? 1 : 0), number(set.all_types ? 1 : 0),
                number(set.methods.size())};
  for (const Method& method : set.methods) {
    uint32_t const package = is_exported(names_.text(method.name)) ? 0 : method.package.value;
    key.insert(key.end(), {number(method.name.value), number(package), canon(method.signature)});
  }
  add_terms(key, set.terms);
  return canon_by_key(key, t);
}

TypeId TypeTable::canon_union(TypeId t) {
  TypeId const embedded[] = {t};
  const TypeSet& set = type_set(interface({{}, embedded, true}));
  KeyVector key{number(static_cast<size_t>(TypeKind::Union)), number(set.all_types ? 1 : 0)};
  add_terms(key, set.terms);
  return canon_by_key(key, t);
}

namespace {

// Compares what types are made of, where their representatives do not tell: identity but for tags, and interfaces that reach themselves
// through the signatures of their methods. Two of those are identical unless something in them differs, so a pair that is met again is.
class SameStructure {
 public:
  enum class Tags : uint8_t { Compared, Ignored };
  SameStructure(TypeTable& t, Tags tags) : t_(t), tags_(tags) {}

  bool same(TypeId a, TypeId b, int depth = 0) {
    if (t_.identical(a, b)) return true;
    a = t_.unalias(a);
    b = t_.unalias(b);
    if (depth > 100 || t_.kind(a) != t_.kind(b)) return false;
    auto next = [&](TypeId x, TypeId y) { return same(x, y, depth + 1); };
    switch (t_.kind(a)) {
      case TypeKind::Pointer:
      case TypeKind::Slice: return next(t_.elem(a), t_.elem(b));
      case TypeKind::Array: return t_.length(a) == t_.length(b) && next(t_.elem(a), t_.elem(b));
      case TypeKind::Chan: return t_.chan_dir(a) == t_.chan_dir(b) && next(t_.elem(a), t_.elem(b));
      case TypeKind::Map: return next(t_.key(a), t_.key(b)) && next(t_.elem(a), t_.elem(b));
      case TypeKind::Struct: return same_fields(t_.fields(a), t_.fields(b), depth);
      case TypeKind::Signature: {
        const Signature& x = t_.signature_of(a);
        const Signature& y = t_.signature_of(b);
        auto pair = [&](const Parameter& p, const Parameter& q) { return next(p.type, q.type); };
        return x.variadic == y.variadic && x.type_params.empty() && y.type_params.empty() && std::ranges::equal(x.params, y.params, pair) &&
               std::ranges::equal(x.results, y.results, pair);
      }
      case TypeKind::Interface: return same_interfaces(a, b, depth);
      case TypeKind::Named:
        return t_.named_of(a).origin && t_.origin(a) == t_.origin(b) && std::ranges::equal(t_.named_of(a).args, t_.named_of(b).args, next);
      default: return false;
    }
  }

 private:
  bool same_fields(std::span<const Field> a, std::span<const Field> b, int depth) {
    return std::ranges::equal(a, b, [&](const Field& f, const Field& g) {
      bool const name = f.name == g.name && (f.package == g.package || is_exported(t_.names().text(f.name)));
      bool const tag = tags_ == Tags::Ignored || f.tag == g.tag;
      return name && tag && f.embedded == g.embedded && same(f.type, g.type, depth + 1);
    });
  }

  bool same_interfaces(TypeId a, TypeId b, int depth) {
    if (std::ranges::find(assumed_, std::pair(a, b)) != assumed_.end()) return true;
    const TypeSet& x = t_.type_set(a);
    const TypeSet& y = t_.type_set(b);
    bool const terms = x.all_types == y.all_types && x.comparable == y.comparable && x.terms.size() == y.terms.size() &&
                       terms_subset(t_, x.terms, y.terms) && terms_subset(t_, y.terms, x.terms);
    if (!terms) return false;
    assumed_.emplace_back(a, b);
    bool const methods = std::ranges::equal(x.methods, y.methods, [&](const Method& m, const Method& n) {
      bool const name = m.name == n.name && (m.package == n.package || is_exported(t_.names().text(m.name)));
      return name && same(m.signature, n.signature, depth + 1);
    });
    assumed_.pop_back();
    return methods;
  }

  TypeTable& t_;
  Tags tags_;
  std::vector<std::pair<TypeId, TypeId>> assumed_;
};

}  // namespace

bool identical_ignoring_tags(TypeTable& t, TypeId a, TypeId b) { return SameStructure(t, SameStructure::Tags::Ignored).same(a, b); }

bool identical_structure(TypeTable& t, TypeId a, TypeId b) { return SameStructure(t, SameStructure::Tags::Compared).same(a, b); }

}  // namespace escapement::types
