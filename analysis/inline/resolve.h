// Which function a call calls, where that is known (cmd/compile/internal/inline, inl.go: inlCallee, inlineCallCheck).
#pragma once

#include <functional>

#include "analysis/inline/dependencies.h"
#include "analysis/inline/functions.h"
#include "analysis/inline/library.h"
#include "analysis/inline/special_functions.h"

namespace escapement::inlining {

// A function of the package, or one that the library has; neither: not known, or none that could be inlined.
struct Target {
  Function* local = nullptr;
  const Callee* imported = nullptr;

  explicit operator bool() const { return local != nullptr || imported != nullptr; }
  const Inlinability& inlinability() const { return local != nullptr ? local->inlinability : imported->inlinability; }
  bool is_literal() const { return local != nullptr && local->is_literal(); }
};

class Resolver {
 public:
  Resolver(check::Program& program, Functions& functions, const Library::Contents& library, const ir::GcFlags& flags)
      : program_(program), functions_(functions), library_(library), flags_(flags) {}

  // Makes the function of an instance that is not among the package's; null: there is none.
  using MakeInstance = std::function<Function*(const Unit&, const ir::Node& name)>;
  void make_instances_with(MakeInstance make) { make_instance_ = std::move(make); }

  // Takes note of whose callees are asked for, for who changes single functions later.
  void note_dependencies(Dependencies& dependencies) { dependencies_ = &dependencies; }
  // The unit is about to end.
  void forget(const Unit& unit) { static_values_.erase(&unit); }

  // The bodies that the package can see: those of packages it imports itself, and what these inlined (noder, linker.go: exportBody).
  void import_from(const check::Package& package);

  // What the callee's name says of a call, by its form alone.
  SpecialCall special(const Unit& unit, NodeId call) const;
  // A call that may be inlined: no interface call, not of go or defer, no intrinsic.
  bool may_inline(const Unit& unit, NodeId call) const;
  // The function that `fun`, an expression in `caller`, is.
  Target target(const Function& caller, NodeId fun);
  // The function that a FuncName or MethodExpr names.
  Target named(const Unit& unit, const ir::Node& name) const;
  ir::StaticValues& static_values(const Unit& unit);
  // Of the field that `field`, a Dot or DotPtr, selects in a struct of the type or behind a pointer to one; in bytes.
  int64_t offset_of(types::TypeId type, const ir::Node& field) const;
  const ir::GcFlags& flags() const { return flags_; }
  base::NameTable& names() const { return program_.names(); }

 private:
  bool is_checked_apart(const Unit& unit, const ir::Node& callee) const;
  bool is_of_runtime(ir::ObjectId object) const;
  SpecialCall special_by_name(const Unit& unit, const ir::Node& callee) const;

  check::Program& program_;
  Functions& functions_;
  const Library::Contents& library_;
  const ir::GcFlags flags_;
  MakeInstance make_instance_;
  mutable absl::flat_hash_map<uint32_t, SpecialCall> special_;  // by ObjectId, but of instances
  Dependencies* dependencies_ = nullptr;
  bool has_body(ir::ObjectId object) const;
  absl::flat_hash_set<uint32_t> imported_;  // packages
  std::vector<std::shared_ptr<const absl::flat_hash_set<uint32_t>>> passed_on_;
  absl::flat_hash_map<const Unit*, std::unique_ptr<ir::StaticValues>> static_values_;
};

}  // namespace escapement::inlining
