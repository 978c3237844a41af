// Where things are now: the IR of an open package has them where they were when it was made.
#pragma once

#include <span>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/span.h"
#include "analysis/check/program.h"

namespace escapement::placement {

class Positions {
 public:
  // `starts`: where each declaration was, in bytes from its file's start; empty: all are where they are.
  Positions(const check::Package& package, std::span<const uint32_t> starts);

  base::Place now(base::Place place) const;

 private:
  struct Moved {
    uint32_t from;
    uint32_t by;  // modulo 2^32
  };
  absl::flat_hash_map<uint32_t, std::vector<Moved>> moved_;  // by file; sorted
};

}  // namespace escapement::placement
