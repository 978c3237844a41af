#include "analysis/source/import_cycles.h"

#include <algorithm>
#include <deque>

namespace escapement::source {

ImportCycles::Node& ImportCycles::enter(const PackagePtr& package) {
  auto node = std::make_unique<Node>();
  node->package = package;
  if (!package->standard) node->imports = imports_(*package);
  node->number = node->lowest = next_number_++;
  open_.push_back(node.get());
  return *nodes_.emplace(package.get(), std::move(node)).first->second;
}

void ImportCycles::explore(const PackagePtr& root) {
  if (nodes_.contains(root.get())) return;
  struct Frame {
    Node* node;
    size_t next;
  };
  std::vector<Frame> stack{{&enter(root), 0}};
  while (!stack.empty()) {
    Frame& frame = stack.back();
    Node& node = *frame.node;
    if (frame.next < node.imports.size()) {
      const PackagePtr& import = node.imports[frame.next++];
      auto const it = nodes_.find(import.get());
      if (it == nodes_.end()) {
        stack.push_back({&enter(import), 0});
      } else if (it->second->component == 0) {
        node.lowest = std::min(node.lowest, it->second->number);
      }
      continue;
    }
    if (node.lowest == node.number) {
      Node* member = nullptr;
      do {
        member = open_.back();
        open_.pop_back();
        member->component = next_component_;
      } while (member != &node);
      ++next_component_;
    }
    stack.pop_back();
    if (!stack.empty()) stack.back().node->lowest = std::min(stack.back().node->lowest, node.lowest);
  }
}

std::vector<PackagePtr> ImportCycles::chain(const PackagePtr& from, const PackagePtr& to) {
  explore(from);
  if (!nodes_.contains(to.get())) return {};
  absl::flat_hash_map<const PackageSource*, Node*> reached_from{{from.get(), nullptr}};
  std::deque<Node*> queue{nodes_.find(from.get())->second.get()};
  while (!queue.empty() && !reached_from.contains(to.get())) {
    Node* const node = queue.front();
    queue.pop_front();
    for (const PackagePtr& import : node->imports) {
      if (reached_from.try_emplace(import.get(), node).second) queue.push_back(nodes_.find(import.get())->second.get());
    }
  }
  auto const last = reached_from.find(to.get());
  if (last == reached_from.end()) return {};
  std::vector<PackagePtr> out{to};
  for (Node* before = last->second; before != nullptr; before = reached_from[before->package.get()]) out.push_back(before->package);
  std::ranges::reverse(out);
  return out;
}

// Within one component there is always a way back.
std::vector<PackagePtr> ImportCycles::circle(const PackagePtr& from, const PackagePtr& to) {
  if (to->standard) return {};
  explore(from);
  auto const first = nodes_.find(from.get());
  auto const second = nodes_.find(to.get());
  if (second == nodes_.end() || first->second->component != second->second->component) return {};
  std::vector<PackagePtr> out = chain(to, from);
  out.insert(out.begin(), from);
  return out;
}

}  // namespace escapement::source
