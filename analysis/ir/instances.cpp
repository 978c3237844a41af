#include "analysis/ir/instances.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/ir/lowering.h"
#include "analysis/types/shapes.h"

namespace escapement::ir {

using types::TypeKind;
using types::TypeList;
using types::TypeVector;

namespace {

using Key = std::vector<uint32_t>;

Key key_of(types::TypeTable& t, const Instance& instance) {
  Key key{instance.generic.value, instance.shaped ? 1U : 0U};
  for (TypeId each : instance.arguments) key.push_back(t.canon(each).value);
  return key;
}

bool any_shape(const types::TypeTable& t, TypeList list) {
  return std::ranges::any_of(list, [&](TypeId each) { return t.has_shape(each); });
}

// A generic function's type parameters, a method's names for those of its receiver's type.
TypeList type_params_of(types::TypeTable& t, ObjectId function) {
  TypeId const type = t.type_of(function);
  if (t.kind(type) != TypeKind::Signature) return {};
  const types::Signature& signature = t.signature_of(type);
  return signature.type_params.empty() ? signature.receiver_type_params : signature.type_params;
}

// The generic type of a method; none: it is a function.
TypeId own_type(types::TypeTable& t, ObjectId function) {
  const types::Parameter* const receiver = t.signature_of(t.type_of(function)).receiver;
  if (receiver == nullptr) return {};
  TypeId const type = t.unalias(receiver->type);
  return t.origin(t.kind(type) == TypeKind::Pointer ? t.unalias(t.elem(type)) : type);
}

}  // namespace

TypeId receiver_type(types::TypeTable& t, const Instance& instance) {
  TypeId const declared = t.unalias(t.signature_of(t.type_of(instance.generic)).receiver->type);
  TypeId const type = t.instance(own_type(t, instance.generic), instance.arguments);
  return t.kind(declared) == TypeKind::Pointer ? t.pointer(type) : type;
}

TypeList shapes_of(types::TypeTable& t, TypeList params, TypeList arguments) {
  TypeVector out;
  for (size_t i = 0; i < arguments.size(); ++i) {
    bool const basic = i < params.size() && types::has_basic_constraint(t, params[i]);
    out.push_back(types::shape_of(t, arguments[i], basic));
  }
  return t.keep(TypeList(out));
}

struct Instances::Impl {
  Impl(check::Program& p, check::Package& in) : program(p), t(p.types()), compiled_in(in) {}

  check::Program& program;
  types::TypeTable& t;
  check::Package& compiled_in;
  absl::flat_hash_set<Key> known;
  std::vector<Instance> todo;  // the last first
  absl::flat_hash_set<uint32_t> read;
  std::vector<TypeId> wrapped;                      // in the order in which they are read
  absl::flat_hash_set<uint32_t> wrapped_elsewhere;  // representatives
  absl::flat_hash_map<Key, std::shared_ptr<Dictionary>> dictionaries;
  absl::flat_hash_map<Key, std::unique_ptr<Unit>> methods;  // lowered with the others of their type
  struct Words {
    std::vector<Instantiation::Word> words;
    std::shared_ptr<Dictionary> dictionary;
    LocalId parameter;
  };
  // Until all dictionaries are there.
  absl::flat_hash_map<const Unit*, std::vector<Instantiation::Pointer>> pointers;
  absl::flat_hash_map<const Unit*, Words> words;
};

Instances::Instances(check::Program& program, check::Package& compiled_in) : impl_(std::make_unique<Impl>(program, compiled_in)) {}
Instances::~Instances() = default;

void Instances::require(ObjectId generic, TypeList arguments) {
  types::TypeTable& t = impl_->t;
  auto const add = [&](const Instance& instance) {
    if (impl_->known.insert(key_of(t, instance)).second) impl_->todo.push_back(instance);
  };
  if (!any_shape(t, arguments)) add({generic, arguments, false});
  add({generic, shapes_of(t, type_params_of(t, generic), arguments), true});
}

// What a type that is read makes gc read, and whether that stands in the package's own text.
struct Instances::Reading {
  TypeId type;
  bool here = true;
  bool is_form = false;  // the underlying type of a defined one
};

void Instances::read_type(TypeId type) {
  std::vector<Reading> todo{{type}};
  while (!todo.empty()) {
    Reading const reading = todo.back();
    todo.pop_back();
    types::TypeTable& t = impl_->t;
    if (!reading.type || t.parameterized(reading.type)) continue;
    uint32_t const visited = reading.type.value << 2 | (reading.here ? 2U : 0U) | (reading.is_form ? 1U : 0U);
    if (!impl_->read.insert(visited).second) continue;
    note_wrapped(reading);
    read_parts(reading, todo);
  }
}

void Instances::note_wrapped(const Reading& reading) {
  types::TypeTable& t = impl_->t;
  TypeKind const kind = t.kind(reading.type);
  if (reading.is_form || t.has_shape(reading.type) || (kind != TypeKind::Named && kind != TypeKind::Struct)) return;
  if (kind == TypeKind::Struct && !reading.here) {
    impl_->wrapped_elsewhere.insert(t.canon(reading.type).value);
    return;
  }
  impl_->wrapped.push_back(reading.type);
}

std::vector<TypeId> Instances::wrapped_types() const {
  std::vector<TypeId> out;
  absl::flat_hash_set<uint32_t> seen = impl_->wrapped_elsewhere;
  for (TypeId each : impl_->wrapped) {
    if (seen.insert(impl_->t.canon(each).value).second) out.push_back(each);
  }
  return out;
}

void Instances::read_parts(const Reading& reading, std::vector<Reading>& todo) {
  types::TypeTable& t = impl_->t;
  TypeId const id = reading.type;
  auto const part = [&](TypeId type) { todo.push_back({type, reading.here, false}); };
  switch (t.kind(id)) {
    case TypeKind::Alias: part(t.unalias(id)); return;
    case TypeKind::Pointer:
    case TypeKind::Slice:
    case TypeKind::Array:
    case TypeKind::Chan: part(t.elem(id)); return;
    case TypeKind::Map:
      part(t.key(id));
      part(t.elem(id));
      return;
    case TypeKind::Tuple:
      for (TypeId each : t.elements(id)) part(each);
      return;
    case TypeKind::Struct:
      for (const types::Field& field : t.fields(id)) part(field.type);
      return;
    case TypeKind::Signature:
      for (const auto& list : {t.signature_of(id).params, t.signature_of(id).results}) {
        for (const types::Parameter& each : list) part(each.type);
      }
      return;
    case TypeKind::Interface:
      for (const types::Method& each : t.interface_of(id).methods) part(each.signature);
      for (TypeId each : t.interface_of(id).embedded) part(each);
      return;
    case TypeKind::Named: break;
    default: return;
  }
  bool const here = t.object(t.named_of(id).object).package == impl_->compiled_in.id;
  todo.push_back({t.underlying(id), here, true});
  TypeId const origin = t.origin(id);
  t.type_params(origin);
  for (ObjectId method : t.named_of(origin).methods) todo.push_back({t.method_signature(id, method), here, false});
  if (!t.named_of(id).origin) return;
  for (TypeId each : t.named_of(id).args) part(each);
  require_methods(id);
}

void Instances::require_methods(TypeId named) {
  types::TypeTable& t = impl_->t;
  TypeList const arguments = t.named_of(named).args;
  std::vector<ObjectId> const methods = t.named_of(t.origin(named)).methods;
  if (methods.empty()) return;
  bool const is_shaped = any_shape(t, arguments);
  TypeList const shapes = is_shaped ? arguments : shapes_of(t, t.type_params(t.origin(named)), arguments);
  for (bool const shaped : {false, true}) {
    if (!shaped && is_shaped) continue;
    for (ObjectId method : methods) {
      Instance const instance{method, shaped ? shapes : arguments, shaped};
      if (impl_->known.insert(key_of(t, instance)).second) impl_->todo.push_back(instance);
    }
  }
  lower_methods(named, shapes);
}

void Instances::read_unit(Unit& unit) {
  types::TypeTable& t = impl_->t;
  for (size_t i = 1; i < unit.instances.size(); ++i) {
    Instance& instance = unit.instances[i];
    if (t.object(instance.generic).kind != types::ObjectKind::Func) continue;
    // A method's instances are those of its type, which is read.
    TypeId const type = t.type_of(instance.generic);
    if (t.signature_of(type).receiver == nullptr) require(instance.generic, instance.arguments);
    if (instance.shaped) instance.arguments = shapes_of(t, type_params_of(t, instance.generic), instance.arguments);
  }
  for (const Node& node : unit.nodes) {
    if (node.type) read_type(node.type);
    // A function's type is read with it.
    if ((node.op == Op::FuncName || node.op == Op::MethodExpr || node.op == Op::MethodValue) && node.token == 0)
      read_type(t.type_of(ObjectId(node.ref)));
  }
  for (const Local& local : unit.locals) {
    if (local.type) read_type(local.type);
  }
}

std::vector<std::unique_ptr<Unit>> Instances::lower_now(const Instance& instance) {
  const types::Signature& signature = impl_->t.signature_of(impl_->t.type_of(instance.generic));
  if (signature.receiver == nullptr) {
    require(instance.generic, instance.arguments);
  } else {
    read_type(receiver_type(impl_->t, instance));
  }
  std::vector<std::unique_ptr<Unit>> out;
  while (auto unit = next()) out.push_back(std::move(unit));
  finish(out);
  return out;
}

std::unique_ptr<Unit> Instances::next() {
  if (impl_->todo.empty()) return nullptr;
  Instance const instance = impl_->todo.back();
  impl_->todo.pop_back();
  impl_->program.throw_if_stopped();
  if (!instance.shaped) return wrapper(instance);
  if (auto it = impl_->methods.find(key_of(impl_->t, instance)); it != impl_->methods.end()) {
    std::unique_ptr<Unit> unit = std::move(it->second);
    if (unit) read_unit(*unit);
    return unit;
  }
  auto unit = shaped(instance);
  read_unit(*unit);
  return unit;
}

std::unique_ptr<Unit> Instances::wrapper(const Instance& instance) {
  types::TypeTable& t = impl_->t;
  const types::Object& object = t.object(instance.generic);
  check::Package& package = *impl_->program.package(object.package);
  Instantiation instantiation{instance, {}, {}, nullptr};
  TypeList const params = type_params_of(t, instance.generic);
  instantiation.params.assign(params.begin(), params.end());
  instantiation.stand_ins.assign(instance.arguments.begin(), instance.arguments.end());
  auto unit = Lowering(impl_->program, package, object.decl - 1, &instantiation, impl_->compiled_in.id).instance_wrapper(instance);
  unit->funcs[0].name = instance_name(impl_->program, instance);
  read_unit(*unit);
  return unit;
}

// Lowers the body with a stand-in for each type parameter, then puts the shapes in their place.
std::unique_ptr<Unit> Instances::shaped(const Instance& instance) {
  types::TypeTable& t = impl_->t;
  const types::Object& object = t.object(instance.generic);
  check::Package& package = *impl_->program.package(object.package);
  Key const key = key_of(t, instance);
  auto& dictionary = impl_->dictionaries[key];
  if (!dictionary) dictionary = std::make_shared<Dictionary>();
  Instantiation instantiation{instance, {}, {}, dictionary.get()};
  TypeList const params = type_params_of(t, instance.generic);
  instantiation.params.assign(params.begin(), params.end());
  for (size_t i = 0; i < instance.arguments.size(); ++i) {
    TypeId const under = t.underlying(instance.arguments[i]);
    base::NameId const name = t.names().intern(fmt::format("go.shape.{}#{}", t.canon(under).value, i));
    instantiation.stand_ins.push_back(t.shape(name, under, true));
  }
  auto unit = Lowering(impl_->program, package, object.decl - 1, &instantiation, impl_->compiled_in.id).function(instance.generic);
  types::Substitution const shapes{instantiation.stand_ins, instance.arguments, own_type(t, instance.generic)};
  auto const put = [&](TypeId& type) {
    if (type && t.has_shape(type)) type = types::substitute(t, type, shapes);
  };
  for (Node& node : unit->nodes) put(node.type);
  for (Local& local : unit->locals) put(local.type);
  for (Func& func : unit->funcs) put(func.type);
  for (Instance& each : unit->instances) {
    TypeVector arguments(each.arguments.begin(), each.arguments.end());
    for (TypeId& argument : arguments) put(argument);
    each.arguments = t.keep(TypeList(arguments));
  }
  std::string const old_name = unit->funcs[0].name;
  std::string const name = instance_name(impl_->program, instance);
  for (Func& func : unit->funcs) func.name = name + func.name.substr(old_name.size());
  if (unit->failed) unit->failed->function = name;
  unit->funcs[0].instance = instance;
  unit->funcs[0].object = ObjectId();
  impl_->pointers[unit.get()] = std::move(instantiation.pointers);
  impl_->words[unit.get()] = {std::move(instantiation.words), dictionary, instantiation.parameter};
  return unit;
}

// The methods of a type share its dictionary, which fills in the order of their declarations.
void Instances::lower_methods(TypeId named, TypeList shapes) {
  types::TypeTable& t = impl_->t;
  auto const dictionary = std::make_shared<Dictionary>();
  for (ObjectId method : std::vector<ObjectId>(t.named_of(t.origin(named)).methods)) {
    Instance const instance{method, shapes, true};
    Key const key = key_of(t, instance);
    if (impl_->methods.contains(key)) return;
    impl_->dictionaries[key] = dictionary;
    dictionary->begin_method();
    impl_->methods[key] = shaped(instance);
  }
}

uint32_t Instances::words_of(const Instance& instance) {
  auto const it = impl_->dictionaries.find(key_of(impl_->t, instance));
  return it == impl_->dictionaries.end() ? 0 : it->second->words();
}

void Instances::finish(std::span<const std::unique_ptr<Unit>> units) {
  types::TypeTable& t = impl_->t;
  auto const pointer_to = [&](uint32_t words) { return t.pointer(t.array(t.basic(types::BasicKind::Uintptr), words)); };
  for (const auto& unit : units) {
    if (auto it = impl_->pointers.find(unit.get()); it != impl_->pointers.end()) {
      for (const Instantiation::Pointer& each : it->second)
        unit->node(each.node).type = pointer_to(words_of(unit->instances[each.instance]));
    }
    auto it = impl_->words.find(unit.get());
    if (it == impl_->words.end()) continue;
    const auto& [words, dictionary, parameter] = it->second;
    for (const Instantiation::Word& word : words) {
      unit->values[unit->node(word.literal).ref] = constant::Value::of(int64_t{dictionary->offset(word.section) + word.index});
    }
    if (parameter) unit->locals[parameter.value].type = pointer_to(dictionary->words());
  }
}

}  // namespace escapement::ir
