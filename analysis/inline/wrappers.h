// Method wrappers: functions that adapt a method to another receiver (cmd/compile/internal/noder, reader.go: MakeWrappers). gc makes them for the
// method set of each type that a package declares or writes out, and for method values, and inlines into each what it can before the next.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <absl/container/flat_hash_set.h>

#include "analysis/ir/instances.h"
#include "analysis/types/method_set.h"

namespace escapement::inlining {

class MethodWrappers {
 public:
  // Takes a wrapper, whose body has no place in the text, and gives it back with what is inlined into it.
  using Finish = std::function<const ir::Unit&(std::unique_ptr<ir::Unit>)>;
  // Whether the body of a method, that a MethodExpr names, can be inlined.
  using Inlinable = std::function<bool(const ir::Unit&, ir::NodeId callee)>;
  MethodWrappers(check::Program& program, const check::Package& package, Inlinable inlinable, Finish finish);
  // In the order in which gc has them in the end: those that inlining brought along come before the one they came with.
  std::span<const ir::Unit* const> finished() const { return finished_; }

  void of_type(types::TypeId type);
  void of_method_value(const ir::MethodValue& value);

 private:
  bool written_here(types::TypeId type) const;
  void wrap(types::TypeId receiver, const types::LookupResult& found, base::NameId name, std::string_view suffix = {});
  types::PackageId written_in(types::TypeId receiver) const;

  types::TypeTable& t_;
  check::Program& program_;
  const check::Package& package_;
  Inlinable inlinable_;
  Finish finish_;
  std::vector<const ir::Unit*> finished_;
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> values_;  // representatives of receivers' types, and names
};

}  // namespace escapement::inlining
