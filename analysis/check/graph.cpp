#include "analysis/check/graph.h"

#include <algorithm>
#include <atomic>

#include <tbb/task_arena.h>
#include <tbb/task_group.h>

namespace escapement::check {

namespace {

class Work {
 public:
  Work(Program& program, const std::vector<GraphPackage>& graph) : program_(program), graph_(graph), waits_(graph.size()) {
    importers_.resize(graph.size());
    for (const GraphPackage& each : graph) packages_.push_back(&program.add(each.source));
    for (uint32_t i = 0; i < graph.size(); ++i) connect(i);
  }

  std::vector<Package*> run() {
    // A thread takes what it was given last first: the packages that all others need.
    for (auto i = static_cast<uint32_t>(graph_.size()); i-- > 0;) {
      tasks_.run([this, i] { read(i); });
    }
    tasks_.wait();
    return std::move(packages_);
  }

 private:
  void connect(uint32_t importer) {
    // Its own files are one of the things it waits for.
    uint32_t waits = 1;
    for (const auto& [path, target] : graph_[importer].imports) {
      packages_[importer]->known_imports[path] = target < importer ? packages_[target] : nullptr;
      if (target >= importer || std::ranges::find(importers_[target], importer) != importers_[target].end()) continue;
      importers_[target].push_back(importer);
      ++waits;
    }
    waits_[importer] = waits;
  }

  void read(uint32_t i) {
    program_.throw_if_stopped();
    program_.read(*packages_[i], graph_[i].source);
    arrived(i);
  }

  void arrived(uint32_t i) {
    if (waits_[i].fetch_sub(1, std::memory_order_acq_rel) == 1) tasks_.run([this, i] { declare(i); });
  }

  void declare(uint32_t i) {
    program_.declare(*packages_[i]);
    if (graph_[i].bodies) tasks_.run([this, i] { program_.finish(*packages_[i]); });
    for (uint32_t importer : importers_[i]) arrived(importer);
  }

  Program& program_;
  const std::vector<GraphPackage>& graph_;
  std::vector<Package*> packages_;
  std::vector<std::vector<uint32_t>> importers_;
  std::vector<std::atomic<uint32_t>> waits_;
  tbb::task_group tasks_;
};

}  // namespace

std::vector<Package*> check_graph(Program& program, const std::vector<GraphPackage>& graph, unsigned threads) {
  int const most = tbb::this_task_arena::max_concurrency();
  tbb::task_arena arena(std::clamp(static_cast<int>(threads), 1, most));
  return arena.execute([&] { return Work(program, graph).run(); });
}

}  // namespace escapement::check
