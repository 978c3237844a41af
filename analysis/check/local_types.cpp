#include "analysis/check/local_types.h"

#include <algorithm>

#include "analysis/syntax/views.h"

namespace escapement::check {

namespace {

// The types that a declaration declares inside of functions, in the order of the text.
std::vector<TypeId> local_types(const types::TypeTable& t, const PackageDecl& decl) {
  std::vector<std::pair<uint32_t, TypeId>> found;
  for (uint32_t i = 1; i < decl.info.objects.size(); ++i) {
    if (decl.tree->node(NodeId(i)).kind != syntax::NodeKind::TypeSpec) continue;
    NodeId const name = syntax::views::TypeSpec(*decl.tree, NodeId(i)).name();
    ObjectId const object = decl.info.objects[name.value];
    if (!object) continue;
    TypeId const type = t.object(object).type;
    if (!type || t.kind(type) != types::TypeKind::Named || !t.named_of(type).is_local || t.named_of(type).object != object) continue;
    found.emplace_back(decl.tree->node(NodeId(i)).begin, type);
  }
  std::ranges::sort(found, {}, [](const auto& each) { return each.first; });
  std::vector<TypeId> out;
  for (const auto& [begin, type] : found) out.push_back(type);
  return out;
}

}  // namespace

void number_local_types(Program& program, const Package& package) {
  uint32_t number = 0;
  for (const PackageDecl& decl : package.decls) {
    for (TypeId type : local_types(program.types(), decl)) program.types().named_of(type).number = ++number;
  }
}

}  // namespace escapement::check
