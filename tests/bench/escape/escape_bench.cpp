// A package down to its decisions: with all it imports from source, and with the facts of what it imports read from files.
// usage: bench-escape PACKAGE
//
// One line of figures. Of the first, seconds of the processor and of the clock on one thread; of the second these too, which parts of them are for
// declaring the imported packages, for reading their facts and for the package itself; then bytes of facts, packages, lines. 1: the lines differ.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "analysis/exports/exports.h"
#include "tests/oracle/facts/build.h"

namespace {

using namespace escapement;
namespace fs = std::filesystem;
using test::Build;

constexpr int kSkipped = 77;

class Clock {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct Times {
  test::Stopwatch declare, read, decide;
  double clock = 0;
  double processor() const { return declare.total() + read.total() + decide.total(); }
};

// A folder that is gone with its files when the benchmark is.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "bench-escape-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path file(size_t package) const { return path_ / std::to_string(package); }

 private:
  fs::path path_;
};

class Bench {
 public:
  explicit Bench(const std::string& path) : sources_(test::sources_of({path})), target_(test::target_of(sources_)) {
    auto const found = std::ranges::find(sources_.graph, path, [](const check::GraphPackage& each) { return each.source.path; });
    root_ = static_cast<size_t>(found - sources_.graph.begin());
  }

  int run() {
    if (root_ >= sources_.graph.size()) {
      fmt::print("no sources of the package are found\n");
      return kSkipped;
    }
    write_facts();
    Times cold, warm;
    auto const lines = from_source(cold);
    auto const again = from_facts(warm);
    fmt::print("{:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {} {} {}\n", cold.processor(), cold.clock, warm.processor(), warm.clock,
               warm.declare.total(), warm.read.total(), warm.decide.total(), bytes_, sources_.graph.size(), lines.size());
    return lines == again && !lines.empty() ? 0 : 1;
  }

 private:
  void write_facts() {
    Build build(sources_, Build::Bodies::Checked, 1);
    auto const tags_of = [&](types::ObjectId function) { return build.tags.find(function); };
    for (size_t i = 0; i < root_; ++i) {
      check::Package& package = *build.packages[i];
      test::Decided const decided = test::decide(build, package);
      auto facts = exports::write_facts(build.program, package, decided.compiled, build.library, tags_of);
      if (!facts) continue;
      std::string const bytes = facts::serialise({package.path, {}, *std::move(facts)}, target_);
      bytes_ += bytes.size();
      std::ofstream(folder_.file(i), std::ios::binary) << bytes;
    }
  }

  std::vector<std::string> from_source(Times& times) {
    Clock const clock;
    std::optional<Build> build;
    times.declare([&] { build.emplace(sources_, Build::Bodies::Checked, 1); });
    test::Decided decided;
    times.decide([&] {
      for (size_t i = 0; i <= root_; ++i) decided = test::decide(*build, *build->packages[i]);
    });
    times.clock = clock.seconds();
    return test::lines_of(build->program, decided);
  }

  std::vector<std::string> from_facts(Times& times) {
    Clock const clock;
    std::optional<Build> build;
    times.declare([&] { build.emplace(sources_, Build::Bodies::DeclaredOnly, 1); });
    times.read([&] {
      for (size_t i = 0; i < root_; ++i) read(*build, i);
    });
    test::Decided decided;
    times.decide([&] {
      check::Package& package = *build->packages[root_];
      build->program.finish(package);
      decided = test::decide(*build, package);
    });
    times.clock = clock.seconds();
    return test::lines_of(build->program, decided);
  }

  void read(Build& build, size_t i) {
    std::ifstream in(folder_.file(i), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), {}};
    auto const facts = facts::deserialise(bytes, target_);
    auto const take = [&](types::ObjectId function, facts::FunctionFacts tags) { build.tags.add(function, std::move(tags)); };
    if (facts && exports::read_facts(build.program, *build.packages[i], facts->inlining, build.library, take)) return;
    fmt::print(stderr, "{}: no facts\n", build.packages[i]->path);
  }

  test::Sources sources_;
  facts::Target target_;
  Folder folder_;
  size_t root_ = 0, bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench-escape PACKAGE\n");
    return 2;
  }
  return Bench(argv[1]).run();
}
