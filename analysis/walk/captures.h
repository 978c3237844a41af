// Which variables literals have by reference (cmd/compile/internal/escape, escape.go: flowClosure). Those are like variables whose address is taken.
#pragma once

#include <optional>

#include "analysis/ir/ir.h"

namespace escapement::walk {

class Captures {
 public:
  Captures(check::Program& program, const ir::Unit& unit) : program_(program), unit_(unit) {}

  // Or its address is taken.
  bool is_referred_to(ir::LocalId local) {
    constexpr int64_t kMostBytesByValue = 128;
    const ir::Local& variable = unit_.local(local);
    if (variable.address_taken || !variable.captured) return variable.address_taken;
    if (!values_) values_.emplace(program_, unit_);
    return values_->is_reassigned(local) || types::size_of(program_.types(), variable.type) > kMostBytesByValue;
  }

 private:
  check::Program& program_;
  const ir::Unit& unit_;
  std::optional<ir::StaticValues> values_;  // made when first asked for: it looks at the whole unit
};

}  // namespace escapement::walk
