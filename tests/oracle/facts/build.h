// The packages of a build in a program of its own, and what compiling them gives.
#pragma once

#include <string>
#include <vector>

#include "analysis/check/graph.h"
#include "analysis/escape/whole_program.h"
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
// The same for some of its packages, by index, and what these need; and where in the result each of them is.
struct Part {
  Sources sources;
  std::vector<uint32_t> roots;
};
Part part_of(const Sources& sources, const std::vector<uint32_t>& roots);
// The packages, by index, so that none needs another one of its list, and each list comes before those that need its packages.
std::vector<std::vector<uint32_t>> levels_of(const Sources& sources);
facts::Target target_of(const Sources& sources);

struct Build {
  enum class Bodies : uint8_t { Checked, DeclaredOnly };
  Build(const Sources& sources, Bodies bodies, unsigned threads);

  source::SourceTable texts;
  check::Program program;
  std::vector<check::Package*> packages;  // those that are imported first
  inlining::Library library;
  escape::Tags tags;
};

// A package down to its decisions, and the functions that have tags by then.
struct Decided {
  inlining::Compiled compiled;
  escape::Result escapes;
  std::vector<types::ObjectId> tagged;
};
Decided decide(Build& build, check::Package& package);

// What is said, with kind and place: "PATH:OFFSET kind text".
std::vector<std::string> lines_of(const check::Program& program, const Decided& decided);

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
