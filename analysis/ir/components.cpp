#include "analysis/ir/components.h"

#include <algorithm>

namespace escapement::ir {

namespace {

// Tarjan's algorithm on a stack of its own: call graphs can be deep.
class BottomUp {
 public:
  using Visit = std::function<void(std::span<const uint32_t>)>;

  BottomUp(const MentionGraph& graph, uint32_t first, const Visit& visit)
      : graph_(graph), visit_(visit), first_(first), orders_(graph.count - first, 0) {}

  void look_at(uint32_t root) {
    if (order(root) != 0) return;
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next == frame.mentions.size()) {
        leave();
        continue;
      }
      uint32_t const mention = frame.mentions[frame.next++];
      if (mention < first_ || mention >= graph_.count) continue;
      if (order(mention) == 0) {
        enter(mention);
      } else {
        frame.least = std::min(frame.least, order(mention));
      }
    }
  }

 private:
  static constexpr uint32_t kDone = UINT32_MAX;
  struct Frame {
    uint32_t function;
    uint32_t least;
    std::vector<uint32_t> mentions;
    size_t next;
  };

  // When the function was entered; 0: not yet.
  uint32_t& order(uint32_t function) { return orders_[function - first_]; }

  void enter(uint32_t function) {
    order(function) = ++generation_;
    open_.push_back(function);
    frames_.push_back({function, generation_, graph_.mentions(function), 0});
  }

  void leave() {
    Frame const frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.least == order(frame.function) && !graph_.is_capturing(frame.function)) {
      auto const first = std::find(open_.rbegin(), open_.rend(), frame.function).base() - 1;
      std::vector<uint32_t> const members(first, open_.end());
      for (uint32_t member : members) order(member) = kDone;
      open_.erase(first, open_.end());
      visit_(members);
    }
    if (!frames_.empty()) frames_.back().least = std::min(frames_.back().least, frame.least);
  }

  const MentionGraph& graph_;
  const Visit& visit_;
  uint32_t first_;
  std::vector<uint32_t> orders_;  // of functions from the first on
  std::vector<uint32_t> open_;
  std::vector<Frame> frames_;
  uint32_t generation_ = 0;
};

}  // namespace

void visit_bottom_up(const MentionGraph& graph, uint32_t first, const std::function<void(std::span<const uint32_t>)>& visit) {
  BottomUp order(graph, first, visit);
  for (auto i = first; i < graph.count; ++i) {
    if (!graph.is_capturing(i)) order.look_at(i);
  }
}

}  // namespace escapement::ir
