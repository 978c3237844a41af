// The contents of a Library: functions of compiled packages that can be inlined.
#pragma once

#include <shared_mutex>

#include "analysis/inline/compile.h"
#include "analysis/inline/functions.h"

namespace escapement::inlining {

struct Library::Contents {
  std::string goarch;

  void add(ir::ObjectId object, Callee callee) {
    std::unique_lock const lock(mutex_);
    callees_.try_emplace(object.value, std::make_unique<Callee>(std::move(callee)));
  }
  // Null: it cannot be inlined, or its package is not there.
  const Callee* find(ir::ObjectId object) const {
    std::shared_lock const lock(mutex_);
    auto it = callees_.find(object.value);
    return it == callees_.end() ? nullptr : it->second.get();
  }

 private:
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<Callee>> callees_;
};

}  // namespace escapement::inlining
