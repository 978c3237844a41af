// Fields and methods by name (specification: "Selectors"), and what an interface asks for.
#include <algorithm>

#include "analysis/types/type.h"

namespace escapement::types {

bool is_exported(std::string_view name) {
  if (name.empty()) return false;
  auto const first = static_cast<unsigned char>(name[0]);
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  // Upper case beyond ASCII: Latin-1, Greek and Cyrillic capitals, the ones identifiers use in practice.
  if (name.size() < 2) return false;
  uint32_t const rune = (first & 0x1FU) << 6 | (static_cast<unsigned char>(name[1]) & 63U);
  return (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) || (rune >= 0x391 && rune <= 0x3A9) || (rune >= 0x400 && rune <= 0x42F);
}

namespace {

using Path = absl::InlinedVector<uint32_t, 2>;

struct Candidate {
  TypeId type;  // named or unnamed, without pointer
  Path path;
  bool indirect = false;
  bool multiple = false;  // reached on several paths of this depth
};

bool same_name(TypeTable& t, NameId a, PackageId pa, NameId b, PackageId pb) {
  return a == b && (pa == pb || is_exported(t.names().text(a)));
}

class Search {
 public:
  Search(TypeTable& t, PackageId package, NameId name) : t_(t), package_(package), name_(name) {}

  LookupResult run(TypeId type) {
    Candidate first;
    first.type = t_.unalias(type);
    if (t_.kind(first.type) == TypeKind::Pointer) {
      first.type = t_.unalias(t_.elem(first.type));
      first.indirect = true;
      if (t_.underlying_kind(first.type) == TypeKind::Interface) return {};
    } else if (t_.kind(first.type) == TypeKind::Named && t_.underlying_kind(first.type) == TypeKind::Pointer) {
      // A named pointer type has the fields of what it points to, but no methods.
      LookupResult result = Search(t_, package_, name_).run(t_.underlying(first.type));
      return result.is_method() ? LookupResult() : result;
    }
    Level level{std::move(first)};
    while (!level.empty()) {
      found_ = {};
      next_.clear();
      for (const Candidate& candidate : level) {
        examine(candidate);
        if (found_.kind == LookupResult::Kind::Ambiguous) return std::move(found_);
      }
      if (found_.kind != LookupResult::Kind::NotFound) return std::move(found_);
      level.clear();
      consolidate(level);
    }
    return {};
  }

 private:
  using Level = absl::InlinedVector<Candidate, 4>;

  // False: two are found at this depth.
  bool first_find(const Candidate& from) {
    bool const first = found_.kind == LookupResult::Kind::NotFound && !from.multiple;
    found_ = {};
    found_.kind = LookupResult::Kind::Ambiguous;
    if (!first) return false;
    found_.path = from.path;
    found_.indirect = from.indirect;
    found_.receiver = from.type;
    return true;
  }

  void examine(const Candidate& candidate) {
    if (t_.kind(candidate.type) == TypeKind::Named) {
      TypeId const c = t_.canon(candidate.type);
      if (std::ranges::find(seen_, c) != seen_.end()) return;
      seen_.push_back(c);
      if (find_method(candidate)) return;
    }
    TypeId const u = t_.underlying(candidate.type);
    if (t_.kind(u) == TypeKind::Struct) return examine_struct(candidate, u);
    if (t_.kind(u) != TypeKind::Interface) return;
    std::span<const Method> const methods = t_.type_set(u).methods;
    for (uint32_t i = 0; i < methods.size(); ++i) {
      const Method& method = methods[i];
      if (!same_name(t_, method.name, method.package, name_, package_)) continue;
      if (!first_find(candidate)) return;
      found_.kind = LookupResult::Kind::InterfaceMethod;
      found_.type = method.signature;
      found_.object = method.object;
      found_.method = i;
      return;
    }
  }

  bool find_method(const Candidate& candidate) {
    const std::vector<ObjectId>& methods = t_.named_of(t_.origin(candidate.type)).methods;
    for (uint32_t i = 0; i < methods.size(); ++i) {
      const Object& object = t_.object(methods[i]);
      if (!same_name(t_, object.name, object.package, name_, package_)) continue;
      if (!first_find(candidate)) return true;
      found_.kind = LookupResult::Kind::Method;
      found_.object = methods[i];
      found_.method = i;
      found_.pointer_receiver = object.pointer_receiver;
      found_.type = t_.method_signature(candidate.type, found_.object);
      return true;
    }
    return false;
  }

  void examine_struct(const Candidate& candidate, TypeId structure) {
    std::span<const Field> const fields = t_.fields(structure);
    for (uint32_t i = 0; i < fields.size(); ++i) {
      const Field& field = fields[i];
      if (same_name(t_, field.name, field.package, name_, package_)) {
        if (!first_find(candidate)) return;
        found_.kind = LookupResult::Kind::Field;
        found_.path.push_back(i);
        found_.type = field.type;
        found_.object = field.object;
        continue;
      }
      if (!field.embedded || found_.kind != LookupResult::Kind::NotFound) continue;
      Candidate& inner = next_.emplace_back(Candidate{t_.unalias(field.type), candidate.path, candidate.indirect, candidate.multiple});
      inner.path.push_back(i);
      if (t_.kind(inner.type) == TypeKind::Pointer) {
        inner.type = t_.unalias(t_.elem(inner.type));
        inner.indirect = true;
      }
    }
  }

  void consolidate(Level& out) {
    for (Candidate& candidate : next_) {
      auto same = std::ranges::find_if(out, [&](const Candidate& o) { return t_.identical(o.type, candidate.type); });
      if (same == out.end()) {
        out.push_back(std::move(candidate));
      } else {
        same->multiple = true;
      }
    }
  }

  TypeTable& t_;
  PackageId package_;
  NameId name_;
  LookupResult found_;
  Level next_;
  absl::InlinedVector<TypeId, 8> seen_;
};

}  // namespace

LookupResult lookup(TypeTable& t, TypeId type, PackageId package, NameId name) {
  if (t.names().text(name) == "_") return {};
  return Search(t, package, name).run(type);
}

namespace {

std::optional<MissingMethod> missing_in_interface(TypeTable& t, TypeId type, std::span<const Method> wanted, MethodCheck how,
                                                  const Equivalent& same) {
  std::span<const Method> const has = t.type_set(type).methods;
  for (const Method& method : wanted) {
    auto const it =
        std::ranges::find_if(has, [&](const Method& m) { return same_name(t, m.name, m.package, method.name, method.package); });
    if (it == has.end()) {
      if (how == MethodCheck::Dynamic) continue;
      return MissingMethod{method.name, false, false};
    }
    if (!same(it->signature, method.signature)) return MissingMethod{method.name, true, false};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MissingMethod> missing_method(TypeTable& t, TypeId type, TypeId interface_type, MethodCheck how,
                                            const Equivalent* equivalent) {
  TypeId const target = t.underlying(interface_type);
  if (t.kind(target) != TypeKind::Interface) return std::nullopt;
  std::span<const Method> const wanted = t.type_set(target).methods;
  if (wanted.empty()) return std::nullopt;
  Equivalent const identical = [&](TypeId a, TypeId b) { return t.identical(a, b) || identical_structure(t, a, b); };
  const Equivalent& same = equivalent != nullptr ? *equivalent : identical;
  TypeId const u = t.underlying(type);
  if (t.kind(u) == TypeKind::Interface) return missing_in_interface(t, u, wanted, how, same);
  for (const Method& method : wanted) {
    LookupResult const found = Search(t, method.package, method.name).run(type);
    if (!found.is_method()) return MissingMethod{method.name, found.kind == LookupResult::Kind::Field, false};
    if (found.pointer_receiver && !found.indirect) return MissingMethod{method.name, false, true};
    if (!same(found.type, method.signature)) return MissingMethod{method.name, true, false};
  }
  return std::nullopt;
}

namespace {

// What an embedded field of an invalid type would have given a struct is not known (go/types: hasInvalidEmbeddedFields).
bool embeds_invalid(TypeTable& t, TypeId type, TypeVector& seen) {
  TypeId u = t.underlying(type);
  if (t.kind(u) == TypeKind::Pointer) u = t.underlying(t.elem(u));
  if (t.kind(u) != TypeKind::Struct || std::ranges::find(seen, u) != seen.end()) return false;
  seen.push_back(u);
  return std::ranges::any_of(t.fields(u), [&](const Field& f) {
    return f.embedded && (t.kind(t.unalias(f.type)) == TypeKind::Invalid || embeds_invalid(t, f.type, seen));
  });
}

bool has_methods(TypeTable& t, TypeId type, TypeId interface_type) {
  if (!missing_method(t, type, interface_type)) return true;
  TypeVector seen;
  return embeds_invalid(t, type, seen);
}

}  // namespace

bool implements(TypeTable& t, TypeId type, TypeId interface_type, Purpose purpose) {
  TypeId const u = t.underlying(type);
  TypeId const target = t.underlying(interface_type);
  if (t.kind(u) == TypeKind::Invalid || t.kind(target) == TypeKind::Invalid) return true;
  if (t.kind(target) != TypeKind::Interface) return false;
  const TypeSet& set = t.type_set(target);
  if (set.all_types && !set.comparable && set.methods.empty()) return true;
  bool const is_set = t.kind(u) == TypeKind::Interface;
  if (is_set && t.type_set(u).is_empty()) return true;
  if (set.is_empty()) return false;
  if (t.kind(u) == TypeKind::Pointer && t.underlying_kind(t.elem(u)) == TypeKind::Invalid) return true;
  if (!has_methods(t, type, target)) return false;
  bool const wants_comparable = set.all_types ? set.comparable : false;
  if (wants_comparable) {
    // Interfaces satisfy comparable although comparing them may panic; they do not implement it.
    Comparability const how = purpose == Purpose::Satisfy ? Comparability::Dynamic : Comparability::Strict;
    if (!comparable(t, type, how)) return false;
  }
  if (!set.has_terms()) return true;
  if (is_set) {
    const TypeSet& own = t.type_set(u);
    return !own.all_types && terms_subset(t, own.terms, set.terms);
  }
  return std::ranges::any_of(set.terms, [&](const Term& term) { return term_includes(t, term, type); });
}

}  // namespace escapement::types
