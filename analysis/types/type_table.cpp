#include "analysis/types/type.h"

namespace escapement::types {

namespace {

TypeData data_of(TypeKind kind, TypeId a = {}, TypeId b = {}) {
  TypeData data;
  data.kind = kind;
  data.a = a;
  data.b = b;
  return data;
}

uint32_t code(TypeKind kind) { return static_cast<uint32_t>(kind); }

}  // namespace

TypeTable::TypeTable(base::NameTable& names) : names_(names) {
  for (uint32_t k = 0; k <= static_cast<uint32_t>(BasicKind::UntypedNil); ++k) {
    TypeData data = data_of(k == 0 ? TypeKind::Invalid : TypeKind::Basic);
    data.detail = static_cast<uint8_t>(k);
    add_type(data);
  }
  make_universe_types();
}

void TypeTable::make_universe_types() {
  auto alias_of = [&](std::string_view name, TypeId target) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names_.intern(name);
    object.is_alias = true;
    ObjectId const id = add(object);
    TypeId const type = alias(id, target);
    objects_[id.value].type = type;
    return type;
  };
  byte_ = alias_of("byte", basic(BasicKind::Uint8));
  rune_ = alias_of("rune", basic(BasicKind::Int32));
  empty_interface_ = interface({});
  any_ = alias_of("any", empty_interface_);

  auto named_interface = [&](std::string_view name, Interface body) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names_.intern(name);
    ObjectId const id = add(object);
    TypeId const type = named(id);
    objects_[id.value].type = type;
    set_underlying(type, interface(std::move(body)));
    return type;
  };
  Signature error_method;
  error_method.results.push_back({NameId(), basic(BasicKind::String), ObjectId()});
  Object method;
  method.kind = ObjectKind::Func;
  method.name = names_.intern("Error");
  method.type = signature(error_method);
  ObjectId const method_id = add(method);
  error_ = named_interface("error", {{{method.name, PackageId(), method.type, method_id}}, {}});
  comparable_ = named_interface("comparable", {});
}

TypeId TypeTable::add_type(TypeData data) {
  TypeId const id(static_cast<uint32_t>(types_.size()));
  types_.push_back(data);
  canon_.emplace_back();
  return id;
}

TypeId TypeTable::consed(std::vector<uint32_t> key, TypeData data) {
  auto [it, added] = consed_.try_emplace(std::move(key));
  if (added) it->second = add_type(data);
  return it->second;
}

TypeId TypeTable::pointer(TypeId element) { return consed({code(TypeKind::Pointer), element.value}, data_of(TypeKind::Pointer, element)); }
TypeId TypeTable::slice(TypeId element) { return consed({code(TypeKind::Slice), element.value}, data_of(TypeKind::Slice, element)); }

TypeId TypeTable::array(TypeId element, int64_t length) {
  TypeData data = data_of(TypeKind::Array, element);
  data.length = length;
  auto const low = static_cast<uint32_t>(length);
  auto const high = static_cast<uint32_t>(static_cast<uint64_t>(length) >> 32);
  return consed({code(TypeKind::Array), element.value, low, high}, data);
}

TypeId TypeTable::map(TypeId key, TypeId value) {
  return consed({code(TypeKind::Map), key.value, value.value}, data_of(TypeKind::Map, key, value));
}

TypeId TypeTable::chan(TypeId element, ChanDir dir) {
  TypeData data = data_of(TypeKind::Chan, element);
  data.detail = static_cast<uint8_t>(dir);
  return consed({code(TypeKind::Chan), element.value, static_cast<uint32_t>(dir)}, data);
}

TypeId TypeTable::tuple(std::vector<TypeId> elements) {
  std::vector<uint32_t> key{code(TypeKind::Tuple)};
  for (TypeId e : elements) key.push_back(e.value);
  TypeData data = data_of(TypeKind::Tuple);
  data.extra = static_cast<uint32_t>(tuples_.size());
  TypeId const id = consed(std::move(key), data);
  if (types_[id.value].extra == tuples_.size()) tuples_.push_back(std::move(elements));
  return id;
}

TypeId TypeTable::structure(std::vector<Field> fields) {
  TypeData data = data_of(TypeKind::Struct);
  data.extra = static_cast<uint32_t>(structs_.size());
  structs_.push_back(std::move(fields));
  return add_type(data);
}

TypeId TypeTable::signature(Signature signature) {
  TypeData data = data_of(TypeKind::Signature);
  data.extra = static_cast<uint32_t>(signatures_.size());
  signatures_.push_back(std::move(signature));
  return add_type(data);
}

TypeId TypeTable::interface(Interface interface) {
  TypeData data = data_of(TypeKind::Interface);
  data.extra = static_cast<uint32_t>(interfaces_.size());
  interfaces_.push_back(std::move(interface));
  return add_type(data);
}

TypeId TypeTable::make_union(std::vector<Term> terms) {
  TypeData data = data_of(TypeKind::Union);
  data.extra = static_cast<uint32_t>(unions_.size());
  unions_.push_back(std::move(terms));
  return add_type(data);
}

TypeId TypeTable::named(ObjectId object) {
  TypeData data = data_of(TypeKind::Named);
  data.extra = static_cast<uint32_t>(named_.size());
  Named named;
  named.object = object;
  named_.push_back(std::move(named));
  return add_type(data);
}

TypeId TypeTable::alias(ObjectId object, TypeId target) {
  TypeData data = data_of(TypeKind::Alias, {}, target);
  data.extra = object.value;
  return add_type(data);
}

TypeId TypeTable::type_param(ObjectId object, uint32_t index) {
  TypeData data = data_of(TypeKind::TypeParam);
  data.extra = static_cast<uint32_t>(type_params_.size());
  type_params_.push_back({object, TypeId(), index});
  return add_type(data);
}

TypeId TypeTable::instance(TypeId origin, std::vector<TypeId> args) {
  std::vector<uint32_t> key{origin.value};
  for (TypeId a : args) key.push_back(canon(a).value);
  if (auto it = instances_.find(key); it != instances_.end()) return it->second;
  TypeId const id = named(named_of(origin).object);
  named_of(id).origin = origin;
  named_of(id).args = std::move(args);
  instances_.emplace(std::move(key), id);
  return id;
}

void TypeTable::expand(TypeId instance) {
  TypeId const origin = named_of(instance).origin;
  TypeId const generic = underlying(origin);
  std::vector<TypeId> const params = named_of(origin).type_params;
  std::vector<TypeId> const args = named_of(instance).args;
  if (params.size() != args.size()) {
    named_of(instance).underlying = invalid();
    return;
  }
  TypeId const expanded = substitute(*this, generic, {params, args});
  named_of(instance).underlying = expanded;
}

BasicKind TypeTable::basic_kind(TypeId t) const {
  TypeId const u = const_cast<TypeTable*>(this)->underlying(t);
  return kind(u) == TypeKind::Basic ? static_cast<BasicKind>(types_[u.value].detail) : BasicKind::Invalid;
}

TypeId TypeTable::unalias(TypeId t) const {
  while (types_[t.value].kind == TypeKind::Alias) t = types_[t.value].b;
  return t;
}

TypeId TypeTable::underlying(TypeId t) {
  t = unalias(t);
  if (kind(t) == TypeKind::TypeParam) {
    TypeId const constraint = type_param_of(t).constraint;
    return constraint ? underlying(constraint) : empty_interface_;
  }
  if (kind(t) != TypeKind::Named) return t;
  if (!named_of(t).underlying) {
    if (named_of(t).origin) {
      expand(t);
    } else {
      resolve(named_of(t).object);
    }
  }
  TypeId const u = named_of(t).underlying;
  return u ? u : invalid();
}

void TypeTable::set_underlying(TypeId named, TypeId underlying) { named_of(named).underlying = underlying; }

ObjectId TypeTable::add(Object object) {
  ObjectId const id(static_cast<uint32_t>(objects_.size()));
  objects_.push_back(std::move(object));
  return id;
}

TypeId TypeTable::type_of(ObjectId id) {
  if (!objects_[id.value].type) resolve(id);
  TypeId const type = objects_[id.value].type;
  return type ? type : invalid();
}

PackageId TypeTable::add_package(std::string path, NameId name) {
  PackageId const id(static_cast<uint32_t>(packages_.size()));
  packages_.push_back({std::move(path), name});
  return id;
}

}  // namespace escapement::types
