#include "analysis/escape/declared_facts.h"

#include <algorithm>

#include "analysis/syntax/views.h"

namespace escapement::escape {

facts::Leaks leaks_without_body(bool noescape) {
  facts::Leaks leaks;
  if (noescape) {
    leaks.add_mutator(0);
    leaks.add_callee(0);
  } else {
    leaks.add_heap(0);
  }
  return leaks;
}

std::optional<facts::FunctionFacts> declared_facts(check::Program& program, types::ObjectId object) {
  types::TypeTable& t = program.types();
  const types::Object& o = t.object(object);
  const check::Package* const package = program.package(o.package);
  if (package == nullptr || o.decl == 0 || o.decl > package->decls.size()) return std::nullopt;
  const syntax::DeclTree& tree = *package->decls[o.decl - 1].tree;
  if (tree.node(tree.root()).kind != syntax::NodeKind::FuncDecl || syntax::views::FuncDecl(tree, tree.root()).body()) return std::nullopt;
  types::TypeId const type = t.type_of(object);
  if (t.kind(type) != types::TypeKind::Signature) return std::nullopt;
  bool const noescape =
      std::ranges::any_of(tree.directives(), [](const auto& directive) { return directive.text.starts_with("//go:noescape"); });
  types::Signature const signature = t.signature_of(type);
  facts::FunctionFacts out;
  out.name = std::string(program.names().text(o.name));
  out.uintptr_arguments = facts::UintptrArguments::KeptAlive;
  size_t const count = signature.params.size() + (signature.receiver ? 1 : 0);
  out.params.assign(count, {leaks_without_body(noescape), leaks_without_body(noescape)});
  return out;
}

}  // namespace escapement::escape
