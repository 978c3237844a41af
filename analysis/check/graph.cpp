#include "analysis/check/graph.h"

#include <tbb/task_group.h>

#include "analysis/check/importers.h"

namespace escapement::check {

namespace {

class Work {
 public:
  Work(Program& program, const std::vector<GraphPackage>& graph) : program_(program), graph_(graph), importers_(graph.size()) {
    for (const GraphPackage& each : graph) packages_.push_back(each.known != nullptr ? each.known : &program.add(each.source));
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
    if (graph_[importer].known != nullptr) return;
    for (const auto& [path, target] : graph_[importer].imports) {
      packages_[importer]->known_imports[path] = target < importer ? packages_[target] : nullptr;
      if (target < importer) importers_.add(importer, target);
    }
  }

  void read(uint32_t i) {
    if (graph_[i].known != nullptr) return declared(i);
    program_.throw_if_stopped();
    program_.read(*packages_[i], graph_[i].source);
    arrived(i);
  }

  void arrived(uint32_t i) {
    if (importers_.arrive(i)) tasks_.run([this, i] { declare(i); });
  }

  void declare(uint32_t i) {
    program_.declare(*packages_[i]);
    if (graph_[i].bodies) tasks_.run([this, i] { program_.finish(*packages_[i]); });
    declared(i);
  }

  void declared(uint32_t i) {
    for (uint32_t importer : importers_.of(i)) arrived(importer);
  }

  Program& program_;
  const std::vector<GraphPackage>& graph_;
  std::vector<Package*> packages_;
  Importers importers_;
  tbb::task_group tasks_;
};

}  // namespace

std::vector<Package*> check_graph(Program& program, const std::vector<GraphPackage>& graph, unsigned threads) {
  return on_threads(threads, [&] { return Work(program, graph).run(); });
}

}  // namespace escapement::check
