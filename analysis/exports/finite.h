// Whether values of a type have a size: a type that holds itself has none.
#pragma once

#include <absl/container/flat_hash_set.h>

#include "analysis/types/type.h"

namespace escapement::exports {

// For types that no checker has seen.
class FiniteTypes {
 public:
  explicit FiniteTypes(types::TypeTable& t) : t_(t) {}
  bool is_finite(types::TypeId type);

 private:
  types::TypeTable& t_;
  absl::flat_hash_set<uint32_t> open_, finite_;  // TypeIds
};

}  // namespace escapement::exports
