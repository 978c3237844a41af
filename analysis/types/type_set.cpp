// Type sets of interfaces and the algebra of their terms (specification: "Interface types"; go/types: typeset.go, typeterm.go).
#include <algorithm>

#include <absl/cleanup/cleanup.h>

#include "analysis/types/type.h"

namespace escapement::types {

bool method_before(const TypeTable& t, const Method& a, const Method& b) {
  std::string_view const x = t.names().text(a.name);
  std::string_view const y = t.names().text(b.name);
  bool const ex = is_exported(x);
  if (ex != is_exported(y)) return ex;
  if (x != y) return x < y;
  return !ex && t.package(a.package).path < t.package(b.package).path;
}

bool disjoint(TypeTable& t, const Term& a, const Term& b) {
  TypeId const x = b.tilde ? t.underlying(a.type) : a.type;
  TypeId const y = a.tilde ? t.underlying(b.type) : b.type;
  return !t.identical(x, y);
}

namespace {

using TermVector = absl::InlinedVector<Term, 8>;

bool subset(TypeTable& t, const Term& a, const Term& b) { return !disjoint(t, a, b) && (!a.tilde || b.tilde); }

template <class Predicate>
void erase_terms(TermVector& terms, Predicate&& predicate) {
  terms.erase(std::remove_if(terms.begin(), terms.end(), predicate), terms.end());
}

// Adds a term to a union of disjoint terms; where two overlap, the wider one stays.
void unite(TypeTable& t, TermVector& terms, const Term& term) {
  for (Term& other : terms) {
    if (disjoint(t, other, term)) continue;
    if (!other.tilde && term.tilde) {
      erase_terms(terms, [&](const Term& x) { return !disjoint(t, x, term); });
      break;
    }
    return;
  }
  terms.push_back(term);
}

TermVector intersect(TypeTable& t, std::span<const Term> a, std::span<const Term> b) {
  TermVector out;
  for (const Term& x : a) {
    for (const Term& y : b) {
      if (!disjoint(t, x, y)) unite(t, out, !x.tilde || y.tilde ? x : y);
    }
  }
  return out;
}

// A type set while it is computed.
struct Building {
  absl::InlinedVector<Method, 8> methods;
  TermVector terms;
  bool all_types = true;
  bool comparable = false;

  // The terms that one embedded element allows.
  void restrict(TypeTable& t, std::span<const Term> allowed, bool all, bool must_compare) {
    if (!all) {
      TermVector const both = all_types ? TermVector(allowed.begin(), allowed.end()) : intersect(t, terms, allowed);
      terms.assign(both.begin(), both.end());
      all_types = false;
    }
    comparable = comparable || must_compare;
    if (comparable && !all_types) {
      erase_terms(terms, [&](const Term& term) { return !types::comparable(t, term.type, Comparability::Strict); });
      comparable = false;
    }
  }
};

// The terms of a union; all: some element restricts nothing.
void union_terms(TypeTable& t, TypeId union_type, TermVector& out, bool& all) {
  for (const Term& term : t.terms(union_type)) {
    TypeId const u = t.underlying(term.type);
    if (t.kind(u) == TypeKind::Invalid) continue;
    if (t.kind(u) != TypeKind::Interface) {
      if (!term.tilde || t.identical(term.type, u)) unite(t, out, term);
      continue;
    }
    const TypeSet& inner = t.type_set(u);
    all = all || inner.all_types;
    for (const Term& each : inner.terms) unite(t, out, each);
  }
}

}  // namespace

const TypeSet& TypeTable::type_set(TypeId interface_type) {
  if (kind(interface_type) != TypeKind::Interface) return unrestricted_;
  InterfaceSlot& slot = interfaces_[types_[interface_type.value].data.extra];
  if (const TypeSet* const known = slot.set.load(std::memory_order_acquire)) return *known;
  std::scoped_lock const lock(derive_mutex_);
  if (const TypeSet* const known = slot.set.load(std::memory_order_relaxed)) return *known;
  // An interface that embeds itself meets the unrestricted set.
  if (slot.unfinished != nullptr) return *slot.unfinished;
  TypeSet& set = type_sets_[type_sets_.append()];
  slot.unfinished = &set;
  compute_type_set(interface_type, set);
  slot.set.store(&set, std::memory_order_release);
  return set;
}

void TypeTable::compute_type_set(TypeId interface_type, TypeSet& out) {
  // An interface that embeds ever larger instances of itself has no end; the checker reports it where it is declared.
  constexpr int kDeepest = 100;
  if (type_set_depth_ >= kDeepest) return;
  ++type_set_depth_;
  absl::Cleanup const leave = [this] { --type_set_depth_; };
  Interface const body = interface_of(interface_type);
  Building set;
  set.methods.assign(body.methods.begin(), body.methods.end());
  set.comparable = interface_type == named_of(comparable_).rhs;
  auto same_method = [&](const Method& a, const Method& b) {
    return a.name == b.name && (a.package == b.package || is_exported(names_.text(a.name)));
  };
  for (TypeId embedded : body.embedded) {
    TypeId const u = underlying(embedded);
    switch (kind(u)) {
      case TypeKind::Interface: {
        const TypeSet& inner = type_set(u);
        for (const Method& method : inner.methods) {
          if (std::ranges::none_of(set.methods, [&](const Method& m) { return same_method(m, method); })) set.methods.push_back(method);
        }
        set.restrict(*this, inner.terms, inner.all_types, inner.comparable);
        break;
      }
      case TypeKind::Union: {
        TermVector terms;
        bool all = false;
        union_terms(*this, u, terms, all);
        set.restrict(*this, terms, all, false);
        break;
      }
      case TypeKind::Invalid: break;
      default: {
        Term const term[] = {{false, embedded}};
        set.restrict(*this, term, false, false);
      }
    }
  }
  std::ranges::stable_sort(set.methods, [&](const Method& a, const Method& b) { return method_before(*this, a, b); });
  out.methods = keep(std::span<const Method>(set.methods));
  out.terms = keep(std::span<const Term>(set.terms));
  out.all_types = set.all_types;
  out.comparable = set.comparable;
}

bool term_includes(TypeTable& t, const Term& term, TypeId type) { return t.identical(term.type, term.tilde ? t.underlying(type) : type); }

bool terms_subset(TypeTable& t, std::span<const Term> a, std::span<const Term> b) {
  return std::ranges::all_of(a, [&](const Term& x) { return std::ranges::any_of(b, [&](const Term& y) { return subset(t, x, y); }); });
}

}  // namespace escapement::types
