// The names that a package's files declare (specification: "Declarations and scope", "Import declarations"; go/types: collectObjects).
// Nothing is resolved here.
#include <filesystem>

#include <fmt/format.h>

#include "analysis/check/program.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using syntax::DeclTree;
using syntax::NodeKind;
using syntax::Token;
using types::Object;
using types::ObjectKind;
using types::VarRole;

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
  package.objects.push_back(id);
  package.decls[decl].info.objects[name.value] = id;
  return id;
}

ObjectId Program::put(Package& package, uint32_t decl, NodeId name, ObjectKind kind, Declared where) {
  ObjectId const id = declare(package, decl, name, kind, where);
  const DeclTree& tree = *package.decls[decl].tree;
  base::NameId const word = tree.name(name);
  if (word == blank_) return id;
  if (word == init_ || (names_.text(word) == "main" && names_.text(package.name) == "main")) {
    if (kind != ObjectKind::Func) {
      package.diagnostics.push_back({base::Severity::Error,
                                     errors::kSpecialFunction,
                                     place(package, decl, tree.node(name).span()),
                                     fmt::format("{} can only be declared as a function here", names_.text(word)),
                                     {}});
    }
    if (word == init_) return id;
  }
  auto const [it, added] = package.scope.try_emplace(word, id);
  if (added) return id;
  base::Place const first = place_of(it->second);
  package.diagnostics.push_back({base::Severity::Error,
                                 errors::kRedeclared,
                                 place(package, decl, tree.node(name).span()),
                                 fmt::format("{} is declared twice in this package", names_.text(word)),
                                 {{first, "the other declaration"}}});
  return id;
}

void Program::report_import(Package& package, uint32_t decl, NodeId path, const std::string& text) {
  base::Span const span = package.decls[decl].tree->node(path).span();
  package.diagnostics.push_back({base::Severity::Error, errors::kImportNotFound, place(package, decl, span), text, {}});
}

void Program::collect_import(Package& package, uint32_t decl, NodeId spec) {
  const DeclTree& tree = *package.decls[decl].tree;
  syntax::views::ImportSpec const view(tree, spec);
  constant::Value const path = constant::string_literal(tree.text(view.path()));
  if (path.kind() != constant::Kind::String) return;
  PackageFile& file = package.files[package.decls[decl].file];
  if (package.imported && import_later(package, decl, spec, path.as_string())) return;
  auto const found = import(path.as_string(), package);
  Package* const target = found ? *found : nullptr;
  Object object;
  object.kind = ObjectKind::Package;
  object.package = package.id;
  object.decl = decl + 1;
  object.node = view.name() ? view.name().value : view.path().value;
  if (target == nullptr) {
    report_import(package, decl, view.path(), found.error());
    object.used = true;
    object.name = names_.intern(std::filesystem::path(path.as_string()).filename().string());
  } else {
    object.imported = target->id;
    object.name = target->name;
  }
  if (view.name()) object.name = tree.name(view.name());
  base::NameId const name = object.name;
  ObjectId const id = types_.add(std::move(object));
  Info& info = package.decls[decl].info;
  info.objects[view.name() ? view.name().value : spec.value] = id;
  if (name == blank_) return;
  if (names_.text(name) == ".") {
    if (target != nullptr) file.dot_imports.push_back({target->id, id});
    return;
  }
  file.imports[name] = id;
}

// What an imported package imports is read when one of its declarations needs it: most do not. False where that cannot wait: the package's
// name is not known without reading it, or its declarations come into the file's scope.
bool Program::import_later(Package& package, uint32_t decl, NodeId spec, const std::string& path) {
  const DeclTree& tree = *package.decls[decl].tree;
  syntax::views::ImportSpec const view(tree, spec);
  if (path == "C" || path == "unsafe" || (view.name() && names_.text(tree.name(view.name())) == ".")) return false;
  std::expected<PackageSource, std::string> const source = importer_(package, path);
  if (!source || source->name.empty()) return false;
  Object object;
  object.kind = ObjectKind::Package;
  object.package = package.id;
  object.decl = decl + 1;
  object.node = view.name() ? view.name().value : view.path().value;
  object.name = view.name() ? tree.name(view.name()) : names_.intern(source->name);
  base::NameId const name = object.name;
  ObjectId const id = types_.add(std::move(object));
  package.decls[decl].info.objects[view.name() ? view.name().value : spec.value] = id;
  if (name == blank_) return true;
  package.files[package.decls[decl].file].imports[name] = id;
  later_imports_.emplace(id.value, path);
  return true;
}

Package* Program::imported_package(ObjectId name) {
  if (auto it = later_imports_.find(name.value); it != later_imports_.end()) {
    std::string const path = std::move(it->second);
    later_imports_.erase(it);
    auto const found = import(path, *package(types_.object(name).package));
    if (found && *found != nullptr) types_.object(name).imported = (*found)->id;
  }
  return package(types_.object(name).imported);
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
    if (values.size() > view.names().size()) {
      bool const inherited = view.values().empty();
      NodeId const at = inherited ? spec : values[view.names().size()];
      package.diagnostics.push_back(
          {base::Severity::Error, errors::kCount, place(package, decl, tree.node(at).span()), "there are more values than constants", {}});
    }
    for (size_t i = 0; i < view.names().size(); ++i) {
      Declared where;
      where.spec = spec;
      where.type = type;
      where.value = i < values.size() ? values[i] : NodeId();
      put(package, decl, view.names()[i], ObjectKind::Const, where);
    }
  }
}

void Program::collect_vars(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  for (NodeId spec : tree.list(tree.node(tree.root()).a)) {
    syntax::views::ValueSpec const view(tree, spec);
    size_t const names = view.names().size();
    size_t const values = view.values().size();
    if (values > names || (values > 1 && values < names)) {
      NodeId const at = values > names ? view.values()[names] : view.names()[values];
      package.diagnostics.push_back({base::Severity::Error,
                                     errors::kCount,
                                     place(package, decl, tree.node(at).span()),
                                     values > names ? "there are more values than variables" : "this variable has no value",
                                     {}});
    }
    for (size_t i = 0; i < view.names().size(); ++i) {
      Declared where;
      where.spec = spec;
      where.type = view.type();
      where.shared_value = view.values().size() == 1 && view.names().size() > 1;
      if (i < view.values().size() && !where.shared_value) where.value = view.values()[i];
      put(package, decl, view.names()[i], ObjectKind::Var, where);
    }
  }
}

// A defined type or alias is made at once; what it stands for follows when someone asks.
void Program::collect_types(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  for (NodeId spec : tree.list(tree.node(tree.root()).a)) {
    syntax::views::TypeSpec const view(tree, spec);
    Declared where;
    where.spec = spec;
    ObjectId const id = put(package, decl, view.name(), ObjectKind::TypeName, where);
    bool const generic = !view.type_parameters().empty();
    TypeId const type = view.is_alias() ? types_.alias(id) : types_.named(id);
    if (view.is_alias()) {
      types_.alias_of(type).generic = generic;
    } else {
      types_.named_of(type).generic = generic;
    }
    types_.object(id).is_alias = view.is_alias();
    types_.object(id).type = type;
  }
}

void Program::collect_func(Package& package, uint32_t decl) {
  const DeclTree& tree = *package.decls[decl].tree;
  syntax::views::FuncDecl const view(tree, tree.root());
  Declared where;
  where.spec = tree.root();
  if (view.receiver().empty()) {
    package.functions.push_back(put(package, decl, view.name(), ObjectKind::Func, where));
    return;
  }
  ObjectId const id = declare(package, decl, view.name(), ObjectKind::Func, where);
  package.functions.push_back(id);
  // The receiver's base type: T, *T, T[P], *(T[P]).
  NodeId type = syntax::views::Field(tree, view.receiver()[0]).type();
  int pointers = 0;
  for (;;) {
    const syntax::Node& n = tree.node(type);
    if (n.kind != NodeKind::Star && n.kind != NodeKind::Paren && n.kind != NodeKind::Index) break;
    pointers += n.kind == NodeKind::Star ? 1 : 0;
    type = NodeId(n.a);
  }
  if (pointers > 1 || tree.node(type).kind != NodeKind::Name || tree.name(view.name()) == blank_) return;
  package.unbound_methods.push_back({tree.name(type), id, pointers == 1});
}

void Program::collect_decl(Package& package, uint32_t decl) {
  PackageDecl& d = package.decls[decl];
  d.info.prepare(d.tree->node_limit());
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

// Methods belong to defined types; a receiver may name one through aliases (go/types: resolveBaseTypeName).
void Program::bind_methods(Package& package) {
  for (const UnboundMethod& m : package.unbound_methods) {
    base::NameId name = m.base;
    bool pointer = m.pointer;
    for (int steps = 0; steps < 100; ++steps) {
      auto const it = package.scope.find(name);
      if (it == package.scope.end() || types_.object(it->second).kind != ObjectKind::TypeName) break;
      const Object& base = types_.object(it->second);
      if (!base.is_alias) {
        types_.object(m.method).pointer_receiver = pointer;
        types_.named_of(base.type).methods.push_back(m.method);
        break;
      }
      const DeclTree& tree = *package.decls[base.decl - 1].tree;
      NodeId type = syntax::views::TypeSpec(tree, package.declared[it->second.value].spec).type();
      bool two_pointers = false;
      while (tree.node(type).kind == NodeKind::Paren || tree.node(type).kind == NodeKind::Star) {
        bool const star = tree.node(type).kind == NodeKind::Star;
        two_pointers = two_pointers || (star && pointer);
        pointer = pointer || star;
        type = NodeId(tree.node(type).a);
      }
      if (two_pointers || tree.node(type).kind != NodeKind::Name) break;
      name = tree.name(type);
    }
  }
  package.unbound_methods.clear();
}

// What a package declares, none of its files may import (specification: "Declarations and scope").
void Program::check_file_scopes(Package& package) {
  auto conflict = [&](ObjectId declared, const std::string& with) {
    const Object& object = types_.object(declared);
    NodeId const at(object.node);
    package.diagnostics.push_back({base::Severity::Error,
                                   errors::kRedeclared,
                                   place(package, object.decl - 1, package.decls[object.decl - 1].tree->node(at).span()),
                                   fmt::format("{} is the name of an import too: {}", names_.text(object.name), with),
                                   {}});
  };
  for (const PackageFile& file : package.files) {
    for (const auto& [name, import] : file.imports) {
      auto const it = package.scope.find(name);
      if (it != package.scope.end()) conflict(it->second, path_of(file.source->id));
    }
    for (const PackageFile::DotImport& dot : file.dot_imports) {
      const Package* const other = by_id_[dot.package.value];
      for (const auto& [name, declared] : package.scope) {
        if (types::is_exported(names_.text(name)) && other->scope.contains(name)) conflict(declared, "through . of " + other->path);
      }
    }
    if (file.tree->package_name == blank_ && file.tree->package_name_span.begin != file.tree->package_name_span.end) {
      package.diagnostics.push_back(
          {base::Severity::Error, errors::kBlank, {file.source->id, file.tree->package_name_span}, "a package cannot have the name _", {}});
    }
  }
}

void Program::collect(Package& package) {
  for (uint32_t f = 0; f < package.files.size(); ++f) {
    for (const auto& decl : package.files[f].tree->decls) {
      PackageDecl& entry = package.decls.emplace_back();
      entry.file = f;
      entry.tree = decl.tree.get();
      entry.start = decl.start;
    }
  }
  for (uint32_t decl = 0; decl < package.decls.size(); ++decl) collect_decl(package, decl);
  if (!package.imported) check_file_scopes(package);
  bind_methods(package);
}

}  // namespace escapement::check
