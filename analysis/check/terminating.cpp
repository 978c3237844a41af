// Terminating statements (specification: "Terminating statements").
#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;

bool Checker::list_terminates(std::span<const NodeId> nodes) {
  for (size_t i = nodes.size(); i-- > 0;) {
    if (node(nodes[i]).kind != NodeKind::EmptyStmt) return terminates(nodes[i], {});
  }
  return false;
}

bool Checker::switch_terminates(std::span<const NodeId> clauses, base::NameId label) {
  bool has_default = false;
  for (NodeId each : clauses) {
    const syntax::Node& n = node(each);
    has_default = has_default || (n.flags & syntax::kDefault) != 0;
    if (!list_terminates(list(n.b)) || list_has_break(list(n.b), label, true)) return false;
  }
  return has_default;
}

bool Checker::terminates(NodeId id, base::NameId label) {
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::LabeledStmt: return terminates(NodeId(n.b), name(NodeId(n.a)));
    case NodeKind::ExprStmt: {
      NodeId const call = unparen(NodeId(n.a));
      if (node(call).kind != NodeKind::Call) return false;
      NodeId const function = unparen(syntax::views::Call(tree_, call).function());
      if (node(function).kind != NodeKind::Name) return false;
      ObjectId const object = info_.objects[function.value];
      return object && t_.object(object).builtin == static_cast<uint8_t>(Builtin::Panic);
    }
    case NodeKind::ReturnStmt: return true;
    case NodeKind::BranchStmt: return n.token() == Token::Goto || n.token() == Token::Fallthrough;
    case NodeKind::Block: return list_terminates(list(n.a));
    case NodeKind::IfStmt: return n.d != 0 && terminates(NodeId(n.c), {}) && terminates(NodeId(n.d), {});
    case NodeKind::SwitchStmt:
    case NodeKind::TypeSwitchStmt: return switch_terminates(list(n.c), label);
    case NodeKind::SelectStmt:
      return std::ranges::all_of(list(n.a), [&](NodeId clause) {
        std::span<const NodeId> const body = list(node(clause).b);
        return list_terminates(body) && !list_has_break(body, label, true);
      });
    case NodeKind::ForStmt: return n.b == 0 && !has_break(NodeId(n.d), label, true);
    default: return false;
  }
}

bool Checker::list_has_break(std::span<const NodeId> nodes, base::NameId label, bool implicit) {
  return std::ranges::any_of(nodes, [&](NodeId each) { return has_break(each, label, implicit); });
}

// Whether a statement holds a break of the statement around it: without a label where `implicit`, or with this one.
bool Checker::has_break(NodeId id, base::NameId label, bool implicit) {
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::LabeledStmt: return has_break(NodeId(n.b), label, implicit);
    case NodeKind::BranchStmt:
      if (n.token() != Token::Break) return false;
      return n.a == 0 ? implicit : label && name(NodeId(n.a)) == label;
    case NodeKind::Block: return list_has_break(list(n.a), label, implicit);
    case NodeKind::IfStmt: return has_break(NodeId(n.c), label, implicit) || (n.d != 0 && has_break(NodeId(n.d), label, implicit));
    case NodeKind::CaseClause:
    case NodeKind::CommClause: return list_has_break(list(n.b), label, implicit);
    case NodeKind::SwitchStmt:
    case NodeKind::TypeSwitchStmt: return label && list_has_break(list(n.c), label, false);
    case NodeKind::SelectStmt: return label && list_has_break(list(n.a), label, false);
    case NodeKind::ForStmt:
    case NodeKind::RangeStmt: return label && has_break(NodeId(n.d), label, false);
    default: return false;
  }
}

}  // namespace escapement::check
