#include "analysis/inline/written.h"

#include "analysis/syntax/views.h"

namespace escapement::inlining {

namespace {

using syntax::DeclTree;
using syntax::NodeId;
using syntax::NodeKind;
namespace views = syntax::views;

// The name in an expression that denotes a function: f, x.f, f[int], (f).
NodeId name_of(const DeclTree& tree, NodeId id) {
  for (;;) {
    switch (tree.node(id).kind) {
      case NodeKind::Name: return id;
      case NodeKind::Selector: return views::Selector(tree, id).name();
      case NodeKind::Index: id = views::Index(tree, id).operand(); break;
      default: return {};
    }
  }
}

WrittenFunction function(const DeclTree& tree, NodeId id) {
  const syntax::Node& n = tree.node(id);
  if (n.kind == NodeKind::FuncLit) {
    constexpr uint32_t kKeyword = 4;  // func
    return {n.span(), {n.begin, n.begin + kKeyword}, tree.node(views::FuncLit(tree, id).type()).end};
  }
  views::FuncDecl const view(tree, id);
  return {n.span(), tree.node(view.name()).span(), tree.node(view.type()).end};
}

WrittenCall call(const DeclTree& tree, NodeId id) {
  const syntax::Node& n = tree.node(id);
  NodeId const callee = views::Call(tree, id).function();
  NodeId const name = name_of(tree, callee);
  return {n.span(), {name ? tree.node(name).begin : n.pos, n.pos}, tree.node(callee).span()};
}

bool calls_function(types::TypeTable& t, const check::Info& info, NodeId callee) {
  if (callee.value >= info.types.size() || !info.types[callee.value]) return false;
  check::Mode const mode = info.modes[callee.value];
  if (mode == check::Mode::Type || mode == check::Mode::Builtin || mode == check::Mode::Invalid) return false;
  types::TypeId const type = t.underlying(info.types[callee.value]);
  return t.kind(type) == types::TypeKind::Signature;
}

}  // namespace

Written written_in(types::TypeTable& t, const check::PackageDecl& decl) {
  Written out;
  const DeclTree& tree = *decl.tree;
  if (tree.node(tree.root()).kind == NodeKind::FuncDecl) out.functions.push_back(function(tree, tree.root()));
  for (uint32_t i = 1; i < tree.node_limit(); ++i) {
    NodeId const id(i);
    NodeKind const kind = tree.node(id).kind;
    if (kind == NodeKind::FuncLit) out.functions.push_back(function(tree, id));
    if (kind == NodeKind::Call && calls_function(t, decl.info, views::Call(tree, id).function())) out.calls.push_back(call(tree, id));
  }
  return out;
}

}  // namespace escapement::inlining
