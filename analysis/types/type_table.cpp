#include "analysis/types/shapes.h"
#include "analysis/types/type.h"

namespace escapement::types {

TypeTable::TypeTable(base::NameTable& names, Sizes sizes) : names_(names), sizes_(sizes) {
  // Elements 0 are none.
  types_.append();
  objects_.append();
  packages_.append();
  for (uint32_t k = 0; k <= static_cast<uint32_t>(BasicKind::UntypedNil); ++k) {
    TypeData data;
    data.kind = k == 0 ? TypeKind::Invalid : TypeKind::Basic;
    data.detail = static_cast<uint8_t>(k);
    add_type(data);
  }
  make_universe_types();
}

void TypeTable::make_universe_types() {
  auto alias_to = [&](std::string_view name, TypeId target) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names_.intern(name);
    object.is_alias = true;
    ObjectId const id = add(object);
    TypeId const type = alias(id);
    alias_of(type).target = target;
    objects_[id.value].type = type;
    return type;
  };
  byte_ = alias_to("byte", basic(BasicKind::Uint8));
  rune_ = alias_to("rune", basic(BasicKind::Int32));
  empty_interface_ = interface({});
  // What any stands for is an empty interface of its own that prints as "any"; interface{} prints as written.
  any_interface_ = interface({});
  any_ = alias_to("any", any_interface_);

  auto named_interface = [&](std::string_view name, const Interface& body) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names_.intern(name);
    ObjectId const id = add(object);
    TypeId const type = named(id);
    objects_[id.value].type = type;
    named_of(type).rhs = interface(body);
    return type;
  };
  Parameter const text[] = {{NameId(), basic(BasicKind::String), ObjectId()}};
  Signature error_method;
  error_method.results = text;
  Object method;
  method.kind = ObjectKind::Func;
  method.name = names_.intern("Error");
  method.type = signature(error_method);
  Method const methods[] = {{method.name, PackageId(), method.type, add(method)}};
  error_ = named_interface("error", {methods, {}, false});
  comparable_ = named_interface("comparable", {});
}

TypeId TypeTable::add_type(TypeData data) { return TypeId(types_.append(data, AtomicTypeId())); }

uint8_t TypeTable::mentioned_by(TypeList list) const {
  uint8_t out = 0;
  for (TypeId each : list) out |= data(each).mentions;
  return out;
}

TypeId TypeTable::simple(TypeKind kind, uint8_t detail, TypeId a, TypeId b, int64_t length) {
  SimpleKey const key{kind, detail, a, b, length};
  return simple_.find_or_make(key, [&] {
    TypeData data;
    data.kind = kind;
    data.detail = detail;
    data.a = a;
    data.b = b;
    data.length = length;
    data.mentions = static_cast<uint8_t>(this->data(a).mentions | this->data(b).mentions);
    return std::pair(key, add_type(data));
  });
}

TypeId TypeTable::pointer(TypeId element) { return simple(TypeKind::Pointer, 0, element, {}, 0); }
TypeId TypeTable::slice(TypeId element) { return simple(TypeKind::Slice, 0, element, {}, 0); }
TypeId TypeTable::array(TypeId element, int64_t length) { return simple(TypeKind::Array, 0, element, {}, length); }
TypeId TypeTable::map(TypeId key, TypeId value) { return simple(TypeKind::Map, 0, key, value, 0); }
TypeId TypeTable::chan(TypeId element, ChanDir dir) { return simple(TypeKind::Chan, static_cast<uint8_t>(dir), element, {}, 0); }

TypeId TypeTable::tuple(TypeList elements) {
  return tuple_ids_.find_or_make(ListKey{elements}, [&] {
    TypeList const kept = keep(elements);
    TypeData data;
    data.kind = TypeKind::Tuple;
    data.extra = tuples_.append(kept);
    data.mentions = mentioned_by(kept);
    return std::pair(ListKey{kept}, add_type(data));
  });
}

TypeId TypeTable::structure(std::span<const Field> fields) {
  TypeData data;
  data.kind = TypeKind::Struct;
  for (const Field& field : fields) data.mentions |= this->data(field.type).mentions;
  data.extra = structs_.append(keep(fields));
  return add_type(data);
}

TypeId TypeTable::signature(const Signature& signature) {
  TypeData data;
  data.kind = TypeKind::Signature;
  for (const Parameter& each : signature.params) data.mentions |= this->data(each.type).mentions;
  for (const Parameter& each : signature.results) data.mentions |= this->data(each.type).mentions;
  Signature kept = signature;
  kept.type_params = keep(signature.type_params);
  kept.receiver_type_params = keep(signature.receiver_type_params);
  if (signature.receiver != nullptr) kept.receiver = keep(std::span<const Parameter>(signature.receiver, 1)).data();
  kept.params = keep(signature.params);
  kept.results = keep(signature.results);
  data.extra = signatures_.append(kept);
  return add_type(data);
}

TypeId TypeTable::interface(const Interface& interface) {
  TypeData data;
  data.kind = TypeKind::Interface;
  data.mentions = mentioned_by(interface.embedded);
  for (const Method& each : interface.methods) data.mentions |= this->data(each.signature).mentions;
  data.extra = interfaces_.append(Interface{keep(interface.methods), keep(interface.embedded), interface.implicit});
  return add_type(data);
}

TypeId TypeTable::make_union(std::span<const Term> terms) {
  TypeData data;
  data.kind = TypeKind::Union;
  for (const Term& each : terms) data.mentions |= this->data(each.type).mentions;
  data.extra = unions_.append(keep(terms));
  return add_type(data);
}

TypeId TypeTable::named(ObjectId object) {
  TypeData data;
  data.kind = TypeKind::Named;
  data.extra = named_.append();
  named_[data.extra].object = object;
  return add_type(data);
}

TypeId TypeTable::shape(NameId name, TypeId underlying, bool stand_in) {
  return shapes_.find_or_make(name, [&] {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = name;
    ObjectId const id = add(object);
    TypeId const type = named(id);
    types_[type.value].data.mentions = stand_in ? kMentionsShape | kMentionsStandIn : kMentionsShape;
    objects_[id.value].type = type;
    named_of(type).rhs = underlying;
    named_of(type).is_shape = true;
    return std::pair(name, type);
  });
}

TypeId TypeTable::alias(ObjectId object) {
  TypeData data;
  data.kind = TypeKind::Alias;
  data.extra = aliases_.append();
  aliases_[data.extra].object = object;
  return add_type(data);
}

TypeId TypeTable::type_param(ObjectId object, uint32_t index) {
  TypeData data;
  data.kind = TypeKind::TypeParam;
  data.mentions = kMentionsTypeParam;
  data.extra = type_params_.append(object, AtomicTypeId(), index);
  return add_type(data);
}

TypeId TypeTable::instance(TypeId origin, TypeList args) {
  KeyVector key{origin};
  key.insert(key.end(), args.begin(), args.end());
  return instances_.find_or_make(ListKey{key}, [&] {
    TypeList const kept = keep(TypeList(key));
    bool const is_alias = kind(origin) == TypeKind::Alias;
    TypeId const id = is_alias ? alias(alias_of(origin).object) : named(named_of(origin).object);
    types_[id.value].data.mentions = mentioned_by(args);
    if (is_alias) {
      alias_of(id).origin = origin;
      alias_of(id).args = kept.subspan(1);
    } else {
      named_of(id).origin = origin;
      named_of(id).args = kept.subspan(1);
    }
    return std::pair(ListKey{kept}, id);
  });
}

BasicKind TypeTable::basic_kind(TypeId t) {
  TypeId const u = underlying(t);
  return kind(u) == TypeKind::Basic ? static_cast<BasicKind>(types_[u.value].data.detail) : BasicKind::Invalid;
}

TypeId TypeTable::unalias_slow(TypeId t) {
  for (int steps = 0; kind(t) == TypeKind::Alias; ++steps) {
    if (steps > 1000) return invalid();  // type A = B; type B = A
    if (!alias_of(t).target) {
      if (TypeId const origin = alias_of(t).origin) {
        TypeList const params = type_params(origin);
        if (!alias_of(origin).target || params.size() != alias_of(t).args.size()) return invalid();
        alias_of(t).target.put_if_none(substitute(*this, alias_of(origin).target, {params, alias_of(t).args}));
      } else {
        resolve(alias_of(t).object);
        if (!alias_of(t).target) return invalid();
      }
    }
    t = alias_of(t).target;
  }
  return t;
}

TypeId TypeTable::underlying(TypeId t) {
  switch (kind(t)) {
    case TypeKind::Named: {
      TypeId const known = named_of(t).underlying;
      return known ? known : compute_underlying(t, 0);
    }
    case TypeKind::Alias: return underlying(unalias_slow(t));
    case TypeKind::TypeParam: {
      TypeId const constraint = type_param_of(t).constraint;
      if (!constraint) return empty_interface_;
      TypeId const u = underlying(constraint);
      if (kind(u) == TypeKind::Interface || kind(u) == TypeKind::Invalid) return u;
      // A constraint that is no interface stands for interface{T}.
      TypeId const embedded[] = {constraint};
      return type_param_of(t).constraint.replace(constraint, interface({{}, embedded, true}));
    }
    default: return t;
  }
}

TypeId TypeTable::compute_underlying(TypeId t, int depth) {
  if (depth > 1000) return invalid();  // type A B; type B A
  if (!named_of(t).rhs) {
    if (TypeId const origin = named_of(t).origin) {
      TypeList const params = type_params(origin);
      if (!named_of(origin).rhs) return invalid();
      if (params.size() != named_of(t).args.size()) return invalid();
      BeingResolved const resolving(t);
      named_of(t).rhs.put_if_none(substitute(*this, named_of(origin).rhs, {params, named_of(t).args, origin}));
    } else {
      resolve(named_of(t).object);
      if (!named_of(t).rhs) return invalid();
    }
  }
  if (TypeId const known = named_of(t).underlying) return known;
  TypeId u = unalias(named_of(t).rhs);
  if (kind(u) == TypeKind::Named) {
    TypeId const known = named_of(u).underlying;
    u = known ? known : compute_underlying(u, depth + 1);
  }
  if (kind(u) == TypeKind::TypeParam) u = invalid();
  if (kind(u) != TypeKind::Invalid) named_of(t).underlying = u;
  return u;
}

TypeList TypeTable::type_params(TypeId generic) {
  bool const is_alias = kind(generic) == TypeKind::Alias;
  bool const resolved = is_alias ? static_cast<bool>(alias_of(generic).target) : static_cast<bool>(named_of(generic).rhs);
  if (!resolved) resolve(is_alias ? alias_of(generic).object : named_of(generic).object);
  return is_alias ? alias_of(generic).type_params : named_of(generic).type_params;
}

bool TypeTable::is_generic(TypeId t) {
  if (kind(t) == TypeKind::Alias) {
    if (alias_of(t).origin) return false;
    if (alias_of(t).generic) return true;
    t = unalias(t);
  }
  return kind(t) == TypeKind::Named && named_of(t).generic;
}

TypeId TypeTable::instantiate_signature(TypeId generic, TypeList args) {
  KeyVector key{generic};
  key.insert(key.end(), args.begin(), args.end());
  if (auto const known = instances_.find(ListKey{key})) return *known;
  TypeId const replaced = substitute(*this, generic, {signature_of(generic).type_params, args});
  Signature plain = signature_of(replaced);
  plain.type_params = {};
  return instances_.put(ListKey{key}, signature(plain), [&] { return ListKey{keep(TypeList(key))}; });
}

TypeId TypeTable::method_signature(TypeId type, ObjectId method) {
  TypeId const declared = type_of(method);
  if (!named_of(type).origin || kind(declared) != TypeKind::Signature) return declared;
  uint64_t const key = uint64_t{type.value} << 32 | method.value;
  if (auto const known = method_signatures_.find(key)) return *known;
  const Signature& signature = signature_of(declared);
  if (signature.receiver_type_params.size() != named_of(type).args.size()) return declared;
  TypeId const out = substitute(*this, declared, {signature.receiver_type_params, named_of(type).args, origin(type)});
  return method_signatures_.put(key, out, [&] { return key; });
}

ObjectId TypeTable::add(Object object) { return ObjectId(objects_.append(std::move(object))); }

TypeId TypeTable::type_of(ObjectId id) {
  if (!objects_[id.value].type) resolve(id);
  TypeId const type = objects_[id.value].type;
  return type ? type : invalid();
}

PackageId TypeTable::add_package(std::string path, NameId name) { return PackageId(packages_.append(std::move(path), name)); }

}  // namespace escapement::types
