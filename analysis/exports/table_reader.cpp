#include "analysis/exports/table_reader.h"

#include <algorithm>
#include <filesystem>

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/exports/constants.h"
#include "analysis/exports/finite.h"
#include "analysis/exports/text_hash.h"
#include "analysis/types/shapes.h"

namespace escapement::exports {

using facts::Index;
using facts::Member;
using facts::ObjectName;
using facts::Type;
using facts::TypeForm;
using types::ObjectId;
using types::TypeId;
using types::TypeKind;

TableReader::TableReader(check::Program& program, const check::Package& package, const facts::InlineFacts& facts)
    : program_(program), t_(program.types()), package_(package), facts_(facts) {}

std::expected<void, std::string> TableReader::read() {
  for (const std::string& each : facts_.names) names_.push_back(program_.names().intern(each));
  for (auto const step : {&TableReader::read_packages, &TableReader::read_files, &TableReader::read_objects, &TableReader::read_types,
                          &TableReader::read_constants}) {
    if (Problem problem = (this->*step)(); !problem) return problem;
  }
  return {};
}

// ---- packages and files

// Among the package and all that it needs.
const check::Package* TableReader::find_package(const std::string& path) const {
  std::vector<const check::Package*> todo{&package_};
  absl::flat_hash_set<const check::Package*> seen{&package_};
  for (size_t i = 0; i < todo.size(); ++i) {
    if (todo[i]->path == path) return todo[i];
    for (const auto& [as_written, imported] : todo[i]->known_imports) {
      if (imported != nullptr && seen.insert(imported).second) todo.push_back(imported);
    }
  }
  return nullptr;
}

TableReader::Problem TableReader::read_packages() {
  for (const std::string& path : facts_.packages) {
    const check::Package* const found = find_package(path);
    if (found == nullptr)
      return std::unexpected(fmt::format("the facts of {} mention package {}, which it does not need", package_.path, path));
    packages_.push_back(found->id);
  }
  if (packages_[0] != package_.id) {
    return std::unexpected(
        fmt::format("the facts are those of package {}, and those of {} are expected", facts_.packages[0], package_.path));
  }
  return {};
}

TableReader::Problem TableReader::read_files() {
  if (facts_.files.size() != package_.files.size()) {
    return std::unexpected(
        fmt::format("the facts of {} are those of {} files, and it has {}", package_.path, facts_.files.size(), package_.files.size()));
  }
  for (const facts::File& file : facts_.files) {
    auto const is_it = [&](const check::PackageFile& each) { return std::filesystem::path(each.source->path).filename() == file.name; };
    auto const found = std::ranges::find_if(package_.files, is_it);
    if (found == package_.files.end()) {
      return std::unexpected(fmt::format("the facts of {} mention file {}, which it does not have", package_.path, file.name));
    }
    const std::string& text = found->source->text;
    if (text.size() != file.size || text_hash(text) != file.hash) {
      return std::unexpected(fmt::format("file {} of {} has changed since its facts were written", file.name, package_.path));
    }
    files_.push_back(static_cast<uint32_t>(found - package_.files.begin()));
  }
  return {};
}

// ---- objects

std::string TableReader::text_of(const ObjectName& object) const {
  std::string_view const path = object.package == 0 ? "the universe" : std::string_view(facts_.packages[object.package - 1]);
  return fmt::format("the facts of {} mention {} of {}, which there is not", package_.path, facts_.names[object.name], path);
}

ObjectId TableReader::declared(const ObjectName& object) const {
  const check::Package* const owner = program_.package(package(object.package));
  if (owner == nullptr) return {};
  auto const it = owner->scope.find(names_[object.name]);
  return it == owner->scope.end() ? ObjectId() : it->second;
}

ObjectId TableReader::method(const ObjectName& object) const {
  ObjectId const of = objects_[object.of];
  if (t_.object(of).kind != types::ObjectKind::TypeName) return {};
  TypeId const type = t_.unalias(t_.type_of(of));
  if (t_.kind(type) != TypeKind::Named) return {};
  for (ObjectId each : t_.named_of(t_.origin(type)).methods) {
    if (t_.object(each).name == names_[object.name]) return each;
  }
  return {};
}

ObjectId TableReader::interface_method(const ObjectName& object) const {
  return types::lookup(t_, types_[object.of], package(object.package), names_[object.name]).object;
}

// Methods of interfaces wait for the types.
TableReader::Problem TableReader::read_objects() {
  for (const ObjectName& object : facts_.objects) {
    ObjectId found;
    if (object.kind == ObjectName::Kind::Declared) found = declared(object);
    if (object.kind == ObjectName::Kind::Method) found = method(object);
    if (!found && object.kind != ObjectName::Kind::InterfaceMethod) return std::unexpected(text_of(object));
    objects_.push_back(found);
  }
  return {};
}

// ---- types

void TableReader::make_local_types() {
  for (const facts::LocalType& local : facts_.local_types) {
    types::Object object;
    object.kind = types::ObjectKind::TypeName;
    object.name = names_[local.name];
    object.package = package_.id;
    object.used = true;
    ObjectId const id = t_.add(std::move(object));
    TypeId const type = t_.named(id);
    t_.object(id).type = type;
    t_.named_of(type).is_local = true;
    local_types_.push_back(type);
  }
}

TableReader::Problem TableReader::read_types() {
  auto const refused = [&] { return std::unexpected(fmt::format("the facts of {} hold a type that there cannot be", package_.path)); };
  make_local_types();
  for (const Type& type : facts_.types) {
    types_.push_back(make(type));
    if (!types_.back()) return refused();
  }
  for (size_t i = 0; i < local_types_.size(); ++i) t_.named_of(local_types_[i]).rhs = types_[facts_.local_types[i].type];
  FiniteTypes finite(t_);
  if (!std::ranges::all_of(local_types_, [&](TypeId each) { return finite.is_finite(each); })) return refused();
  for (size_t i = 0; i < objects_.size(); ++i) {
    const ObjectName& object = facts_.objects[i];
    if (object.kind != ObjectName::Kind::InterfaceMethod) continue;
    objects_[i] = interface_method(object);
    if (!objects_[i]) return std::unexpected(text_of(object));
  }
  return {};
}

TypeId TableReader::make(const Type& type) {
  auto const part = [&](size_t i) { return types_[type.types[i]]; };
  switch (type.form) {
    case TypeForm::Predeclared: return predeclared(type);
    case TypeForm::Declared: return declared_type(type);
    case TypeForm::Local: return local_types_[type.object];
    case TypeForm::OfObject: return of_object(type);
    case TypeForm::Pointer: return t_.pointer(part(0));
    case TypeForm::Slice: return t_.slice(part(0));
    case TypeForm::Array: return t_.array(part(0), static_cast<int64_t>(type.number));
    case TypeForm::Map: return t_.map(part(0), part(1));
    case TypeForm::Chan: return t_.chan(part(0), static_cast<types::ChanDir>(type.number));
    case TypeForm::Struct: return structure(type);
    case TypeForm::Signature: return signature(type);
    case TypeForm::Interface: return interface(type);
    case TypeForm::Union: return make_union(type);
    case TypeForm::Shape: return shape(type);
    case TypeForm::Tuple: break;
  }
  types::TypeVector elements;
  for (Index each : type.types) elements.push_back(types_[each]);
  return t_.tuple(elements);
}

TypeId TableReader::predeclared(const Type& type) const {
  const std::string& text = facts_.names[type.name - 1];
  for (auto kind = static_cast<uint32_t>(types::BasicKind::Bool); kind <= static_cast<uint32_t>(types::BasicKind::UntypedNil); ++kind) {
    TypeId const basic = t_.basic(static_cast<types::BasicKind>(kind));
    if (types::type_string(t_, basic, {}, types::TypeStyle::GoTypes) == text) return basic;
  }
  for (TypeId const each : {t_.byte_type(), t_.rune_type(), t_.any_type(), t_.error_type(), t_.comparable_type()}) {
    if (types::type_string(t_, each, {}, types::TypeStyle::GoTypes) == text) return each;
  }
  return {};
}

TypeId TableReader::declared_type(const Type& type) {
  ObjectId const object = objects_[type.object];
  if (t_.object(object).kind != types::ObjectKind::TypeName) return {};
  TypeId const declared = t_.type_of(object);
  if (t_.kind(declared) != TypeKind::Named || t_.type_params(declared).size() != type.types.size()) return {};
  if (type.types.empty()) return declared;
  types::TypeVector arguments;
  for (Index each : type.types) arguments.push_back(types_[each]);
  return t_.instance(declared, arguments);
}

TypeId TableReader::of_object(const Type& type) const {
  TypeId const out = t_.type_of(objects_[type.object]);
  return t_.kind(out) == TypeKind::Signature ? out : TypeId();
}

TypeId TableReader::shape(const Type& type) {
  TypeId const form = types_[type.types[0]];
  bool const is_form = t_.kind(form) != TypeKind::Named && t_.kind(form) != TypeKind::Alias;
  return is_form ? types::shape_of(t_, form, false) : TypeId();
}

TypeId TableReader::structure(const Type& type) {
  std::vector<types::Field> fields;
  for (const Member& each : type.members) {
    fields.push_back({name(each.name), types_[each.type], package(each.package), {}, name(each.tag), each.flag});
  }
  return t_.structure(fields);
}

std::vector<types::Parameter> TableReader::parameters(std::span<const Member> members) const {
  std::vector<types::Parameter> out;
  for (const Member& each : members) out.push_back({name(each.name), types_[each.type], {}});
  return out;
}

TypeId TableReader::signature(const Type& type) {
  std::vector<types::Parameter> const all = parameters(type.members);
  std::span<const types::Parameter> rest(all);
  types::Signature out;
  if (type.flag) {
    out.receiver = rest.data();
    rest = rest.subspan(1);
  }
  out.params = rest.first(rest.size() - type.number);
  out.results = rest.last(type.number);
  out.variadic = type.spread;
  return t_.signature(out);
}

TypeId TableReader::interface(const Type& type) {
  std::vector<types::Method> methods;
  for (const Member& each : type.members) {
    if (t_.kind(types_[each.type]) != TypeKind::Signature) return {};
    methods.push_back({name(each.name), package(each.package), types_[each.type], {}});
  }
  types::TypeVector embedded;
  for (Index each : type.types) embedded.push_back(types_[each]);
  if (methods.empty() && embedded.empty()) return t_.empty_interface();
  return t_.interface({methods, embedded, type.flag});
}

TypeId TableReader::make_union(const Type& type) {
  std::vector<types::Term> terms;
  for (const Member& each : type.members) terms.push_back({each.flag, types_[each.type]});
  return t_.make_union(terms);
}

TableReader::Problem TableReader::read_constants() {
  for (const std::string& text : facts_.constants) {
    constants_.push_back(constant_of(text));
    if (!constants_.back()) return std::unexpected(fmt::format("the facts of {} hold a constant that there cannot be", package_.path));
  }
  return {};
}

}  // namespace escapement::exports
