#include "analysis/ir/parameter_place.h"

#include "analysis/syntax/views.h"

namespace escapement::ir {

namespace {

using syntax::NodeKind;
using Ast = syntax::NodeId;

// Of the declaration or the interface's element that has the name; none: there is none.
Ast type_written_behind(const syntax::DeclTree& tree, Ast name) {
  for (uint32_t i = 1; i < tree.node_limit(); ++i) {
    const syntax::Node& node = tree.node(Ast(i));
    if (node.kind == NodeKind::FuncDecl && Ast(node.b) == name) return Ast(node.c);
    if (node.kind != NodeKind::Field || node.a == 0) continue;
    auto const names = syntax::views::Field(tree, Ast(i)).names();
    if (!names.empty() && names[0] == name) return Ast(node.b);
  }
  return {};
}

}  // namespace

base::Place place_of_unnamed(check::Program& program, types::ObjectId function, size_t number) {
  const types::Object& object = program.types().object(function);
  const check::Package* const package = program.package(object.package);
  if (package == nullptr || object.decl == 0) return {};
  const syntax::DeclTree& tree = *package->decls[object.decl - 1].tree;
  Ast const type = type_written_behind(tree, Ast(object.node));
  if (!type || tree.node(type).kind != NodeKind::FuncType) return {};
  auto const fields = syntax::views::FuncType(tree, type).parameters();
  if (number >= fields.size() || !syntax::views::Field(tree, fields[number]).names().empty()) return {};
  return program.place(*package, object.decl - 1, tree.node(fields[number]).span());
}

base::Place place_of_declaration(check::Program& program, types::ObjectId function) {
  const types::Object& object = program.types().object(function);
  const check::Package* const package = program.package(object.package);
  if (package == nullptr || object.decl == 0) return {};
  const syntax::DeclTree& tree = *package->decls[object.decl - 1].tree;
  uint32_t const pos = tree.node(tree.root()).pos;
  return program.place(*package, object.decl - 1, {pos, pos});
}

}  // namespace escapement::ir
