#include "analysis/check/program.h"

#include <algorithm>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>

#include "analysis/check/checker.h"
#include "analysis/check/directives.h"
#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using types::Object;
using types::ObjectKind;

struct Program::PerThread {
  explicit PerThread(base::NameTable& names) : parsers([&names] { return syntax::FileParser(names); }) {}
  tbb::enumerable_thread_specific<syntax::FileParser> parsers;
  tbb::enumerable_thread_specific<Scopes> scopes;
  tbb::enumerable_thread_specific<ResolutionPath> resolving;
};

Program::~Program() = default;

Scopes& Program::scopes() { return per_thread_->scopes.local(); }
ResolutionPath& Program::resolving() { return per_thread_->resolving.local(); }

Program::Program(source::SourceTable& sources, source::Goroot goroot, const source::BuildContext& context)
    : sources_(sources),
      goroot_(std::move(goroot)),
      types_(names_, types::sizes_for(context.goarch).value()),
      per_thread_(std::make_unique<PerThread>(names_)),
      blank_(names_.intern("_")),
      init_(names_.intern("init")) {
  types_.set_resolver([this](ObjectId object) { resolve(object); });
  importer_ = [](const Package&, const std::string& path) -> std::expected<PackageSource, std::string> {
    return std::unexpected(fmt::format("package {} is not known here", path));
  };
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

void Program::resolve(ObjectId id) {
  Object& object = types_.object(id);
  Package* const owner = package(object.package);
  if (owner == nullptr) return;
  auto it = owner->declared.find(id.value);
  if (it == owner->declared.end() || it->second.state == Declared::State::Done) return;
  Declared const where = it->second;
  if (where.state == Declared::State::Resolving) {
    // Names that meet themselves are looked at where they stand (declaration_cycles.cpp). A function is func() until its type is known.
    if (object.type || object.kind == ObjectKind::TypeName) return;
    object.type = object.kind == ObjectKind::Func ? types_.signature({}) : types_.invalid();
    return;
  }
  it->second.state = Declared::State::Resolving;
  ResolutionPath::Step const step(resolving(), id);
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

bool Program::has_imported(const std::string& folder) const {
  return std::ranges::any_of(imported_, [&](const auto& each) { return each.second != nullptr && each.second->folder == folder; });
}

std::expected<Package*, std::string> Program::import(const std::string& path, const Package& from) {
  if (path == "C") return std::unexpected("files that use cgo are not analysed");
  if (path == "unsafe") return imported_.find(path)->second.get();
  if (auto const known = from.known_imports.find(path); known != from.known_imports.end()) {
    if (known->second == nullptr) return std::unexpected(fmt::format("package {} imports this one, directly or not", path));
    return known->second;
  }
  std::expected<PackageSource, std::string> const source = importer_(from, path);
  if (!source) return std::unexpected(source.error());
  Package* const package = load(*source);
  if (package == nullptr) return std::unexpected(fmt::format("package {} imports this one, directly or not", path));
  return package;
}

Package* Program::load(const PackageSource& source) {
  if (auto it = imported_.find(source.id); it != imported_.end()) return it->second.get();
  // Whoever imports it while it is being read meets nothing.
  imported_.emplace(source.id, nullptr);
  auto package = make_package(source);
  package->imported = true;
  read(*package, source);
  Package* const out = package.get();
  imported_[source.id] = std::move(package);
  collect(*out);
  return out;
}

Package& Program::add(const PackageSource& source) { return *(imported_[source.id] = make_package(source)); }

std::unique_ptr<Package> Program::make_package(const PackageSource& source) {
  auto package = std::make_unique<Package>();
  package->key = source.id;
  package->path = source.path;
  package->folder = source.folder;
  register_package(*package);
  return package;
}

void Program::read(Package& package, const PackageSource& source) {
  for (const std::string& name : source.files) {
    auto file = sources_.read(name);
    if (!file) {
      package.diagnostics.push_back({base::Severity::Error, file.error().code, {sources_.id_of(name), {}}, file.error().text, {}});
      continue;
    }
    PackageFile entry;
    entry.source = *file;
    entry.tree = per_thread_->parsers.local().parse((*file)->id, (*file)->text);
    if (names_.text(entry.tree->package_name) == "documentation") continue;
    if (!package.name) package.name = entry.tree->package_name;
    package.files.push_back(std::move(entry));
  }
  settle_languages(package, source.language_minor);
  types_.package(package.id).name = package.name;
}

std::unique_ptr<Package> Program::check(std::string path, std::string folder, std::vector<PackageFile> files, int language_minor) {
  auto package = std::make_unique<Package>();
  package->path = std::move(path);
  package->folder = std::move(folder);
  package->files = std::move(files);
  settle_languages(*package, language_minor);
  if (!package->files.empty()) package->name = package->files[0].tree->package_name;
  register_package(*package);
  collect(*package);
  check_all(*package);
  return package;
}

// Defined types first, then aliases, then the rest (go/types: packageObjects).
void Program::resolve_all(Package& package) {
  enum Turn { kTypes, kAliases, kOthers };
  for (Turn const turn : {kTypes, kAliases, kOthers}) {
    for (ObjectId id : package.objects) {
      const Object& object = types_.object(id);
      Turn const its = object.kind != ObjectKind::TypeName ? kOthers : object.is_alias ? kAliases : kTypes;
      throw_if_stopped();
      if (its == turn) resolve(id);
    }
  }
}

void Program::check_bodies(Package& package) {
  for (ObjectId function : package.functions) {
    if (!package.decls[package.declared[function.value].decl].info.checked) check_body(package, function);
  }
  check_pending(package);
}

void Program::check_generic_bodies(Package& package) {
  for (ObjectId function : package.functions) {
    TypeId const type = types_.type_of(function);
    if (types_.kind(type) != types::TypeKind::Signature) continue;
    const types::Signature& signature = types_.signature_of(type);
    if (signature.type_params.empty() && signature.receiver_type_params.empty()) continue;
    Info& info = package.decls[package.declared[function.value].decl].info;
    if (!std::exchange(info.checked, true)) check_body(package, function);
  }
}

void Program::check_body(Package& package, ObjectId function) {
  throw_if_stopped();
  Declared const where = package.declared[function.value];
  Checker(*this, package, where.decl).check_body(function, where);
}

void Program::check_pending(Package& package) {
  // Bodies of literals may hold literals, but those are not package-level ones.
  for (const PendingLiteral& literal : package.literals) Checker(*this, package, literal.decl).check_literal(literal);
  for (size_t i = 0; i < package.delayed.size(); ++i) {
    DelayedCheck const delayed = package.delayed[i];
    Checker(*this, package, delayed.decl).check_delayed(delayed);
  }
  package.literals.clear();
  package.delayed.clear();
}

void Program::order_initialisation(Package& package) {
  size_t const before = package.diagnostics.size();
  package.init_order.clear();
  compute_init_order(*this, package);
  package.ordered_cleanly = package.diagnostics.size() == before;
}

void Program::unused_imports(Package& package) {
  absl::flat_hash_set<ObjectId> used;
  for (const PackageDecl& decl : package.decls) {
    for (const auto& [where, name] : decl.info.used_imports) used.insert(name);
  }
  for (uint32_t decl = 0; decl < package.decls.size(); ++decl) {
    const syntax::DeclTree& tree = *package.decls[decl].tree;
    const syntax::Node& root = tree.node(tree.root());
    if (root.kind != syntax::NodeKind::GenDecl || root.token() != syntax::Token::Import) continue;
    for (NodeId spec : tree.list(root.a)) {
      NodeId const name = syntax::views::ImportSpec(tree, spec).name();
      ObjectId const id = package.decls[decl].info.objects[name ? name.value : spec.value];
      if (!id || types_.object(id).used || used.contains(id) || types_.object(id).name == blank_) continue;
      package.diagnostics.push_back({base::Severity::Warning,
                                     errors::kUnusedImport,
                                     place(package, decl, tree.node(spec).span()),
                                     fmt::format("{} is imported and not used", tree.text(spec)),
                                     {}});
    }
  }
}

void Program::declare(Package& package) {
  collect(package);
  resolve_declarations(package);
}

void Program::resolve_declarations(Package& package) {
  report_direct_cycles(package);
  resolve_all(package);
  report_infinite_types(package);
}

void Program::check_all(Package& package) {
  package.imported = false;
  resolve_declarations(package);
  finish(package);
}

void Program::finish(Package& package) {
  package.declared_cleanly = package.diagnostics.empty();
  check_bodies(package);
  order_initialisation(package);
  report_on_package(package);
  for (PackageDecl& decl : package.decls) decl.info.checked = true;
}

void Program::report_on_package(Package& package) {
  unused_imports(package);
  report_instance_cycle(package);
  report_interface_cycles(package);
  check_directives(*this, package, is_standard(package));
  check_layouts(package);
  gather_diagnostics(package);
}

bool has_errors(const Package& package) {
  return !package.diagnostics.empty() || std::ranges::any_of(package.decls, [](const PackageDecl& d) { return !d.info.errors.empty(); });
}

void Program::gather_diagnostics(Package& package) {
  for (uint32_t d = 0; d < package.decls.size(); ++d) {
    for (const CheckError& error : package.decls[d].info.errors) {
      if (error.strength == ErrorStrength::Consequence) continue;
      auto const severity = error.strength == ErrorStrength::Hard ? base::Severity::Error : base::Severity::Warning;
      package.diagnostics.push_back({severity, error.code, place(package, d, error.span), error.text, {}});
    }
  }
  std::ranges::stable_sort(package.diagnostics, {}, [](const base::Diagnostic& d) { return d.place; });
}

}  // namespace escapement::check
