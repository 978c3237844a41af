// Types of infinite size (specification: "Type declarations"; go/types: validtype.go): a type may contain itself through pointers, slices,
// maps, channels and functions, but not through fields, array elements and embedded interfaces alone.
#include "analysis/check/valid_type.h"

#include <algorithm>

namespace escapement::check {

using types::TypeKind;

std::span<const TypeId> FiniteTypes::cycle_of(TypeId named) {
  cycle_.clear();
  visit(named, 0);
  return cycle_;
}

// `depth` is how much of nest_ the type stands in: a type argument stands outside the instance it was given to.
bool FiniteTypes::visit(TypeId type, size_t depth) {
  TypeId const t = t_.unalias(type);
  switch (t_.kind(t)) {
    case TypeKind::Array: return visit(t_.elem(t), depth);
    case TypeKind::Struct: return std::ranges::all_of(t_.fields(t), [&](const types::Field& f) { return visit(f.type, depth); });
    case TypeKind::Union: return std::ranges::all_of(t_.terms(t), [&](const types::Term& term) { return visit(term.type, depth); });
    case TypeKind::Interface:
      return std::ranges::all_of(t_.interface_of(t).embedded, [&](TypeId embedded) { return visit(embedded, depth); });
    case TypeKind::Named: return visit_named(t, depth);
    case TypeKind::TypeParam: return visit_argument(t, depth);
    default: return true;
  }
}

bool FiniteTypes::visit_named(TypeId named, size_t depth) {
  if (finite_.contains(named.value)) return true;
  auto const same = [&](TypeId other) { return t_.identical(other, named); };
  auto const in_nest = std::ranges::find_if(nest_.begin(), nest_.begin() + static_cast<ptrdiff_t>(depth), same);
  if (in_nest != nest_.begin() + static_cast<ptrdiff_t>(depth)) {
    cycle_.assign(std::ranges::find_if(path_, same), path_.end());
    return false;
  }
  if (path_.size() > kDeepest) return true;
  std::vector<TypeId> const outer = nest_;
  nest_.resize(depth);
  nest_.push_back(named);
  path_.push_back(named);
  bool const ok = visit(t_.named_of(t_.origin(named)).rhs, nest_.size());
  path_.pop_back();
  nest_ = outer;
  // An instance depends on its arguments, which stand elsewhere.
  if (ok && t_.named_of(named).args.empty() && !t_.named_of(named).generic) finite_.insert(named.value);
  return ok;
}

bool FiniteTypes::visit_argument(TypeId param, size_t depth) {
  if (depth == 0) return true;
  TypeId const instance = nest_[depth - 1];
  types::TypeList const args = t_.named_of(instance).args;
  types::TypeList const params = t_.named_of(t_.origin(instance)).type_params;
  for (size_t i = 0; i < params.size() && i < args.size(); ++i) {
    if (params[i] == param) return visit(args[i], depth - 1);
  }
  return true;
}

}  // namespace escapement::check
