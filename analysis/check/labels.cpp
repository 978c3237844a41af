// Labels (specification: "Labeled statements", "Break statements", "Continue statements", "Goto statements"): which statement each
// branch names. A label is visible in the whole function; what may be jumped to is not checked here.
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/syntax/shape.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;
using types::VarRole;

namespace {

// Labeled statements and branches with a label, without those of function literals.
void collect(const syntax::DeclTree& tree, NodeId id, std::vector<NodeId>& labels, std::vector<NodeId>& branches) {
  const syntax::Node& n = tree.node(id);
  if (n.kind == NodeKind::LabeledStmt) labels.push_back(id);
  if (n.kind == NodeKind::BranchStmt && n.a != 0) branches.push_back(id);
  switch (n.kind) {
    case NodeKind::LabeledStmt: return collect(tree, NodeId(n.b), labels, branches);
    case NodeKind::Block:
    case NodeKind::IfStmt:
    case NodeKind::CaseClause:
    case NodeKind::SwitchStmt:
    case NodeKind::TypeSwitchStmt:
    case NodeKind::CommClause:
    case NodeKind::SelectStmt:
    case NodeKind::ForStmt:
    case NodeKind::RangeStmt:
      syntax::for_each_child(tree, id, [&](NodeId child) {
        if (tree.node(child).kind >= NodeKind::BadStmt) collect(tree, child, labels, branches);
      });
      return;
    default: return;
  }
}

}  // namespace

void Checker::resolve_labels(NodeId block_node) {
  std::vector<NodeId> labels;
  std::vector<NodeId> branches;
  collect(tree_, block_node, labels, branches);
  absl::flat_hash_map<base::NameId, ObjectId> named;
  for (NodeId each : labels) {
    NodeId const at(node(each).a);
    ObjectId const object = make_local(at, ObjectKind::Label, VarRole::None, t_.invalid());
    if (is_blank(at)) continue;
    if (!named.emplace(name(at), object).second) error(at, errors::kLabel, fmt::format("label {} is declared twice", tree_.text(at)));
  }
  for (NodeId each : branches) {
    NodeId const at(node(each).a);
    auto const it = named.find(name(at));
    if (it == named.end()) {
      error(at, errors::kLabel, fmt::format("there is no label {}", tree_.text(at)));
      continue;
    }
    info_.objects[at.value] = it->second;
    t_.object(it->second).used = true;
  }
  for (NodeId each : labels) {
    NodeId const at(node(each).a);
    ObjectId const object = info_.objects[at.value];
    if (!is_blank(at) && !t_.object(object).used) {
      error(at, errors::kLabel, fmt::format("label {} is declared and not used", tree_.text(at)), ErrorStrength::Soft);
    }
  }
}

}  // namespace escapement::check
