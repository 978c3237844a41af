// Whether types have a finite size: see valid_type.cpp.
#pragma once

#include <span>
#include <vector>

#include <absl/container/flat_hash_set.h>

#include "analysis/types/type.h"

namespace escapement::check {

using types::TypeId;

class FiniteTypes {
 public:
  explicit FiniteTypes(types::TypeTable& t) : t_(t) {}

  // The types that contain each other, beginning with any of them; none if the type is finite. Valid until the next call.
  std::span<const TypeId> cycle_of(TypeId named);

 private:
  static constexpr size_t kDeepest = 1000;
  bool visit(TypeId type, size_t depth);
  bool visit_named(TypeId named, size_t depth);
  bool visit_argument(TypeId param, size_t depth);

  types::TypeTable& t_;
  std::vector<TypeId> nest_;  // instances around what is looked at
  std::vector<TypeId> path_;  // all types on the way, in order
  std::vector<TypeId> cycle_;
  absl::flat_hash_set<uint32_t> finite_;
};

}  // namespace escapement::check
