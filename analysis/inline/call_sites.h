// The calls of a function, in the order in which gc tries to inline them (cmd/compile/internal/inline/interleaved: inlClosureState.mark): operands
// before their call; those of an inlined body behind all that were there.
#pragma once

#include <vector>

#include "analysis/inline/resolve.h"

namespace escapement::inlining {

class CallSites {
 public:
  struct Site {
    NodeId call;
    Target target;  // none: not known yet
  };

  // Enters the calls of the function's body.
  void enter_function(const Function& function);
  // Enters the calls of what took the place of one.
  void enter_inlined(const Unit& unit, NodeId inlined_call);

  size_t size() const { return sites_.size(); }
  Site& operator[](size_t i) { return sites_[i]; }

 private:
  void mark(const Unit& unit, NodeId id);

  std::vector<Site> sites_;
  std::vector<bool> entered_;  // by NodeId
};

}  // namespace escapement::inlining
