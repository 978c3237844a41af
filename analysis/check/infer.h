// Type inference (specification: "Type inference"; go/types: infer.go): type arguments from the types of arguments, from constraints,
// and from untyped constants, in this order.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/check/checker.h"
#include "analysis/check/unify.h"

namespace escapement::check {

class Inference {
 public:
  // An argument that is itself a generic function: its type parameters are inferred together with the called function's.
  struct GenericArgument {
    size_t index;      // of the argument
    TypeId signature;  // as declared
    size_t first;      // of its type parameters among all
    size_t count;
  };

  // Since Go 1.21 interfaces are unified by their methods.
  Inference(types::TypeTable& t, bool by_methods) : t_(t), by_methods_(by_methods) {}

  // The type parameters of the called function, those that are given, and the types of its parameters, one an argument. A call inside
  // the function itself meets its parameters as arguments: they are then renamed, and `params` with them.
  void add_function(TypeList type_params, TypeList given, std::span<const Operand> args, TypeVector& params);
  void add_generic_argument(size_t index, Operand& arg, TypeList given);
  bool needed() const { return !params_.empty(); }
  // False: some cannot be inferred; reason() says why.
  bool run(std::span<const TypeId> param_types, std::span<const Operand> args);

  TypeList function_args() const { return TypeList(args_).subspan(0, function_count_); }
  std::span<const GenericArgument> generic_arguments() const { return generic_; }
  TypeList args_of(const GenericArgument& each) const { return TypeList(args_).subspan(each.first, each.count); }
  const std::string& reason() const { return reason_; }

 private:
  void rename(TypeList from, TypeVector& to);
  bool from_arguments(Unifier& unifier, std::span<const TypeId> param_types, std::span<const Operand> args);
  bool from_constraints(Unifier& unifier);
  bool from_constraint(Unifier& unifier, TypeId param);
  bool from_untyped(Unifier& unifier, std::span<const TypeId> param_types, std::span<const Operand> args);
  void drop_cycles();
  bool simplify();
  bool mentions_params(TypeId type) { return types::mentions_any_of(t_, type, params_); }
  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }
  std::string name_of(TypeId param);

  types::TypeTable& t_;
  bool by_methods_;
  TypeVector params_;
  TypeVector args_;  // none: not known yet
  size_t function_count_ = 0;
  absl::InlinedVector<GenericArgument, 2> generic_;
  absl::InlinedVector<size_t, 4> untyped_;
  std::string reason_;
};

}  // namespace escapement::check
