#include "analysis/ir/range_plan.h"

#include <algorithm>

#include "analysis/syntax/shape.h"
#include "analysis/syntax/views.h"

namespace escapement::ir {

using syntax::NodeId;
using syntax::NodeKind;
using syntax::Token;

namespace {

constexpr int kReturn = -1;  // #next of a return
constexpr int kDone = 0;     // #state (internal/abi: RF_DONE)
constexpr int kReady = 1;
constexpr int kStep = 2;  // #next of a break is kStep times the depth it leaves, of a continue one less

class Planner {
 public:
  Planner(const syntax::DeclTree& tree, NodeId body, const std::function<bool(NodeId)>& is_over_function)
      : tree_(tree), body_(body), is_over_function_(is_over_function) {}

  RangePlan run() {
    walk(body_);
    return std::move(plan_);
  }

 private:
  static constexpr uint32_t kNoLoop = UINT32_MAX;

  bool is_loop(NodeId id) const { return tree_.node(id).kind == NodeKind::RangeStmt && is_over_function_(id); }

  void walk(NodeId id) {
    const syntax::Node& n = tree_.node(id);
    if (n.kind == NodeKind::FuncLit) return;  // has a plan of its own
    bool const loop = is_loop(id);
    if (loop) begin_loop(id);
    bool const breakable = n.kind == NodeKind::ForStmt || n.kind == NodeKind::RangeStmt || n.kind == NodeKind::SwitchStmt ||
                           n.kind == NodeKind::TypeSwitchStmt || n.kind == NodeKind::SelectStmt;
    if (breakable) breakable_.push_back(id);
    if (n.kind == NodeKind::LabeledStmt) labelled_[tree_.name(NodeId(n.a)).value] = NodeId(n.b);
    syntax::for_each_child(tree_, id, [&](NodeId child) { walk(child); });
    edit_children(id);
    if (breakable) breakable_.pop_back();
    if (loop) end_loop();
  }

  void begin_loop(NodeId id) {
    RangeLoop loop;
    loop.statement = id;
    loop.depth = static_cast<uint32_t>(open_.size()) + 1;
    if (!open_.empty()) loop.parent = open_.back();
    loop.state = ++states_;
    plan_.loop_of[id.value] = static_cast<uint32_t>(plan_.loops.size());
    open_.push_back(static_cast<uint32_t>(plan_.loops.size()));
    plan_.loops.push_back(std::move(loop));
  }

  void end_loop() {
    RangeLoop& loop = plan_.loops[open_.back()];
    loop.body = ++bodies_;
    // Every loop in another one looks at #next.
    bool const looks = loop.depth > 1 || loop.checks_return || !loop.checks_branches.empty();
    if (looks) needs(RangeLoop::Variable::Next);
    open_.pop_back();
  }

  void needs(RangeLoop::Variable variable) {
    auto& list = plan_.loops[open_.front()].variables;
    if (std::ranges::find(list, variable) == list.end()) list.push_back(variable);
  }

  // Statements are rewritten when the list they stand in has been walked.
  void edit_children(NodeId id) {
    if (open_.empty()) return;
    const syntax::Node& n = tree_.node(id);
    switch (n.kind) {
      case NodeKind::Block:
        for (NodeId each : tree_.list(n.a)) edit(each);
        return;
      case NodeKind::CaseClause:
        for (NodeId each : syntax::views::CaseClause(tree_, id).body()) edit(each);
        return;
      case NodeKind::CommClause:
        for (NodeId each : syntax::views::CommClause(tree_, id).body()) edit(each);
        return;
      case NodeKind::LabeledStmt: return edit(NodeId(n.b));
      default: return;
    }
  }

  void edit(NodeId id) {
    if (!id) return;
    const syntax::Node& n = tree_.node(id);
    if (n.kind == NodeKind::ReturnStmt) return edit_return(id, !tree_.list(n.a).empty());
    if (n.kind == NodeKind::DeferStmt) {
      needs(RangeLoop::Variable::Defers);
      plan_.defer_loop[id.value] = open_.back();
    }
    if (n.kind == NodeKind::BranchStmt && n.token() != Token::Fallthrough) edit_branch(id);
  }

  void edit_return(NodeId id, bool has_results) {
    plan_.names_results = plan_.names_results || has_results;
    for (uint32_t loop : open_) plan_.loops[loop].checks_return = true;
    needs(RangeLoop::Variable::Next);
    plan_.edits[id.value] = {open_.back(), kReturn, kDone, false};
  }

  // The statement that a branch leaves or continues; a goto's has none.
  NodeId target_of(NodeId id) const {
    const syntax::Node& n = tree_.node(id);
    if (n.token() == Token::Goto) return {};
    if (n.a != 0) {
      auto const it = labelled_.find(tree_.name(NodeId(n.a)).value);
      return it == labelled_.end() ? NodeId() : it->second;
    }
    for (auto it = breakable_.rbegin(); it != breakable_.rend(); ++it) {
      NodeKind const kind = tree_.node(*it).kind;
      if (n.token() == Token::Break || kind == NodeKind::ForStmt || kind == NodeKind::RangeStmt) return *it;
    }
    return {};
  }

  void edit_branch(NodeId id) {
    const syntax::Node& n = tree_.node(id);
    NodeId const target = target_of(id);
    auto const is_target = [&](uint32_t loop) { return plan_.loops[loop].statement == target; };
    if (n.a == 0 && !is_target(open_.back())) return;
    auto const found = std::find_if(open_.rbegin(), open_.rend(), is_target);
    if (n.token() == Token::Goto || found == open_.rend()) return edit_far_branch(id);
    size_t const index = static_cast<size_t>(open_.rend() - found) - 1;
    bool const continues = n.token() == Token::Continue;
    if (index + 1 == open_.size()) {
      plan_.edits[id.value] = {open_.back(), 0, continues ? kReady : kDone, continues};
      return;
    }
    size_t exit_from = index + 1;
    if (continues) {
      plan_.loops[open_[exit_from]].checks_continue = true;
    } else {
      exit_from = index;
      plan_.loops[open_[exit_from]].checks_break = true;
    }
    for (size_t i = exit_from + 1; i < open_.size(); ++i) plan_.loops[open_[i]].checks_break = true;
    int const next = kStep * (static_cast<int>(index) + 1) - (continues ? 1 : 0);
    needs(RangeLoop::Variable::Next);
    plan_.edits[id.value] = {open_.back(), next, kDone, false};
  }

  // To a label that belongs to no loop over a function: all loops up to the one the label stands in are left.
  void edit_far_branch(NodeId id) {
    number_labels();
    RangeBranch const branch{tree_.node(id).token(), tree_.name(NodeId(tree_.node(id).a))};
    auto const at = loop_of_label_.find(branch.label.value);
    NodeId const around = at == loop_of_label_.end() ? NodeId() : at->second;
    if (plan_.loops[open_.back()].statement == around) return;
    size_t exit_from = 0;
    for (size_t i = open_.size(); i-- > 0;) {
      if (plan_.loops[open_[i]].statement != around) continue;
      exit_from = i + 1;
      break;
    }
    plan_.loops[open_[exit_from]].checks_branches.push_back(branch);
    for (size_t i = exit_from + 1; i < open_.size(); ++i) plan_.loops[open_[i]].checks_return = true;
    needs(RangeLoop::Variable::Next);
    plan_.edits[id.value] = {open_.back(), plan_.code_of(branch), kDone, false};
  }

  void number_labels() {
    if (std::exchange(numbered_, true)) return;
    std::vector<base::NameId> labels;
    find_labels(body_, NodeId(), labels);
    int used = kReturn;
    for (base::NameId label : labels) {
      used -= 3;
      plan_.codes[static_cast<uint32_t>(Token::Break)][label.value] = used;
      plan_.codes[static_cast<uint32_t>(Token::Continue)][label.value] = used + 1;
      plan_.codes[static_cast<uint32_t>(Token::Goto)][label.value] = used + 2;
    }
  }

  void find_labels(NodeId id, NodeId around, std::vector<base::NameId>& labels) {
    const syntax::Node& n = tree_.node(id);
    if (is_loop(id)) around = id;
    if (n.kind == NodeKind::LabeledStmt) {
      base::NameId const label = tree_.name(NodeId(n.a));
      labels.push_back(label);
      loop_of_label_[label.value] = around;
    }
    syntax::for_each_child(tree_, id, [&](NodeId child) { find_labels(child, around, labels); });
  }

  const syntax::DeclTree& tree_;
  NodeId body_;
  const std::function<bool(NodeId)>& is_over_function_;
  RangePlan plan_;
  std::vector<uint32_t> open_;     // loops over functions around the node at hand
  std::vector<NodeId> breakable_;  // statements that break leaves
  absl::flat_hash_map<uint32_t, NodeId> labelled_;
  absl::flat_hash_map<uint32_t, NodeId> loop_of_label_;
  bool numbered_ = false;
  uint32_t states_ = 0;
  uint32_t bodies_ = 0;
};

}  // namespace

RangePlan plan_ranges(const syntax::DeclTree& tree, NodeId body, const std::function<bool(NodeId)>& is_over_function) {
  return Planner(tree, body, is_over_function).run();
}

}  // namespace escapement::ir
