// Which functions of a package asked about which: what was decided about one is good as long as nothing is decided anew about those it asked about.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/ir/ir.h"

namespace escapement::inlining {

class Dependencies {
 public:
  using Units = absl::flat_hash_set<const ir::Unit*>;

  // A function of the unit asks about an object's function.
  void note(const ir::Unit& unit, ir::ObjectId object) {
    if (objects_[&unit].insert(object.value).second) units_[object.value].insert(&unit);
  }
  // The unit is about to end.
  void forget(const ir::Unit& unit) {
    auto const it = objects_.find(&unit);
    if (it == objects_.end()) return;
    for (uint32_t object : it->second) units_[object].erase(&unit);
    objects_.erase(it);
  }
  // In no order.
  const Units& on(ir::ObjectId object) const {
    static const Units none;
    auto const it = units_.find(object.value);
    return it == units_.end() ? none : it->second;
  }

 private:
  absl::flat_hash_map<const ir::Unit*, absl::flat_hash_set<uint32_t>> objects_;  // ObjectIds
  absl::flat_hash_map<uint32_t, Units> units_;                                   // by ObjectId
};

}  // namespace escapement::inlining
