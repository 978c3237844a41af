// Where branch statements may stand and where they may go (specification: "Break statements", "Continue statements", "Goto statements",
// "Fallthrough statements"; go/types: labels.go). Labels have been resolved: a branch whose label does not exist was reported there.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;

namespace {

// One function body. Blocks are walked in source order; a jump to a label that has not been seen waits in the blocks it leaves.
class Branches {
 public:
  using Report = std::function<void(NodeId at, std::string text)>;
  Branches(const syntax::DeclTree& tree, Report report) : tree_(tree), report_(std::move(report)) {}

  void run(NodeId body) {
    Block top;
    statements(tree_.list(node(body).a), top, {});
    for (const Jump& jump : top.forward) {
      if (declared_.contains(jump.label)) report_(jump.at, fmt::format("goto {} jumps into a block", tree_.text(jump.at)));
    }
  }

 private:
  // What encloses a statement; a function literal begins anew.
  struct Context {
    bool may_break = false;
    bool may_continue = false;
    bool may_fall = false;        // the last statement of a clause that is not the switch's last
    bool last_clause = false;     // the last statement of the last clause
    bool in_type_switch = false;  // the last statement of a type switch's clause
  };
  struct Jump {
    base::NameId label;
    NodeId at;
    bool over_variable = false;
  };
  struct Block {
    Block* outer = nullptr;
    NodeId labeled;  // the labeled statement that this is the block of
    std::vector<base::NameId> labels;
    std::vector<Jump> forward;
  };

  const syntax::Node& node(NodeId id) const { return tree_.node(id); }

  void statements(std::span<const NodeId> list, Block& block, Context context) {
    while (!list.empty() && node(list.back()).kind == NodeKind::EmptyStmt) list = list.first(list.size() - 1);
    for (size_t i = 0; i < list.size(); ++i) {
      Context inner = context;
      if (i + 1 != list.size()) inner.may_fall = inner.last_clause = inner.in_type_switch = false;
      statement(list[i], block, inner, {});
    }
  }

  void nested(std::span<const NodeId> list, Block& outer, const Context& context, NodeId labeled = {}) {
    Block block;
    block.outer = &outer;
    block.labeled = labeled;
    statements(list, block, context);
    for (Jump jump : block.forward) {
      jump.over_variable = false;  // a jump out of a block leaves its variables behind
      outer.forward.push_back(jump);
    }
  }

  void statement(NodeId id, Block& block, const Context& context, NodeId labeled) {
    const syntax::Node& n = node(id);
    Context inner = context;
    inner.may_fall = inner.last_clause = inner.in_type_switch = false;
    Context loop = inner;
    loop.may_break = loop.may_continue = true;
    switch (n.kind) {
      case NodeKind::LabeledStmt: return label(id, block, context);
      case NodeKind::BranchStmt: return branch(id, block, context);
      case NodeKind::Assign:
        if (n.token() == Token::Define) variable(block);
        return;
      case NodeKind::DeclStmt:
        if (node(NodeId(n.a)).kind == NodeKind::GenDecl && node(NodeId(n.a)).token() == Token::Var) variable(block);
        return;
      case NodeKind::Block: return nested(tree_.list(n.a), block, inner, labeled);
      case NodeKind::IfStmt:
        statement(NodeId(n.c), block, inner, labeled);
        if (n.d != 0) statement(NodeId(n.d), block, inner, labeled);
        return;
      case NodeKind::SwitchStmt:
      case NodeKind::TypeSwitchStmt:
      case NodeKind::SelectStmt: return clauses(id, block, inner, labeled);
      case NodeKind::ForStmt:
      case NodeKind::RangeStmt: return nested(tree_.list(node(NodeId(n.d)).a), block, loop, labeled);
      default: return;
    }
  }

  void clauses(NodeId id, Block& block, Context context, NodeId labeled) {
    const syntax::Node& n = node(id);
    context.may_break = true;
    std::span<const NodeId> const list = tree_.list(n.kind == NodeKind::SelectStmt ? n.a : n.c);
    for (size_t i = 0; i < list.size(); ++i) {
      Context inner = context;
      inner.may_fall = n.kind == NodeKind::SwitchStmt && i + 1 < list.size();
      inner.last_clause = n.kind == NodeKind::SwitchStmt && i + 1 == list.size();
      inner.in_type_switch = n.kind == NodeKind::TypeSwitchStmt;
      nested(tree_.list(node(list[i]).b), block, inner, labeled);
    }
  }

  void variable(Block& block) {
    for (Jump& jump : block.forward) jump.over_variable = true;
  }

  void label(NodeId id, Block& block, const Context& context) {
    base::NameId const name = tree_.name(NodeId(node(id).a));
    block.labels.push_back(name);
    declared_.insert(name);
    std::erase_if(block.forward, [&](const Jump& jump) {
      if (jump.label != name) return false;
      if (jump.over_variable) {
        report_(jump.at, fmt::format("goto {} jumps over the declaration of a variable", tree_.text(jump.at)));
      }
      return true;
    });
    statement(NodeId(node(id).b), block, context, id);
  }

  void branch(NodeId id, Block& block, const Context& context) {
    const syntax::Node& n = node(id);
    if (n.token() == Token::Fallthrough) return fallthrough(id, context);
    if (n.a == 0) {
      if (n.token() == Token::Break && !context.may_break) report_(id, "break is outside of a loop, switch or select");
      if (n.token() == Token::Continue && !context.may_continue) report_(id, "continue is outside of a loop");
      return;
    }
    NodeId const at(n.a);
    base::NameId const name = tree_.name(at);
    if (n.token() == Token::Goto) {
      for (const Block* b = &block; b != nullptr; b = b->outer) {
        if (std::ranges::find(b->labels, name) != b->labels.end()) return;
      }
      block.forward.push_back({name, at});
      return;
    }
    NodeKind const kind = enclosing(block, name);
    bool const is_loop = kind == NodeKind::ForStmt || kind == NodeKind::RangeStmt;
    bool const is_switch = kind == NodeKind::SwitchStmt || kind == NodeKind::TypeSwitchStmt || kind == NodeKind::SelectStmt;
    if (is_loop || (is_switch && n.token() == Token::Break)) return;
    report_(at, fmt::format("{} is not the label of an enclosing {}", tree_.text(at),
                            n.token() == Token::Continue ? "loop" : "loop, switch or select"));
  }

  void fallthrough(NodeId id, const Context& context) {
    if (context.may_fall) return;
    if (context.last_clause) return report_(id, "the last clause of a switch cannot fall through");
    if (context.in_type_switch) return report_(id, "a type switch cannot fall through");
    report_(id, "fallthrough must be the last statement of a switch's clause");
  }

  // The kind of the enclosing statement of this label; BadStmt: there is none.
  NodeKind enclosing(const Block& block, base::NameId label) const {
    for (const Block* b = &block; b != nullptr; b = b->outer) {
      if (b->labeled && tree_.name(NodeId(node(b->labeled).a)) == label) return node(NodeId(node(b->labeled).b)).kind;
    }
    return NodeKind::BadStmt;
  }

  const syntax::DeclTree& tree_;
  Report report_;
  absl::flat_hash_set<base::NameId> declared_;
};

}  // namespace

void Checker::check_branches(NodeId body) {
  Branches(tree_, [this](NodeId at, std::string text) { error(at, errors::kBranch, std::move(text)); }).run(body);
}

}  // namespace escapement::check
