// IR and inlining of all of std, from checked bodies; and of one body after an edit.
// usage: bench-inline GOROOT std THREADS   seconds of the processor and of the clock for IR and inlining, functions, bytes that are kept per function,
//                                          peak memory in MB
//        bench-inline GOROOT body N        compiles a body of net/http/server.go again after each of N edits and taking them back: microseconds of the
//                                          processor, median, p99 and most, number and functions of those that compiled single functions; median, p99 and
//                                          number of those of them that compiled the edited one alone; number and median of those that needed the package
//        bench-inline GOROOT same N        compares the answers after each of these edits with those of compiling anew; 1: some differ
#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <ctime>
#include <functional>
#include <optional>

#include "analysis/engine/check_packages.h"
#include "analysis/engine/compile_packages.h"
#include "analysis/source/goroot.h"
#include "analysis/source/patterns.h"
#include "tests/bench/edits.h"
#include "tests/bench/net_http.h"
#include "tests/bench/std_program.h"
#include "tests/unit/inline/answers.h"

namespace {

using namespace escapement;
using bench::Edited;
using bench::thread_time;
using bench::Times;

using Graph = std::vector<check::GraphPackage>;

double processor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

size_t count_functions(const std::vector<engine::CompiledWithEscapes>& compiled) {
  size_t out = 0;
  for (const inlining::Compiled& package : compiled) {
    for (const inlining::Message& message : package.messages)
      out += message.kind == inlining::MessageKind::CanInline || message.kind == inlining::MessageKind::CannotInline ? 1 : 0;
  }
  return out;
}

void inline_std(check::Program& program, const Graph& graph, unsigned threads) {
  auto const packages = check::check_graph(program, graph, threads);
  inlining::Library library;
  engine::CompileOptions options{"amd64", threads};
  options.library = &library;
  size_t const before = mallinfo2().uordblks;
  double const start = processor();
  auto const clock = std::chrono::steady_clock::now();
  auto compiled = engine::compile_checked(program, packages, options);
  std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - clock;
  double const end = processor();
  size_t const functions = count_functions(compiled);
  compiled = {};
  size_t const kept = mallinfo2().uordblks - before;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:.3f} {:.3f} {} {} {}\n", end - start, wall.count(), functions, kept / std::max<size_t>(functions, 1),
             usage.ru_maxrss / 1024);
}

// net/http, with all that it imports compiled, and open.
class Opened {
 public:
  Opened(check::Program& program, source::SourceTable& sources, const Graph& graph) : program_(program) {
    auto const packages = check::check_graph(program, graph, 2);
    engine::CompileOptions options{"amd64", 2};
    options.library = &library_;
    engine::compile_checked(program, packages, options);
    edited_.emplace(program, sources, packages);
    open_anew();
  }

  void edit(int count, const std::function<void(std::span<const uint32_t>)>& visit) { edited_->edit_at_random(count, visit); }

  // False: the package was compiled as a whole.
  bool update(std::span<const uint32_t> changed) {
    bool const enough = open_->update(changed);
    if (!enough) open_anew();
    return enough;
  }
  const inlining::OpenPackage& open() const { return *open_; }
  bool is_as_compiled_anew() {
    auto const compiled = inlining::compile(program_, edited_->package(), library_, inlining::WithExplanation::Yes);
    return test::printed(compiled.explanation) == test::printed(open_->explanation());
  }

 private:
  void open_anew() { open_ = std::make_unique<inlining::OpenPackage>(program_, edited_->package(), library_); }

  check::Program& program_;
  inlining::Library library_;
  std::optional<Edited> edited_;
  std::unique_ptr<inlining::OpenPackage> open_;
};

void inline_bodies(Opened opened, int count) {
  Times single, alone, whole;
  size_t functions = 0;
  opened.edit(count, [&](std::span<const uint32_t> changed) {
    auto const start = thread_time();
    bool const enough = opened.update(changed);
    auto const time = thread_time() - start;
    (enough ? single : whole).add(time);
    if (enough && opened.open().compiled_again() == 1) alone.add(time);
    functions += enough ? opened.open().compiled_again() : 0;
  });
  fmt::print("{:.0f} {:.0f} {:.0f} {} {} {:.0f} {:.0f} {} {} {:.0f}\n", single.at(0.5), single.at(0.99), single.at(1), single.values.size(),
             functions, alone.at(0.5), alone.at(0.99), alone.values.size(), whole.values.size(), whole.at(0.5));
}

int compare_bodies(Opened opened, int count) {
  size_t single = 0, same = 0, all = 0;
  opened.edit(count, [&](std::span<const uint32_t> changed) {
    single += opened.update(changed) ? 1 : 0;
    same += opened.is_as_compiled_anew() ? 1 : 0;
    ++all;
  });
  fmt::print("{} of {} edits compiled single functions, {} gave the answers of compiling anew\n", single, all, same);
  return same == all && single > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  auto const goroot = bench::goroot_or_message(argv[1]);
  if (!goroot) return 2;
  bench::StdProgram standard(*goroot);
  auto& [sources, loader, graph, program] = standard;
  std::string const mode = argv[2];
  if (mode == "same") return compare_bodies({program, sources, graph}, std::stoi(argv[3]));
  if (mode == "body") {
    inline_bodies({program, sources, graph}, std::stoi(argv[3]));
    return 0;
  }
  if (mode != "std") return 2;
  inline_std(program, graph, static_cast<unsigned>(std::stoul(argv[3])));
  return 0;
}
