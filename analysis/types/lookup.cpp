#include <algorithm>
#include <absl/container/flat_hash_set.h>

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

struct Candidate {
  TypeId type;  // named or unnamed, without pointer
  std::vector<uint32_t> path;
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
      TypeId const u = t_.underlying(first.type);
      LookupResult result = Search(t_, package_, name_).run(u);
      if (result.kind == LookupResult::Kind::Field) return result;
      return {};
    }
    std::vector<Candidate> level{first};
    while (!level.empty()) {
      found_ = {};
      next_.clear();
      for (const Candidate& candidate : level) {
        examine(candidate);
        if (found_.kind == LookupResult::Kind::Ambiguous) return found_;
      }
      if (found_.kind != LookupResult::Kind::NotFound) return found_;
      level = consolidated(std::move(next_));
    }
    return {};
  }

 private:
  void found(const Candidate& from, LookupResult result) {
    if (found_.kind != LookupResult::Kind::NotFound || from.multiple) {
      found_ = {};
      found_.kind = LookupResult::Kind::Ambiguous;
      return;
    }
    found_ = std::move(result);
  }

  void examine(const Candidate& candidate) {
    if (t_.kind(candidate.type) == TypeKind::Named) {
      TypeId const origin = t_.named_of(candidate.type).origin ? t_.named_of(candidate.type).origin : candidate.type;
      if (!seen_.insert(candidate.type.value).second) return;
      t_.underlying(origin);  // so that its methods are known
      for (ObjectId method : t_.named_of(origin).methods) {
        const Object& object = t_.object(method);
        if (!same_name(t_, object.name, object.package, name_, package_)) continue;
        found_method(candidate, origin, method);
        return;
      }
    }
    TypeId const u = t_.underlying(candidate.type);
    if (t_.kind(u) == TypeKind::Struct) {
      examine_struct(candidate, u);
    } else if (t_.kind(u) == TypeKind::Interface) {
      for (const Method& method : t_.type_set(u).methods) {
        if (!same_name(t_, method.name, method.package, name_, package_)) continue;
        LookupResult result;
        result.kind = LookupResult::Kind::InterfaceMethod;
        result.path = candidate.path;
        result.indirect = candidate.indirect;
        result.type = method.signature;
        result.object = method.object;
        result.receiver = candidate.type;
        found(candidate, std::move(result));
        return;
      }
    }
  }

  void found_method(const Candidate& candidate, TypeId origin, ObjectId method) {
    LookupResult result;
    result.kind = LookupResult::Kind::Method;
    result.path = candidate.path;
    result.indirect = candidate.indirect;
    result.object = method;
    result.receiver = candidate.type;
    result.type = t_.type_of(method);
    if (t_.kind(result.type) == TypeKind::Signature) {
      Signature const signature = t_.signature_of(result.type);
      if (signature.receiver) {
        TypeId const receiver = t_.unalias(signature.receiver->type);
        result.pointer_receiver = t_.kind(receiver) == TypeKind::Pointer;
        // Each method declares its own receiver type parameters.
        TypeId const base = t_.unalias(result.pointer_receiver ? t_.elem(receiver) : receiver);
        if (origin != candidate.type && t_.kind(base) == TypeKind::Named) {
          std::vector<TypeId> const params = t_.named_of(base).args.empty() ? t_.named_of(origin).type_params : t_.named_of(base).args;
          std::vector<TypeId> const args = t_.named_of(candidate.type).args;
          if (params.size() == args.size()) result.type = substitute(t_, result.type, {params, args});
        }
      }
    }
    found(candidate, std::move(result));
  }

  void examine_struct(const Candidate& candidate, TypeId structure) {
    std::vector<Field> const fields = t_.fields(structure);
    for (uint32_t i = 0; i < fields.size(); ++i) {
      const Field& field = fields[i];
      std::vector<uint32_t> path = candidate.path;
      path.push_back(i);
      if (same_name(t_, field.name, field.package, name_, package_)) {
        LookupResult result;
        result.kind = LookupResult::Kind::Field;
        result.path = std::move(path);
        result.indirect = candidate.indirect;
        result.type = field.type;
        result.object = field.object;
        found(candidate, std::move(result));
        continue;
      }
      if (!field.embedded) continue;
      TypeId type = t_.unalias(field.type);
      bool indirect = candidate.indirect;
      if (t_.kind(type) == TypeKind::Pointer) {
        type = t_.unalias(t_.elem(type));
        indirect = true;
      }
      TypeKind const kind = t_.kind(type);
      if (kind == TypeKind::Named || kind == TypeKind::Struct || kind == TypeKind::Interface) {
        next_.push_back({type, std::move(path), indirect, candidate.multiple});
      }
    }
  }

  std::vector<Candidate> consolidated(std::vector<Candidate> candidates) {
    std::vector<Candidate> out;
    for (Candidate& candidate : candidates) {
      auto same = std::ranges::find_if(out, [&](const Candidate& o) { return t_.identical(o.type, candidate.type); });
      if (same == out.end()) {
        out.push_back(std::move(candidate));
      } else {
        same->multiple = true;
      }
    }
    return out;
  }

  TypeTable& t_;
  PackageId package_;
  NameId name_;
  LookupResult found_;
  std::vector<Candidate> next_;
  absl::flat_hash_set<uint32_t> seen_;
};

}  // namespace

LookupResult lookup(TypeTable& t, TypeId type, PackageId package, NameId name) {
  if (t.names().text(name) == "_") return {};
  return Search(t, package, name).run(type);
}

std::optional<MissingMethod> missing_method(TypeTable& t, TypeId type, TypeId interface_type) {
  TypeId const target = t.underlying(interface_type);
  if (t.kind(target) != TypeKind::Interface) return std::nullopt;
  std::vector<Method> const wanted = t.type_set(target).methods;
  for (const Method& method : wanted) {
    LookupResult const found = lookup(t, type, method.package, method.name);
    bool const is_method = found.kind == LookupResult::Kind::Method || found.kind == LookupResult::Kind::InterfaceMethod;
    if (!is_method) return MissingMethod{method.name, found.kind == LookupResult::Kind::Field, false};
    if (!t.identical(found.type, method.signature)) return MissingMethod{method.name, true, false};
    if (found.pointer_receiver && !found.indirect) return MissingMethod{method.name, false, true};
  }
  return std::nullopt;
}

bool implements(TypeTable& t, TypeId type, TypeId interface_type) {
  TypeId const target = t.underlying(interface_type);
  if (t.kind(target) != TypeKind::Interface) return false;
  if (missing_method(t, type, target)) return false;
  TypeSet const set = t.type_set(target);
  if (set.comparable && !comparable(t, type)) return false;
  if (set.all_types) return true;
  auto in_set = [&](TypeId x, bool tilde) {
    return std::ranges::any_of(set.terms, [&](const Term& term) {
      if (t.identical(term.type, x)) return term.tilde || !tilde;
      return term.tilde && t.identical(term.type, t.underlying(x));
    });
  };
  TypeId const u = t.underlying(type);
  if (t.kind(u) == TypeKind::Interface) {
    TypeSet const own = t.type_set(u);
    if (own.all_types) return false;
    return std::ranges::all_of(own.terms, [&](const Term& term) { return in_set(term.type, term.tilde); });
  }
  return in_set(type, false);
}

}  // namespace escapement::types
