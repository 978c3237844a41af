#include <algorithm>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {

constexpr int kDeepestEmbedding = 100;

// Exported names before unexported ones, each by text (cmd/compile: types.Sym.Less).
bool method_before(const base::NameTable& names, const Method& a, const Method& b) {
  std::string_view const x = names.text(a.name);
  std::string_view const y = names.text(b.name);
  bool const ex = is_exported(x);
  bool const ey = is_exported(y);
  if (ex != ey) return ex;
  return x < y;
}

// Terms of both sets: for each pair the narrower one.
std::vector<Term> intersect(TypeTable& t, const std::vector<Term>& a, const std::vector<Term>& b) {
  std::vector<Term> out;
  for (const Term& x : a) {
    for (const Term& y : b) {
      if (t.identical(x.type, y.type)) {
        out.push_back({x.tilde && y.tilde, x.type});
      } else if (x.tilde && t.identical(x.type, t.underlying(y.type))) {
        out.push_back(y);
      } else if (y.tilde && t.identical(y.type, t.underlying(x.type))) {
        out.push_back(x);
      }
    }
  }
  return out;
}

}  // namespace

const TypeSet& TypeTable::type_set(TypeId interface_type) {
  auto it = type_sets_.find(interface_type.value);
  if (it == type_sets_.end()) {
    TypeSet set = compute_type_set(interface_type, 0);
    type_set_pool_.push_back(std::move(set));
    it = type_sets_.emplace(interface_type.value, &type_set_pool_.back()).first;
  }
  return *it->second;
}

TypeSet TypeTable::compute_type_set(TypeId interface_type, int depth) {
  TypeSet set;
  if (depth > kDeepestEmbedding || kind(interface_type) != TypeKind::Interface) return set;
  Interface const body = interface_of(interface_type);
  set.methods = body.methods;
  set.comparable = interface_type == named_of(comparable_).underlying;
  auto restrict_to = [&](std::vector<Term> terms) {
    set.terms = set.all_types ? std::move(terms) : intersect(*this, set.terms, terms);
    set.all_types = false;
  };
  auto add_interface = [&](TypeId embedded) {
    TypeSet const inner = compute_type_set(embedded, depth + 1);
    for (const Method& method : inner.methods) {
      if (std::ranges::none_of(set.methods, [&](const Method& m) { return m.name == method.name; })) set.methods.push_back(method);
    }
    set.comparable = set.comparable || inner.comparable;
    if (!inner.all_types) restrict_to(inner.terms);
  };
  for (TypeId embedded : body.embedded) {
    TypeId const u = underlying(embedded);
    if (kind(u) == TypeKind::Interface) {
      add_interface(u);
    } else if (kind(u) == TypeKind::Union) {
      std::vector<Term> all;
      bool everything = false;
      for (const Term& term : std::vector<Term>(terms(u))) {
        TypeId const tu = underlying(term.type);
        if (kind(tu) != TypeKind::Interface) {
          all.push_back(term);
          continue;
        }
        TypeSet const inner = compute_type_set(tu, depth + 1);
        everything = everything || inner.all_types;
        all.insert(all.end(), inner.terms.begin(), inner.terms.end());
      }
      if (!everything) restrict_to(std::move(all));
    } else if (kind(u) != TypeKind::Invalid) {
      restrict_to({{false, embedded}});
    }
  }
  std::ranges::sort(set.methods, [&](const Method& a, const Method& b) { return method_before(names_, a, b); });
  return set;
}

}  // namespace escapement::types
