// The order in which gc's passes look at the functions of a package: strongly connected components of the graph of mentions, callees first
// (cmd/compile/internal/ir, scc.go: VisitFuncsBottomUp). A literal that captures variables belongs to the function it stands in.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace escapement::ir {

struct MentionGraph {
  size_t count;  // functions are numbered from 0
  // Whom a function mentions; asked once, when it is first seen. Numbers of `count` and above are passed over.
  std::function<std::vector<uint32_t>(uint32_t)> mentions;
  std::function<bool(uint32_t)> is_capturing;
};

// Calls `visit` with the members of each component that holds a function of `first` or above; those before are taken as done.
void visit_bottom_up(const MentionGraph& graph, uint32_t first, const std::function<void(std::span<const uint32_t>)>& visit);

}  // namespace escapement::ir
