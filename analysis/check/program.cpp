#include "analysis/check/program.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/source/package_files.h"
#include "analysis/syntax/parser.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using syntax::DeclTree;
using syntax::NodeKind;
using syntax::Token;
using types::Object;
using types::ObjectKind;
using types::VarRole;

Program::Program(source::SourceTable& sources, source::Goroot goroot, source::BuildContext context)
    : sources_(sources), goroot_(std::move(goroot)), context_(std::move(context)), types_(names_) {
  types_.set_resolver([this](ObjectId object) { resolve(object); });
  make_universe();
}

void Program::register_package(Package& package) {
  package.id = types_.add_package(package.path, package.name);
  by_id_.resize(package.id.value + 1, nullptr);
  by_id_[package.id.value] = &package;
}

base::Place Program::place(const Package& package, uint32_t decl, base::Span relative) const {
  const PackageDecl& d = package.decls[decl];
  return {package.files[d.file].source->id, relative.shifted(d.start)};
}

base::Place Program::place_of(ObjectId id) const {
  const Object& object = types_.object(id);
  const Package* const owner = package(object.package);
  if (owner == nullptr || object.decl == 0) return {};
  return place(*owner, object.decl - 1, owner->decls[object.decl - 1].tree->node(NodeId(object.node)).span());
}

ObjectId Program::declare(Package& package, uint32_t decl, NodeId name, ObjectKind kind, Declared where) {
  const DeclTree& tree = *package.decls[decl].tree;
  Object object;
  object.kind = kind;
  object.role = kind == ObjectKind::Var ? VarRole::Global : VarRole::None;
  object.name = tree.name(name);
  object.package = package.id;
  object.decl = decl + 1;
  object.node = name.value;
  ObjectId const id = types_.add(std::move(object));
  where.decl = decl;
  package.declared[id.value] = where;
  return id;
}

namespace {

void put(Program& program, Package& package, uint32_t decl, NodeId name, ObjectId id) {
  const DeclTree& tree = *package.decls[decl].tree;
  std::string_view const text = program.names().text(tree.name(name));
  package.decls[decl].info.objects[name.value] = id;
  if (text == "_" || text == "init") return;
  auto [it, added] = package.scope.try_emplace(tree.name(name), id);
  if (added || package.imported) return;
  base::Place const first = program.place_of(it->second);
  package.diagnostics.push_back({base::Severity::Error, "check.redeclared", program.place(package, decl, tree.node(name).span()),
                                 fmt::format("{} is declared twice in this package", text), {{first, "the other declaration"}}});
}

}  // namespace

void Program::collect_import(Package& package, uint32_t decl, NodeId spec) {
  const DeclTree& tree = *package.decls[decl].tree;
  syntax::views::ImportSpec const view(tree, spec);
  constant::Value const path = constant::string_literal(tree.text(view.path()));
  if (path.kind() != constant::Kind::String) return;
  PackageFile& file = package.files[package.decls[decl].file];
  // Imports of imported packages are read when a declaration needs them: `imports` holds an object without a package until then.
  Object object;
  object.kind = ObjectKind::Package;
  object.package = package.id;
  object.decl = decl + 1;
  object.node = view.path().value;
  Package* target = nullptr;
  if (path.as_string() != "C") target = import(path.as_string(), package.module);
  if (target == nullptr) {
    if (!package.imported) {
      package.diagnostics.push_back({base::Severity::Error, "check.import-not-found",
                                     place(package, decl, tree.node(view.path()).span()),
                                     path.as_string() == "C"
                                         ? std::string("packages that use cgo are not analysed yet")
                                         : fmt::format("package {} is not in {}/src, nor in this module", path.as_string(), goroot_.path),
                                     {}});
    }
    std::string const base = std::filesystem::path(path.as_string()).filename().string();
    object.name = names_.intern(base);
  } else {
    object.imported = target->id;
    object.name = target->name;
  }
  if (view.name()) {
    std::string_view const given = names_.text(tree.name(view.name()));
    if (given == "_") return;
    if (given == ".") {
      if (target != nullptr) file.dot_imports.push_back(target->id);
      return;
    }
    object.name = tree.name(view.name());
    object.node = view.name().value;
  }
  base::NameId const name = object.name;
  file.imports[name] = types_.add(std::move(object));
}

void Program::collect_consts(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  std::span<const NodeId> values;
  NodeId type;
  for (NodeId spec : tree.list(tree.node(tree.root()).a)) {
    syntax::views::ValueSpec const view(tree, spec);
    if (view.type() || !view.values().empty()) {
      values = view.values();
      type = view.type();
    }
    for (size_t i = 0; i < view.names().size(); ++i) {
      Declared where;
      where.spec = spec;
      where.type = type;
      where.value = i < values.size() ? values[i] : NodeId();
      put(*this, package, decl, view.names()[i], declare(package, decl, view.names()[i], ObjectKind::Const, where));
    }
  }
}

void Program::collect_vars(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  for (NodeId spec : tree.list(tree.node(tree.root()).a)) {
    syntax::views::ValueSpec const view(tree, spec);
    for (size_t i = 0; i < view.names().size(); ++i) {
      Declared where;
      where.spec = spec;
      where.type = view.type();
      where.shared_value = view.values().size() == 1 && view.names().size() > 1;
      if (i < view.values().size() && !where.shared_value) where.value = view.values()[i];
      put(*this, package, decl, view.names()[i], declare(package, decl, view.names()[i], ObjectKind::Var, where));
    }
  }
}

void Program::collect_types(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  for (NodeId spec : tree.list(tree.node(tree.root()).a)) {
    syntax::views::TypeSpec const view(tree, spec);
    Declared where;
    where.spec = spec;
    ObjectId const id = declare(package, decl, view.name(), ObjectKind::TypeName, where);
    types_.object(id).is_alias = view.is_alias();
    put(*this, package, decl, view.name(), id);
  }
}

void Program::collect_func(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  syntax::views::FuncDecl const view(tree, tree.root());
  Declared where;
  where.spec = tree.root();
  ObjectId const id = declare(package, decl, view.name(), ObjectKind::Func, where);
  package.functions.push_back(id);
  if (view.receiver().empty()) {
    put(*this, package, decl, view.name(), id);
    return;
  }
  package.decls[decl].info.objects[view.name().value] = id;
  // The receiver's base type: T, *T, T[P], *(T[P]).
  NodeId type = syntax::views::Field(tree, view.receiver()[0]).type();
  for (;;) {
    const syntax::Node& n = tree.node(type);
    if (n.kind != NodeKind::Star && n.kind != NodeKind::Paren && n.kind != NodeKind::Index) break;
    type = NodeId(n.a);
  }
  if (tree.node(type).kind == NodeKind::Name) methods_by_base_[package.id.value].emplace_back(tree.name(type), id);
}

void Program::collect_decl(Package& package, uint32_t decl) {
  PackageDecl& d = package.decls[decl];
  d.info.types.assign(d.tree->node_limit(), TypeId());
  d.info.modes.assign(d.tree->node_limit(), Mode::Invalid);
  d.info.objects.assign(d.tree->node_limit(), ObjectId());
  const syntax::Node& root = d.tree->node(d.tree->root());
  if (root.kind == NodeKind::FuncDecl) return collect_func(package, decl);
  if (root.kind != NodeKind::GenDecl) return;
  switch (root.token()) {
    case Token::Import:
      for (NodeId spec : d.tree->list(root.a)) collect_import(package, decl, spec);
      break;
    case Token::Const: collect_consts(package, decl); break;
    case Token::Var: collect_vars(package, decl); break;
    case Token::Type: collect_types(package, decl); break;
    default: break;
  }
}

void Program::bind_methods(Package& package) {
  for (const auto& [base, method] : methods_by_base_[package.id.value]) {
    auto it = package.scope.find(base);
    if (it == package.scope.end() || types_.object(it->second).kind != ObjectKind::TypeName) continue;
    if (types_.object(it->second).is_alias) continue;
    // Named types are made here, so that method sets are known before anything is resolved.
    Object& object = types_.object(it->second);
    if (!object.type) object.type = types_.named(it->second);
    types_.named_of(object.type).methods.push_back(method);
  }
  methods_by_base_.erase(package.id.value);
}

void Program::collect(Package& package) {
  for (uint32_t f = 0; f < package.files.size(); ++f) {
    for (const auto& decl : package.files[f].tree->decls) {
      PackageDecl entry;
      entry.file = f;
      entry.tree = decl.tree.get();
      entry.start = decl.start;
      package.decls.push_back(std::move(entry));
    }
  }
  for (uint32_t decl = 0; decl < package.decls.size(); ++decl) collect_decl(package, decl);
  bind_methods(package);
}

void Program::resolve(ObjectId id) {
  Object& object = types_.object(id);
  Package* const owner = package(object.package);
  if (owner == nullptr) return;
  auto it = owner->declared.find(id.value);
  if (it == owner->declared.end() || it->second.state == Declared::State::Done) return;
  Declared const where = it->second;
  if (where.state == Declared::State::Resolving) {
    // A type may refer to itself; anything else is a cycle, and its type stays invalid.
    if (object.kind != ObjectKind::TypeName && !object.type) {
      object.type = types_.invalid();
      if (!owner->imported) {
        owner->diagnostics.push_back({base::Severity::Error, "check.cycle", place_of(id),
                                      fmt::format("the declaration of {} refers to itself", names_.text(object.name)), {}});
      }
    }
    return;
  }
  it->second.state = Declared::State::Resolving;
  Checker checker(*this, *owner, where.decl);
  switch (object.kind) {
    case ObjectKind::Const: checker.resolve_const(id, where); break;
    case ObjectKind::Var: checker.resolve_var(id, where); break;
    case ObjectKind::TypeName: checker.resolve_type(id, where); break;
    case ObjectKind::Func: checker.resolve_func(id, where); break;
    default: break;
  }
  owner->declared[id.value].state = Declared::State::Done;
}

Package* Program::import(const std::string& path, const std::optional<source::GoModule>& module) {
  if (auto it = imported_.find(path); it != imported_.end()) return it->second.get();
  imported_.emplace(path, nullptr);
  auto const folder = source::folder_of_import(path, goroot_.path, module);
  if (!folder) return nullptr;
  auto const files = source::package_files(sources_, *folder, context_);
  if (!files) return nullptr;
  auto package = std::make_unique<Package>();
  package->path = path;
  package->folder = *folder;
  package->imported = true;
  package->module = module;
  for (const std::string& name : *files) {
    auto file = sources_.read(name);
    if (!file) continue;
    PackageFile entry{*file, syntax::parse_file(names_, (*file)->id, (*file)->text), {}, {}};
    if (names_.text(entry.tree->package_name) == "documentation") continue;
    if (!package->name) package->name = entry.tree->package_name;
    package->files.push_back(std::move(entry));
  }
  register_package(*package);
  Package* const out = package.get();
  imported_[path] = std::move(package);
  collect(*out);
  return out;
}

std::unique_ptr<Package> Program::check(std::string path, std::string folder, std::vector<PackageFile> files) {
  auto package = std::make_unique<Package>();
  package->path = std::move(path);
  package->folder = std::move(folder);
  package->module = source::module_of(package->folder);
  package->files = std::move(files);
  if (!package->files.empty()) package->name = package->files[0].tree->package_name;
  register_package(*package);
  collect(*package);
  std::vector<ObjectId> objects;
  for (const auto& [id, where] : package->declared) objects.push_back(ObjectId(id));
  std::ranges::sort(objects);
  for (ObjectId id : objects) resolve(id);
  for (uint32_t decl = 0; decl < package->decls.size(); ++decl) {
    const DeclTree& tree = *package->decls[decl].tree;
    const syntax::Node& root = tree.node(tree.root());
    if (root.kind == NodeKind::GenDecl && root.token() == Token::Var) {
      for (NodeId spec : tree.list(root.a)) Checker(*this, *package, decl).check_initialiser(spec);
    }
  }
  for (ObjectId function : package->functions) {
    Declared const where = package->declared[function.value];
    Checker(*this, *package, where.decl).check_body(function, where);
  }
  for (PackageDecl& decl : package->decls) decl.info.checked = true;
  gather_diagnostics(*package);
  return package;
}

void Program::gather_diagnostics(Package& package) {
  for (uint32_t d = 0; d < package.decls.size(); ++d) {
    for (const CheckError& error : package.decls[d].info.errors) {
      auto const severity = error.strength == ErrorStrength::Hard ? base::Severity::Error : base::Severity::Warning;
      package.diagnostics.push_back({severity, error.code, place(package, d, error.span), error.text, {}});
    }
  }
  std::ranges::stable_sort(package.diagnostics, {}, [](const base::Diagnostic& d) { return d.place; });
}

}  // namespace escapement::check
