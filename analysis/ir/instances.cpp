#include "analysis/ir/instances.h"

#include <algorithm>
#include <deque>
#include <ranges>

#include <fmt/format.h>

#include "analysis/check/instance_cycles.h"
#include "analysis/ir/lowering.h"
#include "analysis/ir/stand_ins.h"
#include "analysis/ir/type_descriptors.h"
#include "analysis/ir/type_functions.h"
#include "analysis/ir/written_arguments.h"
#include "analysis/types/shapes.h"

namespace escapement::ir {

using types::ObjectKind;
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

// What is declared with type parameters: only instances of it are read.
bool is_generic(types::TypeTable& t, TypeId type) {
  if (t.kind(type) == TypeKind::Signature) return !t.signature_of(type).type_params.empty();
  return t.kind(type) == TypeKind::Named && !t.named_of(type).origin && t.is_generic(type);
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
  Impl(check::Program& p, Instances& instances, check::Package& in)
      : program(p), t(p.types()), compiled_in(in), descriptors(p, instances, in.id) {}

  check::Program& program;
  types::TypeTable& t;
  check::Package& compiled_in;
  absl::flat_hash_set<Key> known;
  absl::flat_hash_set<Key> read_dictionaries;
  struct Body {
    Instance instance;
    Unit* declared = nullptr;  // a function of the package that is no instance
  };
  std::vector<Body> todo;                         // bodies to read, the last first
  std::vector<Instance> shapes_to_read;           // types for shapes, which are read before any body; the last first
  absl::flat_hash_map<uint32_t, Unit*> declared;  // functions of the package whose turn to be read has not come, by object
  TypeDescriptors descriptors;
  size_t made = 0;                                  // of the descriptors' functions: how many have their units
  std::deque<std::unique_ptr<Unit>> ready;          // in the order in which gc has them
  absl::flat_hash_set<uint32_t> read;               // defined types whose parts are read or about to be
  absl::flat_hash_set<uint32_t> finished;           // reading_key of types
  std::vector<TypeId> wrapped;                      // in the order in which they are read
  absl::flat_hash_set<uint32_t> wrapped_elsewhere;  // representatives
  std::vector<const Unit*> read_units;
  std::vector<MethodValue> method_values;                                      // in the order in which they are read
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> method_values_elsewhere;  // representatives of receivers' types, and names
  absl::flat_hash_map<Key, std::shared_ptr<Dictionary>> dictionaries;
  absl::flat_hash_map<Key, std::unique_ptr<Unit>> lowered;  // for shapes, until their turn comes to be read
  struct Words {
    std::vector<Instantiation::Word> words;
    std::shared_ptr<Dictionary> dictionary;
    LocalId parameter;
  };
  // Until all dictionaries are there.
  absl::flat_hash_map<const Unit*, std::vector<Instantiation::Pointer>> pointers;
  absl::flat_hash_map<const Unit*, Words> words;
  absl::flat_hash_map<uint32_t, absl::flat_hash_set<uint32_t>> growing;  // check::growing_type_params, by package
  std::vector<ObjectId> without_end;
};

Instances::Instances(check::Program& program, check::Package& compiled_in) : impl_(std::make_unique<Impl>(program, *this, compiled_in)) {}
Instances::~Instances() = default;

std::span<const ObjectId> Instances::without_end() const { return impl_->without_end; }

// `generic`: a function, or a type.
bool Instances::is_without_end(ObjectId generic) {
  types::TypeTable& t = impl_->t;
  types::PackageId const in = t.object(generic).package;
  check::Package* const package = impl_->program.package(in);
  if (package == nullptr || !check::has_errors(*package)) return false;
  auto const [growing, added] = impl_->growing.try_emplace(in.value);
  if (added) growing->second = check::growing_type_params(impl_->program, *package);
  bool const is_type = t.object(generic).kind == ObjectKind::TypeName;
  TypeList const params = is_type ? t.type_params(t.type_of(generic)) : type_params_of(t, generic);
  auto const grows = [&](TypeId param) { return growing->second.contains(t.type_param_of(param).object.value); };
  if (std::ranges::none_of(params, grows)) return false;
  if (std::ranges::find(impl_->without_end, generic) == impl_->without_end.end()) impl_->without_end.push_back(generic);
  return true;
}

void Instances::add_body(const Instance& instance) {
  if (impl_->known.insert(key_of(impl_->t, instance)).second) impl_->todo.push_back({instance});
}

// reader.funcInst: where the arguments are known, the function for them and that for their shapes are read at once.
void Instances::require(ObjectId generic, TypeList arguments) {
  if (is_without_end(generic)) return;
  types::TypeTable& t = impl_->t;
  if (!any_shape(t, arguments)) require_function({generic, arguments, false});
  require_function({generic, shapes_of(t, type_params_of(t, generic), arguments), true});
}

void Instances::require_function(const Instance& instance) {
  if (impl_->known.contains(key_of(impl_->t, instance))) return;
  read_signature(instance.generic, instance.arguments);
  add_body(instance);
}

void Instances::read_signature(ObjectId generic, TypeList arguments) {
  types::TypeTable& t = impl_->t;
  const types::Signature& signature = t.signature_of(t.type_of(generic));
  for (const auto& list : {signature.params, signature.results}) {
    for (const types::Parameter& each : list) read_type(types::substitute(t, each.type, {type_params_of(t, generic), arguments}));
  }
}

void Instances::expect(ObjectId function, Unit& unit) { impl_->declared[function.value] = &unit; }

// The object is read: its types, and its body when its turn comes.
void Instances::read_object(ObjectId object) {
  types::TypeTable& t = impl_->t;
  ObjectKind const kind = t.object(object).kind;
  if (kind != ObjectKind::Var && kind != ObjectKind::Func && kind != ObjectKind::TypeName) return;
  TypeId const type = t.type_of(object);
  // A type's methods are read with it, in their order.
  if (kind == ObjectKind::Func && t.kind(type) == TypeKind::Signature && t.signature_of(type).receiver != nullptr)
    read_type(t.signature_of(type).receiver->type);
  read_type(type);
  if (kind == ObjectKind::Func) read_body_of(object);
}

void Instances::read_body_of(ObjectId function) {
  auto const it = impl_->declared.find(function.value);
  if (it == impl_->declared.end()) return;
  impl_->todo.push_back({{}, it->second});
  impl_->declared.erase(it);
}

// What a type that is read makes gc read, and whether that stands in the package's own text.
struct Instances::Reading {
  enum class Kind : uint8_t { Type, Object, Finish, Body, Shapes };
  TypeId type;
  bool here = true;
  bool is_form = false;  // the underlying type of a defined one
  Kind kind = Kind::Type;
  Instance instance = {};  // whose body or shapes; without arguments: a function of the package
};

void Instances::read_type(TypeId type) {
  Reading const reading{type};
  if (impl_->finished.contains(reading_key(reading))) return;
  read(reading);
}

void Instances::read(const Reading& first) {
  std::vector<Reading> todo{first};
  std::vector<Reading> parts;
  while (!todo.empty()) {
    Reading const reading = todo.back();
    todo.pop_back();
    parts.clear();
    switch (reading.kind) {
      case Reading::Kind::Type:
        if (!is_to_read(reading)) continue;
        parts_of(reading, parts);
        parts.push_back(reading);
        parts.back().kind = Reading::Kind::Finish;
        break;
      case Reading::Kind::Object:
        if (impl_->read.insert(reading.type.value).second) parts_of_named(reading, parts);
        break;
      default: finish_reading(reading); continue;
    }
    todo.insert(todo.end(), parts.rbegin(), parts.rend());
  }
}

bool Instances::is_to_read(const Reading& reading) const {
  types::TypeTable& t = impl_->t;
  return reading.type && !t.parameterized(reading.type) && !is_generic(t, reading.type) && !impl_->finished.contains(reading_key(reading));
}

uint32_t Instances::reading_key(const Reading& reading) {
  return reading.type.value << 2 | (reading.here ? 2U : 0U) | (reading.is_form ? 1U : 0U);
}

void Instances::finish_reading(const Reading& reading) {
  switch (reading.kind) {
    case Reading::Kind::Finish: return finish_type(reading);
    case Reading::Kind::Shapes: impl_->shapes_to_read.push_back(reading.instance); return;
    case Reading::Kind::Body:
      return reading.instance.arguments.empty() ? read_body_of(reading.instance.generic) : add_body(reading.instance);
    default: return;
  }
}

// reader.typIdx: it stays as it is from now on, and has its wrappers. A defined type is there as soon as it is mentioned while it is read.
void Instances::finish_type(const Reading& reading) {
  types::TypeTable& t = impl_->t;
  if (!impl_->finished.insert(reading_key(reading)).second) return;
  TypeKind const kind = t.kind(reading.type);
  if (reading.is_form || (kind != TypeKind::Named && kind != TypeKind::Struct && kind != TypeKind::Interface)) return;
  if (!reading.here && (kind != TypeKind::Named || t.named_of(reading.type).origin)) {
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

void Instances::parts_of(const Reading& reading, std::vector<Reading>& out) {
  types::TypeTable& t = impl_->t;
  TypeId const id = reading.type;
  auto const part = [&](TypeId type) { out.push_back({type, reading.here}); };
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
    case TypeKind::Named: {
      // Arguments are read before the instance is looked for.
      for (TypeId each : t.named_of(id).args) part(each);
      Reading object = reading;
      object.kind = Reading::Kind::Object;
      out.push_back(object);
      return;
    }
    default: return;
  }
}

void Instances::parts_of_named(const Reading& reading, std::vector<Reading>& out) {
  types::TypeTable& t = impl_->t;
  TypeId const id = reading.type;
  ObjectId const object = t.named_of(id).object;
  bool const is_instance = static_cast<bool>(t.named_of(id).origin);
  // A shape's parts are those of the type argument that it was made of.
  if (t.named_of(id).is_shape || (is_instance && is_without_end(object))) return;
  // What stands in an instance is the business of everyone who has the instance (reader.importedDef).
  bool const here = is_instance || t.object(object).package == impl_->compiled_in.id;
  TypeId const origin = t.origin(id);
  TypeList const params = t.type_params(origin);
  TypeList const arguments = t.named_of(id).args;
  bool const shaped = any_shape(t, arguments);
  if (shaped) {
    for (TypeId each : written_arguments(t, t.underlying(origin))) out.push_back({types::substitute(t, each, {params, arguments}), here});
  }
  out.push_back({t.underlying(id), here, true});
  TypeList const shapes = shaped || !is_instance ? arguments : shapes_of(t, params, arguments);
  Reading step{id, here};
  // An instance brings the one for its shapes, whose own wrappers nobody needs.
  if (is_instance && !shaped) {
    step.kind = Reading::Kind::Shapes;
    step.instance = {object, shapes, true};
    out.push_back(step);
  }
  for (ObjectId method : t.named_of(origin).methods) {
    // The receiver's type is mentioned before those of the parameters.
    step.here = here;
    step.kind = Reading::Kind::Finish;
    out.push_back(step);
    out.push_back({t.method_signature(id, method), here});
    step.here = reading.here;
    step.kind = Reading::Kind::Body;
    step.instance = {method, arguments, shaped};
    out.push_back(step);
  }
}

// The type for an instance's shapes.
void Instances::read_shapes(const Instance& instance) {
  types::TypeTable& t = impl_->t;
  read({t.instance(t.type_of(instance.generic), instance.arguments), true, true});
}

namespace {

// Whether gc reads the type with the expression; that of others follows from their parts.
bool names_its_type(Op op) {
  switch (op) {
    case Op::FuncName:
    case Op::CallFunc:
    case Op::CallInter:
    case Op::Dot:
    case Op::DotPtr:
    case Op::Index:
    case Op::IndexMap:
    case Op::Deref:
    case Op::Addr:
    case Op::Slice:
    case Op::Recv:
    case Op::Unary:
    case Op::Binary: return false;
    default: return true;
  }
}

}  // namespace

void Instances::read_unit(Unit& unit) {
  types::TypeTable& t = impl_->t;
  std::vector<Instance> const written = unit.instances;
  for (Instance& each : std::views::drop(unit.instances, 1)) {
    if (each.shaped) each.arguments = shapes_of(t, type_params_of(t, each.generic), each.arguments);
  }
  for (const Node& node : unit.nodes) {
    if (node.type && names_its_type(node.op)) read_type(node.type);
    if (node.op != Op::FuncName && node.op != Op::MethodExpr && node.op != Op::MethodValue) continue;
    if (node.op == Op::MethodValue) read_method_value(unit, node, true);
    if (node.token != 0) {
      read_use(written[node.token]);
    } else {
      read_object(ObjectId(node.ref));
    }
  }
  for (const Local& local : unit.locals) {
    if (local.type) read_type(local.type);
  }
  impl_->descriptors.read_unit(unit);
  take_made();
}

// reader.expr, of exprMethodVal. That of a shape is a literal.
void Instances::read_method_value(const Unit& unit, const Node& node, bool here) {
  TypeId const receiver = node.x ? unit.node(node.x).type : TypeId();
  if (!receiver) return;
  if (here) {
    impl_->method_values.push_back({receiver, node.name, unit.package->id});
  } else {
    impl_->method_values_elsewhere.insert({impl_->t.canon(receiver).value, node.name.value});
  }
}

std::span<const Unit* const> Instances::read_units() const { return impl_->read_units; }

std::vector<MethodValue> Instances::method_values() const {
  std::vector<MethodValue> out;
  for (const MethodValue& each : impl_->method_values) {
    if (!impl_->method_values_elsewhere.contains({impl_->t.canon(each.receiver).value, each.name.value})) out.push_back(each);
  }
  return out;
}

// reader.funcInst, reader.methodExpr: with known arguments comes the dictionary for them.
void Instances::read_use(const Instance& instance) {
  types::TypeTable& t = impl_->t;
  if (t.object(instance.generic).kind != ObjectKind::Func) return;
  bool const known = !any_shape(t, instance.arguments);
  TypeId const type = own_type(t, instance.generic);
  for (TypeId each : instance.arguments) read_type(each);
  if (!type) {
    require(instance.generic, instance.arguments);
    if (known) read_dictionary({instance.generic, instance.arguments, false});
    return;
  }
  // A method's instances are those of its type, which is read.
  if (!known || !instance.shaped) return;
  read_type(t.instance(type, instance.arguments));
  read_shapes({t.named_of(type).object, shapes_of(t, t.type_params(type), instance.arguments), true});
  read_dictionary({t.named_of(type).object, instance.arguments, false});
}

// The functions that came with type descriptors stand before the one whose body needed them.
void Instances::take_made() {
  const auto& functions = impl_->descriptors.functions();
  for (; impl_->made < functions.size(); ++impl_->made) {
    auto const& [type, hash] = functions[impl_->made];
    auto unit =
        hash ? hash_function(impl_->program, impl_->compiled_in, type) : equality_function(impl_->program, impl_->compiled_in, type);
    impl_->read_units.push_back(unit.get());
    impl_->ready.push_back(std::move(unit));
  }
}

std::vector<std::unique_ptr<Unit>> Instances::lower_now(const Instance& instance) {
  const types::Signature& signature = impl_->t.signature_of(impl_->t.type_of(instance.generic));
  if (signature.receiver == nullptr) {
    require(instance.generic, instance.arguments);
  } else {
    read_type(receiver_type(impl_->t, instance));
  }
  return lower_rest();
}

std::vector<std::unique_ptr<Unit>> Instances::lower_now(const Unit& imported) {
  for (const Node& node : imported.nodes) {
    if (node.type) read({node.type, false});
    if (node.op == Op::MethodValue) read_method_value(imported, node, false);
  }
  for (const Local& local : imported.locals) {
    if (local.type) read({local.type, false});
  }
  return lower_rest();
}

std::vector<std::unique_ptr<Unit>> Instances::lower_rest() {
  std::vector<std::unique_ptr<Unit>> out;
  while (auto unit = next()) out.push_back(std::move(unit));
  finish(out);
  return out;
}

// reader.readBodies: shapes before bodies, and what was found last before all else.
std::unique_ptr<Unit> Instances::next() {
  while (impl_->ready.empty()) {
    impl_->program.throw_if_stopped();
    if (!impl_->shapes_to_read.empty()) {
      Instance const instance = impl_->shapes_to_read.back();
      impl_->shapes_to_read.pop_back();
      read_shapes(instance);
    } else if (!impl_->todo.empty()) {
      Impl::Body const body = impl_->todo.back();
      impl_->todo.pop_back();
      read_body(body.instance, body.declared);
    } else {
      return nullptr;
    }
  }
  std::unique_ptr<Unit> unit = std::move(impl_->ready.front());
  impl_->ready.pop_front();
  return unit;
}

void Instances::read_body(const Instance& instance, Unit* declared) {
  if (declared != nullptr) {
    read_unit(*declared);
    impl_->read_units.push_back(declared);
    return;
  }
  std::unique_ptr<Unit> unit = instance.shaped ? shaped_body(instance) : wrapper(instance);
  if (!unit) return;
  read_unit(*unit);
  if (!instance.shaped) {
    TypeId const type = own_type(impl_->t, instance.generic);
    read_dictionary({type ? impl_->t.named_of(type).object : instance.generic, instance.arguments, false});
  }
  impl_->read_units.push_back(unit.get());
  impl_->ready.push_back(std::move(unit));
}

std::vector<std::unique_ptr<Unit>> Instances::take_ready() {
  std::vector<std::unique_ptr<Unit>> out(std::make_move_iterator(impl_->ready.begin()), std::make_move_iterator(impl_->ready.end()));
  impl_->ready.clear();
  return out;
}

std::unique_ptr<Unit> Instances::shaped_body(const Instance& instance) {
  types::TypeTable& t = impl_->t;
  if (TypeId const type = own_type(t, instance.generic)) {
    lower_methods(t.instance(type, instance.arguments), instance.arguments);
  } else {
    lower_shaped(instance);
  }
  return std::move(impl_->lowered[key_of(t, instance)]);
}

void Instances::lower_shaped(const Instance& function) {
  Key const key = key_of(impl_->t, function);
  if (!impl_->lowered.contains(key)) impl_->lowered[key] = shaped(function);
}

// pkgReader.dictNameOf: with a dictionary come those that it leads to, then its types and tables.
void Instances::read_dictionary(const Instance& of) {
  struct Step {
    Instance of;
    bool types = false;
  };
  std::vector<Step> todo{{of}};
  while (!todo.empty()) {
    Step const step = todo.back();
    todo.pop_back();
    if (step.types) {
      read_types_of_dictionary(step.of);
      continue;
    }
    if (!impl_->read_dictionaries.insert(key_of(impl_->t, step.of)).second) continue;
    todo.push_back({step.of, true});
    for (Instance& each : dictionaries_in(step.of)) todo.push_back({std::move(each)});
  }
}

// It is filled in once what is compiled for the shapes is lowered. Null: it is empty.
std::shared_ptr<Dictionary> Instances::dictionary_of(const Instance& of) {
  types::TypeTable& t = impl_->t;
  if (is_without_end(of.generic)) return nullptr;
  if (t.object(of.generic).kind != ObjectKind::TypeName) {
    Instance const instance{of.generic, shapes_of(t, type_params_of(t, of.generic), of.arguments), true};
    lower_shaped(instance);
    return impl_->dictionaries[key_of(t, instance)];
  }
  TypeId const type = t.type_of(of.generic);
  if (t.named_of(type).methods.empty()) return nullptr;
  TypeList const shapes = shapes_of(t, t.type_params(type), of.arguments);
  lower_methods(t.instance(type, shapes), shapes);
  return impl_->dictionaries[key_of(t, {t.named_of(type).methods[0], shapes, true})];
}

// What stands for a generic's own type parameters in its body, and what they are.
types::Substitution Instances::substitution_of(const Instance& of, TypeVector& stand_ins) {
  types::TypeTable& t = impl_->t;
  bool const of_type = t.object(of.generic).kind == ObjectKind::TypeName;
  TypeList const params = of_type ? t.type_params(t.type_of(of.generic)) : type_params_of(t, of.generic);
  stand_ins = stand_ins_for(t, params, shapes_of(t, params, of.arguments));
  return {stand_ins, of.arguments, of_type ? t.type_of(of.generic) : TypeId()};
}

// The last first.
std::vector<Instance> Instances::dictionaries_in(const Instance& of) {
  auto const dictionary = dictionary_of(of);
  if (!dictionary) return {};
  types::TypeTable& t = impl_->t;
  TypeVector stand_ins;
  types::Substitution const substitution = substitution_of(of, stand_ins);
  std::vector<Instance> out;
  for (const Dictionary::Instanced& each : std::views::reverse(dictionary->dictionaries())) {
    TypeVector with;
    for (TypeId argument : each.arguments) with.push_back(types::substitute(t, argument, substitution));
    out.push_back({each.generic, t.keep(TypeList(with)), false});
  }
  return out;
}

void Instances::read_types_of_dictionary(const Instance& of) {
  auto const dictionary = dictionary_of(of);
  if (!dictionary) return;
  TypeVector stand_ins;
  types::Substitution const substitution = substitution_of(of, stand_ins);
  auto const here = [&](const TypeOccurrence& each) { return types::substitute(impl_->t, each.type, substitution); };
  for (const TypeOccurrence& each : dictionary->runtime_types()) read_type(here(each));
  for (const auto& [type, interface] : dictionary->itabs()) {
    read_type(here(type));
    read_type(here(interface));
    impl_->descriptors.interface_table(here(type), here(interface));
  }
  take_made();
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
  instantiation.stand_ins = stand_ins_for(t, params, instance.arguments);
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
    if (impl_->lowered.contains(key)) return;
    impl_->dictionaries[key] = dictionary;
    dictionary->begin_method();
    impl_->lowered[key] = shaped(instance);
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
