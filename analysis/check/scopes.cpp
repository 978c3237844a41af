// Names in scope (specification: "Declarations and scope").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::Object;
using types::ObjectKind;
using types::VarRole;

ObjectId Checker::lookup(base::NameId id) {
  if (ObjectId const local = scopes_.find(id, base_)) return local;
  const PackageFile& file = package_.files[package_.decls[decl_].file];
  if (auto it = file.imports.find(id); it != file.imports.end()) return it->second;
  if (auto it = package_.scope.find(id); it != package_.scope.end()) return it->second;
  for (const PackageFile::DotImport& dot : file.dot_imports) {
    const Package* const other = program_.package(dot.package);
    if (other == nullptr || !types::is_exported(word(id))) continue;
    if (auto it = other->scope.find(id); it != other->scope.end()) {
      t_.object(dot.name).used = true;
      return it->second;
    }
  }
  if (auto it = program_.universe().find(id); it != program_.universe().end()) return it->second;
  return {};
}

ObjectId Checker::lookup_in_scope(base::NameId id) const { return scopes_.find(id, std::max(base_, scope_start_)); }

ObjectId Checker::make_local(NodeId at, ObjectKind kind, VarRole role, TypeId type) {
  Object object;
  object.kind = kind;
  object.role = role;
  object.name = name(at);
  object.package = package_.id;
  object.type = type;
  object.decl = decl_ + 1;
  object.node = at.value;
  object.owner = functions_.empty() ? tree_.root().value : functions_.back().owner;
  ObjectId const id = t_.add(std::move(object));
  info_.objects[at.value] = id;
  return id;
}

void Checker::enter(NodeId at, ObjectId object) {
  if (name(at) == program_.blank()) return;
  if (ObjectId const other = lookup_in_scope(name(at)); other && other != object) {
    error(at, errors::kRedeclared, fmt::format("{} is declared twice in this block", word(name(at))));
    return;
  }
  scopes_.enter(name(at), object);
  if (t_.object(object).role == VarRole::Local) declared_vars_.emplace_back(object, at);
}

void Checker::enter_again(ObjectId object) {
  if (object && t_.object(object).name != program_.blank()) scopes_.enter(t_.object(object).name, object);
}

ObjectId Checker::declare_local(NodeId at, ObjectKind kind, VarRole role, TypeId type) {
  ObjectId const id = make_local(at, kind, role, type);
  enter(at, id);
  return id;
}

void Checker::report_unused(size_t first) {
  for (size_t i = first; i < declared_vars_.size(); ++i) {
    const auto& [object, at] = declared_vars_[i];
    if (t_.object(object).used) continue;
    error(at, errors::kUnusedVariable, fmt::format("{} is declared and not used", tree_.text(at)), ErrorStrength::Soft);
  }
  declared_vars_.resize(first);
}

}  // namespace escapement::check
