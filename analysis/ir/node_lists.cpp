#include "analysis/ir/node_lists.h"

#include <algorithm>

namespace escapement::ir {

NodeLists::NodeLists(const NodeLists& other) {
  need(other.used_);
  lists_.reserve(other.lists_.size());
  for (size_t i = 1; i < other.lists_.size(); ++i) add(other.lists_[i]);
}

uint32_t NodeLists::add(std::span<const NodeId> nodes) {
  if (nodes.empty()) return 0;
  need(nodes.size());
  std::ranges::copy(nodes, free_.begin());
  lists_.push_back(free_.first(nodes.size()));
  free_ = free_.subspan(nodes.size());
  used_ += nodes.size();
  return static_cast<uint32_t>(lists_.size() - 1);
}

// Each block is as large as all before it: a small unit has a small one.
void NodeLists::need(size_t nodes) {
  constexpr size_t kFirstBlock = 32;
  if (nodes <= free_.size()) return;
  size_t const size = std::max({nodes, used_, kFirstBlock});
  free_ = {blocks_.emplace_back(std::make_unique_for_overwrite<NodeId[]>(size)).get(), size};
}

}  // namespace escapement::ir
