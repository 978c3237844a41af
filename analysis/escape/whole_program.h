// Escape analysis as gc does it: of inlined packages, each after those it imports, whose functions' tags are known.
#pragma once

#include <memory>
#include <shared_mutex>

#include <absl/container/flat_hash_map.h>

#include "analysis/escape/result.h"
#include "analysis/inline/compile.h"

namespace escapement::escape {

// The tags of the functions of analysed packages, by object. May be read and added to by many threads.
class Tags {
 public:
  void add(ir::ObjectId function, facts::FunctionFacts tags);
  // Null: its package is not analysed.
  const facts::FunctionFacts* find(ir::ObjectId function) const;

 private:
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<const facts::FunctionFacts>> tags_;
};

// How a package is analysed.
struct Mode {
  Flows flows = Flows::Untold;
  ir::GcFlags flags = {};
};

// Decides about a package when all inlining is done, and adds its functions' tags. Changes the functions as gc does before it does so
// (ir::finish).
Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, const Mode& mode = {});

}  // namespace escapement::escape
