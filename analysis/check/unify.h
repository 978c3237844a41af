// Type unification (specification: "Type unification"; go/types: unify.go): whether two types can be made identical, exactly or as
// assignment allows, by choosing the type parameters that are bound here.
#pragma once

#include "analysis/types/type.h"

namespace escapement::check {

using types::TypeId;
using types::TypeList;

class Unifier {
 public:
  using Mode = unsigned;
  static constexpr Mode kInexact = 0;
  static constexpr Mode kAssign = 1;  // at the top assignability, below it identity
  static constexpr Mode kExact = 2;

  // args: none where an argument is not known. by_methods: interfaces unify with what has their methods, as since Go 1.21.
  Unifier(types::TypeTable& t, TypeList params, TypeList args, bool by_methods);
  bool unify(TypeId x, TypeId y, Mode mode) { return unify(x, y, mode, 0); }
  TypeId at(TypeId param) const;
  void set(TypeId param, TypeId type);
  size_t unknown() const;

 private:
  static constexpr size_t kUnbound = ~size_t{0};
  size_t bound(TypeId x) const;  // index of a bound type parameter
  bool unify(TypeId x, TypeId y, Mode mode, int depth);
  bool unify_bound(size_t x, TypeId y, Mode mode, int depth);
  bool join(size_t x, size_t y);
  bool unify_interfaces(TypeId x, TypeId y, int depth, bool& decided);
  bool same_interface(TypeId x, TypeId y, bool subset, int depth);
  bool structural(TypeId x, TypeId y, Mode mode, int depth);
  bool parameters(std::span<const types::Parameter> x, std::span<const types::Parameter> y, Mode mode, int depth);
  bool is_interface(TypeId x);
  bool is_named(TypeId x) { return t_.kind(t_.unalias(x)) == types::TypeKind::Named; }
  bool is_literal(TypeId x);

  types::TypeTable& t_;
  bool by_methods_;
  types::TypeVector params_;
  absl::InlinedVector<size_t, 4> slot_;  // by parameter; joined parameters share one
  types::TypeVector types_;              // by slot
};

}  // namespace escapement::check
