#include <algorithm>
#include <stdexcept>

#include "analysis/ir/ir.h"

namespace escapement::ir {

// Uses of one instance stand close together: of many, the last are looked at.
uint16_t Unit::add_instance(const Instance& instance) {
  constexpr size_t kLookedAt = 64;
  auto const same = [&](const Instance& each) {
    return each.generic == instance.generic && each.shaped == instance.shaped && std::ranges::equal(each.arguments, instance.arguments);
  };
  size_t const first = instances.size() > kLookedAt ? instances.size() - kLookedAt : 1;
  for (size_t i = first; i < instances.size(); ++i) {
    if (same(instances[i])) return static_cast<uint16_t>(i);
  }
  if (instances.size() > UINT16_MAX) throw std::length_error("more instances of generic functions than one body may name");
  instances.push_back(instance);
  return static_cast<uint16_t>(instances.size() - 1);
}

}  // namespace escapement::ir
