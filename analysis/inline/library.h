// The contents of a Library: functions of compiled packages that can be inlined.
#pragma once

#include <shared_mutex>

#include <absl/container/flat_hash_set.h>

#include "analysis/inline/compile.h"
#include "analysis/inline/functions.h"

namespace escapement::inlining {

// Why a function of a compiled package cannot be inlined.
struct Refusal {
  std::string name;  // as messages have it
  std::string reason;
  bool not_analysed = false;  // the reason is a construct
};

struct Library::Contents {
  std::string goarch;

  void add(ir::ObjectId object, Callee callee) {
    std::unique_lock const lock(mutex_);
    callees_.try_emplace(object.value, std::make_unique<Callee>(std::move(callee)));
  }
  void refuse(ir::ObjectId object, Refusal refusal) {
    std::unique_lock const lock(mutex_);
    refusals_.try_emplace(object.value, std::make_unique<Refusal>(std::move(refusal)));
  }
  // Null: it can be inlined, or its package is not there.
  const Refusal* refusal(ir::ObjectId object) const {
    std::shared_lock const lock(mutex_);
    auto it = refusals_.find(object.value);
    return it == refusals_.end() ? nullptr : it->second.get();
  }
  // Bodies of imported functions that a package inlined, and so has for its importers.
  void pass_on(types::PackageId package, absl::flat_hash_set<uint32_t> objects) {
    std::unique_lock const lock(mutex_);
    passed_on_[package.value] = std::make_shared<const absl::flat_hash_set<uint32_t>>(std::move(objects));
  }
  std::shared_ptr<const absl::flat_hash_set<uint32_t>> passed_on_by(types::PackageId package) const {
    std::shared_lock const lock(mutex_);
    auto it = passed_on_.find(package.value);
    return it == passed_on_.end() ? nullptr : it->second;
  }
  // Null: it cannot be inlined, or its package is not there.
  const Callee* find(ir::ObjectId object) const {
    std::shared_lock const lock(mutex_);
    auto it = callees_.find(object.value);
    return it == callees_.end() ? nullptr : it->second.get();
  }

  // The objects that an object's type, its inlinable body, or its whole declaration mentions: found once, for all packages that export it.
  enum class Part : uint8_t { Type, Body, Declaration };
  std::shared_ptr<const std::vector<uint32_t>> mentions(ir::ObjectId object, Part part, auto&& find) {
    std::pair const key(object.value, part);
    {
      std::shared_lock const lock(mutex_);
      if (auto it = mentions_.find(key); it != mentions_.end()) return it->second;
    }
    auto found = std::make_shared<const std::vector<uint32_t>>(find());
    std::unique_lock const lock(mutex_);
    return mentions_.try_emplace(key, std::move(found)).first->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<std::pair<uint32_t, Part>, std::shared_ptr<const std::vector<uint32_t>>> mentions_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<Callee>> callees_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<Refusal>> refusals_;
  absl::flat_hash_map<uint32_t, std::shared_ptr<const absl::flat_hash_set<uint32_t>>> passed_on_;  // by package
};

}  // namespace escapement::inlining
