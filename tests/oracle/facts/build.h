// The packages of a build in a program of its own, and what compiling them gives.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "analysis/check/graph.h"
#include "analysis/facts/serialise.h"
#include "analysis/inline/compile.h"

namespace escapement::test {

// The packages that patterns name and all that they need, with the sources of Go that are found on this machine; empty: there are none.
struct Sources {
  source::Goroot goroot;
  source::BuildContext context;
  std::vector<check::GraphPackage> graph;
};
Sources sources_of(const std::vector<std::string>& patterns);
facts::Target target_of(const Sources& sources);

struct Build {
  enum class Bodies : uint8_t { Checked, DeclaredOnly };
  Build(const Sources& sources, Bodies bodies, unsigned threads);

  source::SourceTable texts;
  check::Program program;
  std::vector<check::Package*> packages;  // those that are imported first
  inlining::Library library;
};

// What is said, with kind and place: "PATH:OFFSET kind text".
std::vector<std::string> lines_of(const check::Program& program, const inlining::Compiled& compiled);

// Seconds of the processor.
class Stopwatch {
 public:
  template <class Work>
  auto operator()(Work&& work) {
    struct Stop {
      double& total;
      double start = now();
      ~Stop() { total += now() - start; }
    } const stop{total_};
    return work();
  }
  double total() const { return total_; }

 private:
  static double now();
  double total_ = 0;
};

}  // namespace escapement::test
