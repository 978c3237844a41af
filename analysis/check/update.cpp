// The body firewall: what is typed inside a function's body changes nothing outside of it.
#include <algorithm>
#include <utility>

#include "analysis/check/errors.h"
#include "analysis/check/program.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

namespace {

using syntax::DeclTree;
using syntax::FileTree;
using syntax::NodeKind;

// The last node of a function's head: its receiver, name and type come before its body in the tree.
NodeId end_of_head(const DeclTree& tree) { return syntax::views::FuncDecl(tree, tree.root()).type(); }

bool same_node(const syntax::Node& a, const syntax::Node& b) {
  return a.kind == b.kind && a.flags == b.flags && a.op == b.op && a.span() == b.span() && a.pos == b.pos && a.a == b.a && a.b == b.b &&
         a.c == b.c && a.d == b.d;
}

bool same_nodes(const DeclTree& a, const DeclTree& b, uint32_t last) {
  for (uint32_t i = 1; i <= last; ++i) {
    if (!same_node(a.node(NodeId(i)), b.node(NodeId(i)))) return false;
  }
  return true;
}

bool same_directives(const std::vector<syntax::Directive>& a, const std::vector<syntax::Directive>& b) {
  return std::ranges::equal(a, b, {}, &syntax::Directive::text, &syntax::Directive::text);
}

// Whether two declarations are one, parsed once or twice.
bool same_declaration(const DeclTree& a, const DeclTree& b) {
  return &a == &b || (a.text() == b.text() && a.node_limit() == b.node_limit() && same_nodes(a, b, a.node_limit() - 1) &&
                      same_directives(a.directives(), b.directives()));
}

// Whether two declarations are the same function with bodies that may differ.
bool differ_in_body(const DeclTree& before, const DeclTree& after) {
  if (before.node(before.root()).kind != NodeKind::FuncDecl || after.node(after.root()).kind != NodeKind::FuncDecl) return false;
  NodeId const body = syntax::views::FuncDecl(before, before.root()).body();
  NodeId const new_body = syntax::views::FuncDecl(after, after.root()).body();
  if (!body || !new_body || before.node(body).begin != after.node(new_body).begin) return false;
  uint32_t const head = before.node(body).begin;
  if (before.text().substr(0, head) != after.text().substr(0, head)) return false;
  NodeId const last = end_of_head(before);
  return last == end_of_head(after) && same_nodes(before, after, last.value) && same_directives(before.directives(), after.directives());
}

// Whether two versions of a file agree in what stands outside of declarations.
bool same_frame(const PackageFile& before, const PackageFile& after) {
  const FileTree& a = *before.tree;
  const FileTree& b = *after.tree;
  return before.source->path == after.source->path && a.package_name == b.package_name && a.decls.size() == b.decls.size() &&
         a.build_lines == b.build_lines && same_directives(a.directives, b.directives);
}

// The declarations that changed, as indexes into Package::decls; nothing if more than bodies did.
std::optional<std::vector<uint32_t>> changed_bodies(const Package& package, const std::vector<PackageFile>& files) {
  if (files.size() != package.files.size()) return std::nullopt;
  std::vector<uint32_t> out;
  uint32_t decl = 0;
  for (size_t f = 0; f < files.size(); ++f) {
    if (files[f].tree == package.files[f].tree) {
      decl += static_cast<uint32_t>(files[f].tree->decls.size());
      continue;
    }
    // Which body uses a dot import is not recorded.
    if (!same_frame(package.files[f], files[f]) || !package.files[f].dot_imports.empty()) return std::nullopt;
    for (const syntax::DeclInFile& after : files[f].tree->decls) {
      const PackageDecl& before = package.decls[decl++];
      if (same_declaration(*before.tree, *after.tree)) continue;
      if (!differ_in_body(*before.tree, *after.tree)) return std::nullopt;
      // An error in the head may be one that only checking the declaration again finds.
      uint32_t const head = before.tree->node(syntax::views::FuncDecl(*before.tree, before.tree->root()).body()).begin;
      if (std::ranges::any_of(before.info.errors, [&](const CheckError& e) { return e.span.begin < head; })) return std::nullopt;
      out.push_back(decl - 1);
    }
  }
  return out;
}

// Puts the newer files in place of the older ones; declarations that did not change keep what is known of them.
void replace_files(Package& package, const std::vector<PackageFile>& files) {
  uint32_t decl = 0;
  for (size_t f = 0; f < files.size(); ++f) {
    for (const syntax::DeclInFile& after : files[f].tree->decls) {
      package.decls[decl].tree = after.tree.get();
      package.decls[decl++].start = after.start;
    }
    package.files[f].source = files[f].source;
    package.files[f].tree = files[f].tree;
  }
}

// Cycles are looked for again, in the whole package.
void drop_cycle_errors(Package& package) {
  for (uint32_t decl : std::exchange(package.cycle_errors, {})) {
    std::erase_if(package.decls[decl].info.errors,
                  [](const CheckError& e) { return e.code == errors::kInfiniteType || e.code == errors::kInterfaceCycle; });
  }
}

}  // namespace

// Checks the function's newer body. Whether it depends on what the older one did.
bool Program::check_newer_body(Package& package, ObjectId function) {
  uint32_t const decl = package.declared[function.value].decl;
  const DeclTree& tree = *package.decls[decl].tree;
  Info& info = package.decls[decl].info;
  NodeId const first(end_of_head(tree).value + 1);
  info.forget_from(first, tree.node_limit());
  std::erase_if(package.layouts, [&](const DelayedCheck& each) { return each.decl == decl && each.node.value >= first.value; });
  std::erase_if(package.interfaces, [&](const WrittenInterface& i) { return i.decl == decl && i.node >= first; });
  // The root of the tree has another number now: it is where the function is declared, and what its parameters belong to.
  package.declared[function.value].spec = tree.root();
  for (uint32_t i = 1; i < first.value; ++i) {
    if (!info.objects[i]) continue;
    types::Object& object = types_.object(info.objects[i]);
    if (object.package == package.id && object.decl == decl + 1 && object.owner != 0) object.owner = tree.root().value;
  }
  std::vector<ObjectId> const before = std::exchange(package.dependencies[function.value], {});
  check_body(package, function);
  info.checked = true;
  return package.dependencies[function.value] == before;
}

bool Program::update_bodies(Package& package, const std::vector<PackageFile>& files) {
  if (!package.declared_cleanly) return false;
  auto const changed = changed_bodies(package, files);
  if (!changed) return false;
  drop_cycle_errors(package);
  // What is replaced lives until its successors are checked.
  std::vector<std::shared_ptr<const FileTree>> older;
  for (const PackageFile& file : package.files) older.push_back(file.tree);
  replace_files(package, files);
  package.diagnostics.clear();
  bool same_dependencies = package.ordered_cleanly;
  for (ObjectId function : package.functions) {
    uint32_t const decl = package.declared[function.value].decl;
    if (std::ranges::binary_search(*changed, decl)) same_dependencies = check_newer_body(package, function) && same_dependencies;
  }
  check_pending(package);
  if (!same_dependencies) order_initialisation(package);
  report_on_package(package);
  return true;
}

}  // namespace escapement::check
