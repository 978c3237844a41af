// Declarations that need themselves. What a name means is found out when it is met, so a name that is met while its own declaration is on
// the way closes a cycle; whether that is allowed depends on what else is on the way (go/types: objDecl, validCycle, finiteSize).
#pragma once

#include <vector>

#include <absl/container/flat_hash_set.h>

#include "analysis/types/type.h"

namespace escapement::check {

// The declarations that one thread is in the middle of, outermost first.
struct ResolutionPath {
  std::vector<types::ObjectId> objects;
  std::vector<types::TypeId> instances;  // of generic types, whose size is being asked for
  absl::flat_hash_set<uint32_t> finite;  // TypeIds that were found to be of finite size

  // One declaration, while it is being resolved.
  struct Step {
    Step(ResolutionPath& path, types::ObjectId object) : path_(path) { path_.objects.push_back(object); }
    ~Step() { path_.objects.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    ResolutionPath& path_;
  };
};

}  // namespace escapement::check
