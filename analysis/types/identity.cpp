// One representative per class of identical types (specification: "Type identity").
#include "analysis/types/type.h"

namespace escapement::types {

TypeId TypeTable::canon(TypeId t) {
  if (!canon_[t.value]) {
    TypeId const c = compute_canon(t);
    canon_[t.value] = c;
    canon_[c.value] = c;
  }
  return canon_[t.value];
}

TypeId TypeTable::canon_by_key(std::vector<uint32_t> key, TypeId t) { return canon_keys_.try_emplace(std::move(key), t).first->second; }

TypeId TypeTable::compute_canon(TypeId t) {
  TypeData const data = types_[t.value];
  switch (data.kind) {
    case TypeKind::Alias: return canon(unalias(t));
    case TypeKind::Pointer: return pointer(canon(data.a));
    case TypeKind::Slice: return slice(canon(data.a));
    case TypeKind::Array: return array(canon(data.a), data.length);
    case TypeKind::Map: return map(canon(data.a), canon(data.b));
    case TypeKind::Chan: return chan(canon(data.a), static_cast<ChanDir>(data.detail));
    case TypeKind::Tuple: {
      std::vector<TypeId> canonical;
      for (TypeId e : elements(t)) canonical.push_back(canon(e));
      return tuple(std::move(canonical));
    }
    case TypeKind::Struct: return canon_struct(t);
    case TypeKind::Signature: return canon_signature(t);
    case TypeKind::Interface: return canon_interface(t);
    default: return t;
  }
}

TypeId TypeTable::canon_struct(TypeId t) {
  std::vector<uint32_t> key{static_cast<uint32_t>(TypeKind::Struct)};
  for (const Field& field : fields(t)) {
    uint32_t const package = is_exported(names_.text(field.name)) ? 0 : field.package.value;
    key.insert(key.end(), {field.name.value, package, canon(field.type).value, field.tag.value, field.embedded ? 1U : 0U});
  }
  return canon_by_key(std::move(key), t);
}

TypeId TypeTable::canon_signature(TypeId t) {
  const Signature& signature = signature_of(t);
  if (!signature.type_params.empty()) return t;
  std::vector<uint32_t> key{static_cast<uint32_t>(TypeKind::Signature), signature.variadic ? 1U : 0U,
                            static_cast<uint32_t>(signature.params.size())};
  for (const Parameter& p : signature.params) key.push_back(canon(p.type).value);
  for (const Parameter& r : signature.results) key.push_back(canon(r.type).value);
  return canon_by_key(std::move(key), t);
}

TypeId TypeTable::canon_interface(TypeId t) {
  const TypeSet& set = type_set(t);
  std::vector<uint32_t> key{static_cast<uint32_t>(TypeKind::Interface), set.comparable ? 1U : 0U, set.all_types ? 1U : 0U,
                            static_cast<uint32_t>(set.methods.size())};
  for (const Method& method : set.methods) {
    uint32_t const package = is_exported(names_.text(method.name)) ? 0 : method.package.value;
    key.insert(key.end(), {method.name.value, package, canon(method.signature).value});
  }
  for (const Term& term : set.terms) key.insert(key.end(), {term.tilde ? 1U : 0U, canon(term.type).value});
  return canon_by_key(std::move(key), t);
}

}  // namespace escapement::types
