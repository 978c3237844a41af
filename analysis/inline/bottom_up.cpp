#include "analysis/inline/bottom_up.h"

#include <algorithm>

#include "analysis/ir/children.h"

namespace escapement::inlining {

using ir::NodeId;
using ir::Op;

namespace {

// Tarjan's algorithm on a stack of its own: calls can be deep. A literal is never the head of a group, so it stays with its function.
class Visitor {
 public:
  Visitor(Functions& functions, const std::function<void(std::span<Function* const>)>& visit) : functions_(functions), visit_(visit) {}

  void run(size_t first) {
    size_t const count = functions_.all().size();
    order_.assign(count, 0);
    std::fill_n(order_.begin(), first, kDone);
    for (size_t i = first; i < count; ++i) {
      Function& function = functions_.all()[i];
      if (!function.is_literal()) look_at(function);
    }
  }

 private:
  static constexpr uint32_t kDone = UINT32_MAX;
  struct Frame {
    Function* function;
    uint32_t id;
    uint32_t least;
    std::vector<Function*> mentions;
    size_t next;
  };

  void look_at(Function& root) {
    if (order_[root.number] != 0) return;
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next == frame.mentions.size()) {
        leave();
        continue;
      }
      Function& mention = *frame.mentions[frame.next++];
      if (mention.number >= order_.size()) continue;  // a literal that came by inlining
      if (order_[mention.number] == 0) {
        enter(mention);
      } else {
        frame.least = std::min(frame.least, order_[mention.number]);
      }
    }
  }

  void enter(Function& function) {
    ++generation_;
    uint32_t const id = generation_;
    order_[function.number] = id;
    ++generation_;
    open_.push_back(&function);
    frames_.push_back({&function, id, generation_, mentions_of(function), 0});
  }

  void leave() {
    Frame const frame = std::move(frames_.back());
    frames_.pop_back();
    bool const head = !frame.function->is_literal() && (frame.least == frame.id || frame.least == frame.id + 1);
    if (head) {
      auto const first = std::find(open_.rbegin(), open_.rend(), frame.function).base() - 1;
      std::vector<Function*> const group(first, open_.end());
      for (Function* member : group) order_[member->number] = kDone;
      open_.erase(first, open_.end());
      visit_(group);
    }
    if (!frames_.empty()) frames_.back().least = std::min(frames_.back().least, frame.least);
  }

  std::vector<Function*> mentions_of(const Function& function) const {
    std::vector<Function*> out;
    const Unit& unit = *function.unit;
    std::vector<NodeId> todo(function.func().body.rbegin(), function.func().body.rend());
    std::vector<NodeId> children;
    while (!todo.empty()) {
      NodeId const id = todo.back();
      todo.pop_back();
      const ir::Node& n = unit.node(id);
      if (n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::MethodValue) {
        if (Function* const callee = functions_.of(unit, n)) out.push_back(callee);
      }
      if (n.op == Op::Closure) out.push_back(&functions_.of(unit, n.ref));
      children.clear();
      ir::for_each_child(unit, id, [&](NodeId child) { children.push_back(child); });
      todo.insert(todo.end(), children.rbegin(), children.rend());
    }
    return out;
  }

  Functions& functions_;
  const std::function<void(std::span<Function* const>)>& visit_;
  std::vector<uint32_t> order_;  // by number: when it was entered
  std::vector<Function*> open_;
  std::vector<Frame> frames_;
  uint32_t generation_ = 0;
};

}  // namespace

void visit_bottom_up(Functions& functions, const std::function<void(std::span<Function* const>)>& visit) {
  Visitor(functions, visit).run(0);
}

void visit_bottom_up(Functions& functions, size_t first, const std::function<void(std::span<Function* const>)>& visit) {
  Visitor(functions, visit).run(first);
}

}  // namespace escapement::inlining
