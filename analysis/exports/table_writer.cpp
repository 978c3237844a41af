#include "analysis/exports/table_writer.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "analysis/exports/constants.h"
#include "analysis/exports/text_hash.h"

namespace escapement::exports {

using facts::Index;
using facts::Member;
using facts::ObjectName;
using facts::OptionalIndex;
using facts::Type;
using facts::TypeForm;
using types::ObjectId;
using types::TypeId;
using types::TypeKind;

TableWriter::TableWriter(check::Program& program, const check::Package& package)
    : program_(program), t_(program.types()), package_(package) {
  enter(packages_, facts_.packages, package.path);
  for (const check::PackageFile& file : package.files) {
    const source::SourceFile& source = *file.source;
    std::string name = std::filesystem::path(source.path).filename().string();
    facts_.files.push_back({std::move(name), static_cast<uint32_t>(source.text.size()), text_hash(source.text)});
  }
}

Index TableWriter::enter(Names& known, std::vector<std::string>& table, std::string text) {
  auto const [it, added] = known.try_emplace(text, static_cast<Index>(table.size()));
  if (added) table.push_back(std::move(text));
  return it->second;
}

Index TableWriter::name(std::string_view text) { return enter(names_, facts_.names, std::string(text)); }

OptionalIndex TableWriter::name(base::NameId id) { return id ? name(program_.names().text(id)) + 1 : 0; }

OptionalIndex TableWriter::package(types::PackageId id) { return id ? enter(packages_, facts_.packages, t_.package(id).path) + 1 : 0; }

Index TableWriter::constant(const constant::Value& value) {
  std::string text = constant_text(value);
  if (text.empty()) throw Unwritable{"a constant without a value"};
  return enter(constants_, facts_.constants, std::move(text));
}

// ---- objects

bool TableWriter::is_declared(ObjectId id) const {
  const check::Package* const owner = program_.package(t_.object(id).package);
  if (owner == nullptr) return false;
  auto const it = owner->scope.find(t_.object(id).name);
  return it != owner->scope.end() && it->second == id;
}

std::optional<ObjectName> TableWriter::method_name(ObjectId id, const types::Signature& signature) {
  TypeId type = t_.unalias(signature.receiver->type);
  if (t_.kind(type) == TypeKind::Pointer) type = t_.unalias(t_.elem(type));
  if (t_.kind(type) != TypeKind::Named) return std::nullopt;
  auto const of = find_object(t_.named_of(type).object);
  const types::Object& object = t_.object(id);
  const auto& methods = t_.named_of(t_.origin(type)).methods;
  auto const first = std::ranges::find(methods, object.name, [&](ObjectId each) { return t_.object(each).name; });
  if (!of || first == methods.end() || *first != id) return std::nullopt;
  return ObjectName{ObjectName::Kind::Method, package(object.package), name(object.name) - 1, *of};
}

std::optional<ObjectName> TableWriter::name_of(ObjectId id) {
  const types::Object& object = t_.object(id);
  if (object.kind == types::ObjectKind::Func) {
    TypeId const type = t_.type_of(id);
    if (t_.kind(type) != TypeKind::Signature) return std::nullopt;
    if (t_.signature_of(type).receiver != nullptr) return method_name(id, t_.signature_of(type));
  }
  if (!is_declared(id)) return std::nullopt;
  return ObjectName{ObjectName::Kind::Declared, package(object.package), name(object.name) - 1, 0};
}

Index TableWriter::add_object(const ObjectName& object) {
  facts_.objects.push_back(object);
  return static_cast<Index>(facts_.objects.size() - 1);
}

std::optional<Index> TableWriter::find_object(ObjectId id) {
  if (auto const it = objects_.find(id.value); it != objects_.end()) return it->second;
  auto const named = name_of(id);
  if (!named) return std::nullopt;
  Index const index = add_object(*named);
  objects_[id.value] = index;
  // A function's type is told by it, whoever mentions it from now on.
  if (t_.object(id).kind == types::ObjectKind::Func) of_objects_[t_.type_of(id).value] = id;
  return index;
}

Index TableWriter::object(ObjectId id) {
  auto const found = find_object(id);
  if (!found) throw Unwritable{fmt::format("an object that is not found by its name: {}", program_.names().text(t_.object(id).name))};
  return *found;
}

Index TableWriter::object(ObjectId id, TypeId operand) {
  if (auto const found = find_object(id)) return *found;
  const types::Object& object = t_.object(id);
  if (!operand || types::lookup(t_, operand, object.package, object.name).object != id) return this->object(id);
  Index const of = type(operand);
  auto const [it, added] = interface_methods_.try_emplace({id.value, of}, 0);
  if (added) {
    it->second = add_object({ObjectName::Kind::InterfaceMethod, package(object.package), name(object.name) - 1, of});
  }
  return it->second;
}

// ---- types

Index TableWriter::add_type(Type type) {
  auto const [it, added] = equal_types_.try_emplace(type, static_cast<Index>(facts_.types.size()));
  if (added) facts_.types.push_back(std::move(type));
  return it->second;
}

Index TableWriter::type(TypeId id) {
  if (auto const it = types_.find(id.value); it != types_.end()) return it->second;
  // Aliases are what they stand for, but for those of the universe, whose names gc prints.
  if (t_.kind(id) == TypeKind::Alias && t_.object(t_.alias_object(id)).package) return types_[id.value] = type(t_.unalias(id));
  if (t_.kind(id) == TypeKind::Named && t_.named_of(id).is_local) return local_type(id);
  Index const index = add_type(describe(id));
  types_[id.value] = index;
  return index;
}

Type TableWriter::describe(TypeId id) {
  switch (t_.kind(id)) {
    case TypeKind::Basic:
    case TypeKind::Alias: return predeclared(types::type_string(t_, id, {}, types::TypeStyle::GoTypes));
    case TypeKind::Named: return named(id);
    case TypeKind::Pointer: return composite(TypeForm::Pointer, {t_.elem(id)});
    case TypeKind::Slice: return composite(TypeForm::Slice, {t_.elem(id)});
    case TypeKind::Array: return composite(TypeForm::Array, {t_.elem(id)}, static_cast<uint64_t>(t_.length(id)));
    case TypeKind::Map: return composite(TypeForm::Map, {t_.key(id), t_.elem(id)});
    case TypeKind::Chan: return composite(TypeForm::Chan, {t_.elem(id)}, static_cast<uint64_t>(t_.chan_dir(id)));
    case TypeKind::Struct: return structure(id);
    case TypeKind::Tuple: return tuple(id);
    case TypeKind::Signature: return signature(id);
    case TypeKind::Interface: return interface(id);
    case TypeKind::Union: return make_union(id);
    case TypeKind::TypeParam: throw Unwritable{"a type parameter"};
    case TypeKind::Invalid: break;
  }
  throw Unwritable{"a type that is not valid"};
}

Type TableWriter::composite(TypeForm form, std::initializer_list<TypeId> parts, uint64_t number) {
  Type out;
  out.form = form;
  out.number = number;
  for (TypeId each : parts) out.types.push_back(type(each));
  return out;
}

Type TableWriter::predeclared(std::string_view text) {
  Type out;
  out.name = name(text) + 1;
  return out;
}

Type TableWriter::named(TypeId id) {
  const types::Named& named = t_.named_of(id);
  if (t_.has_stand_in(id)) throw Unwritable{"a type that stands for a type parameter"};
  if (named.is_shape) return composite(TypeForm::Shape, {named.rhs});
  if (!t_.object(named.object).package) return predeclared(program_.names().text(t_.object(named.object).name));
  return declared(id);
}

Type TableWriter::declared(TypeId id) {
  const types::Named& named = t_.named_of(id);
  if (named.args.empty() && t_.is_generic(id)) throw Unwritable{"a generic type without arguments"};
  Type out;
  out.form = TypeForm::Declared;
  out.object = object(named.object);
  for (TypeId each : named.args) out.types.push_back(type(each));
  return out;
}

// Its number comes first: it may mention itself.
Index TableWriter::local_type(TypeId id) {
  const types::Named& named = t_.named_of(id);
  if (named.origin || named.generic || t_.parameterized(id)) throw Unwritable{"a local type with type parameters"};
  auto const local = static_cast<Index>(facts_.local_types.size());
  facts_.local_types.push_back({name(t_.object(named.object).name) - 1, 0});
  Type out;
  out.form = TypeForm::Local;
  out.object = local;
  Index const index = add_type(std::move(out));
  types_[id.value] = index;
  Index const declared_as = type(named.rhs);
  facts_.local_types[local].type = declared_as;
  return index;
}

Type TableWriter::structure(TypeId id) {
  Type out;
  out.form = TypeForm::Struct;
  for (const types::Field& field : t_.fields(id)) {
    out.members.push_back({name(field.name), package(field.package), type(field.type), name(field.tag), field.embedded});
  }
  return out;
}

Type TableWriter::tuple(TypeId id) {
  Type out;
  out.form = TypeForm::Tuple;
  for (TypeId each : t_.elements(id)) out.types.push_back(type(each));
  return out;
}

Member TableWriter::parameter(const types::Parameter& parameter) { return {name(parameter.name), 0, type(parameter.type), 0, false}; }

Type TableWriter::signature(TypeId id) {
  Type out;
  if (auto const it = of_objects_.find(id.value); it != of_objects_.end()) {
    out.form = TypeForm::OfObject;
    out.object = object(it->second);
    return out;
  }
  const types::Signature& signature = t_.signature_of(id);
  if (!signature.type_params.empty()) throw Unwritable{"the type of a generic function"};
  out.form = TypeForm::Signature;
  out.flag = signature.receiver != nullptr;
  out.spread = signature.variadic;
  out.number = signature.results.size();
  if (signature.receiver != nullptr) out.members.push_back(parameter(*signature.receiver));
  for (const types::Parameter& each : signature.params) out.members.push_back(parameter(each));
  for (const types::Parameter& each : signature.results) out.members.push_back(parameter(each));
  return out;
}

Type TableWriter::interface(TypeId id) {
  const types::Interface& interface = t_.interface_of(id);
  Type out;
  out.form = TypeForm::Interface;
  out.flag = interface.implicit;
  for (const types::Method& each : interface.methods) {
    out.members.push_back({name(each.name), package(each.package), type(each.signature), 0, false});
  }
  for (TypeId each : interface.embedded) out.types.push_back(type(each));
  return out;
}

Type TableWriter::make_union(TypeId id) {
  Type out;
  out.form = TypeForm::Union;
  for (const types::Term& each : t_.terms(id)) out.members.push_back({0, 0, type(each.type), 0, each.tilde});
  return out;
}

}  // namespace escapement::exports
