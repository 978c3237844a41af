// The lists of nodes of a unit: operands, statements. They stand one behind another in few blocks of memory, so that making, copying and freeing a
// unit costs an allocation for many lists. A list never moves nor grows: spans of it are good as long as the unit is there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/base/id.h"

namespace escapement::ir {

using NodeId = base::Id<struct IrNodeTag>;

class NodeLists {
 public:
  NodeLists() = default;
  ~NodeLists() = default;
  NodeLists(const NodeLists& other);
  NodeLists& operator=(const NodeLists& other) { return *this = NodeLists(other); }
  NodeLists(NodeLists&&) = default;
  NodeLists& operator=(NodeLists&&) = default;

  // The number of a new list; of an empty one 0, which is always there.
  uint32_t add(std::span<const NodeId> nodes);
  std::span<NodeId> operator[](uint32_t list) { return lists_[list]; }
  std::span<const NodeId> operator[](uint32_t list) const { return lists_[list]; }
  // With the empty one.
  size_t size() const { return lists_.size(); }
  // In all lists.
  size_t nodes() const { return used_; }

 private:
  void need(size_t nodes);

  std::vector<std::span<NodeId>> lists_{1};
  std::vector<std::unique_ptr<NodeId[]>> blocks_;
  std::span<NodeId> free_;  // of the last block
  size_t used_ = 0;         // in all blocks
};

}  // namespace escapement::ir
