#include "analysis/types/method_set.h"

#include <algorithm>

#include <absl/container/flat_hash_set.h>

namespace escapement::types {

namespace {

struct MethodName {
  NameId name;
  PackageId package;  // none: the name is exported
  bool operator==(const MethodName&) const = default;
};

// The names of all methods that a type may have.
class MethodNames {
 public:
  explicit MethodNames(TypeTable& t) : t_(t) {}

  std::vector<MethodName> of(TypeId type) {
    collect(type, 0);
    auto const text = [&](const MethodName& m) { return t_.names().text(m.name); };
    std::ranges::sort(names_, [&](const MethodName& a, const MethodName& b) {
      bool const ea = !a.package;
      bool const eb = !b.package;
      return ea != eb ? ea : std::pair(text(a), a.package.value) < std::pair(text(b), b.package.value);
    });
    auto const [first, last] = std::ranges::unique(names_);
    names_.erase(first, last);
    return std::move(names_);
  }

 private:
  static constexpr int kDeepest = 50;

  void collect(TypeId type, int depth) {
    type = t_.unalias(type);
    if (t_.kind(type) == TypeKind::Pointer) type = t_.unalias(t_.elem(type));
    if (depth > kDeepest || !seen_.insert(type.value).second) return;
    if (t_.kind(type) == TypeKind::Named) {
      for (ObjectId method : t_.named_of(t_.origin(type)).methods) add(t_.object(method).name, t_.object(method).package);
    }
    TypeId const u = t_.underlying(type);
    if (t_.kind(u) == TypeKind::Interface) {
      for (const Method& each : t_.type_set(u).methods) add(each.name, each.package);
    }
    if (t_.kind(u) != TypeKind::Struct) return;
    for (const Field& field : t_.fields(u)) {
      if (field.embedded) collect(field.type, depth + 1);
    }
  }

  void add(NameId name, PackageId package) { names_.push_back({name, is_exported(t_.names().text(name)) ? PackageId() : package}); }

  TypeTable& t_;
  std::vector<MethodName> names_;
  absl::flat_hash_set<uint32_t> seen_;
};

}  // namespace

std::vector<MethodOfType> methods_of(TypeTable& t, TypeId type) {
  std::vector<MethodOfType> out;
  for (const MethodName& each : MethodNames(t).of(type)) {
    LookupResult found = lookup(t, type, each.package, each.name);
    if (found.is_method()) out.push_back({each.name, each.package, std::move(found)});
  }
  return out;
}

TypeId method_type(TypeTable& t, TypeId receiver, TypeId method) {
  Signature signature = t.signature_of(method);
  std::vector<Parameter> params{{NameId(), receiver, ObjectId()}};
  for (const Parameter& each : signature.params) params.push_back({NameId(), each.type, ObjectId()});
  signature.params = params;
  signature.receiver = nullptr;
  return t.signature(signature);
}

}  // namespace escapement::types
