#include <algorithm>

#include "analysis/escape/graph.h"

namespace escapement::escape {

void Leaks::add(int8_t& slot, int derefs) {
  auto const value = static_cast<int8_t>(std::min(derefs, 127));
  if (slot < 0 || value < slot) slot = value;
}

void Leaks::optimise() {
  if (heap < 0) return;
  auto drop = [&](int8_t& slot) {
    if (slot >= heap) slot = -1;
  };
  drop(mutator);
  drop(callee);
  for (int8_t& slot : results) drop(slot);
}

}  // namespace escapement::escape
