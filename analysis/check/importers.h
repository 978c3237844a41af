// Which packages wait for which while tasks work on a build.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include <tbb/task_arena.h>

namespace escapement::check {

// A package is due when its own turn has come and all that it imports are done. Packages are numbered from 0.
class Importers {
 public:
  explicit Importers(size_t packages) : of_(packages), waits_(packages) {
    for (auto& waits : waits_) waits = 1;  // for its own turn
  }

  // Before any task has started.
  void add(uint32_t importer, uint32_t imported) {
    if (std::ranges::find(of_[imported], importer) != of_[imported].end()) return;
    of_[imported].push_back(importer);
    ++waits_[importer];
  }

  // One of the things that the package waits for is there. Returns whether it was the last.
  bool arrive(uint32_t package) { return waits_[package].fetch_sub(1, std::memory_order_acq_rel) == 1; }
  std::span<const uint32_t> of(uint32_t imported) const { return of_[imported]; }

 private:
  std::vector<std::vector<uint32_t>> of_;
  std::vector<std::atomic<uint32_t>> waits_;
};

// Runs work that makes tasks on at most so many threads, the caller's among them; at least one.
template <class Run>
auto on_threads(unsigned threads, Run run) {
  int const most = tbb::this_task_arena::max_concurrency();
  tbb::task_arena arena(std::clamp(static_cast<int>(threads), 1, most));
  return arena.execute(run);
}

}  // namespace escapement::check
