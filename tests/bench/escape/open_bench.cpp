// Escape decisions of net/http, kept up to edits.
// usage: bench-open-decisions GOROOT body N   decides anew after each of N edits of a body of net/http/server.go and taking them back: microseconds of the
//                                             processor from the checked body to the decisions, median, p99 and most; those of inlining alone; number of
//                                             those that compiled single functions, with the functions that they compiled and the batches that they solved;
//                                             number and median of those that needed the package
//        bench-open-decisions GOROOT memory   bytes that are kept of the open package: with what tells of calls, with whole functions, and of its decisions
//        bench-open-decisions GOROOT same N   compares the decisions after each of these edits with those of compiling and analysing anew; 1: some differ
#include <fmt/format.h>
#include <malloc.h>

#include <optional>

#include "analysis/engine/check_packages.h"
#include "analysis/engine/compile_packages.h"
#include "analysis/escape/open_decisions.h"
#include "tests/bench/net_http.h"
#include "tests/bench/std_program.h"
#include "tests/unit/escape/printed.h"

namespace {

using namespace escapement;
using bench::Edited;
using bench::thread_time;
using bench::Times;

// net/http, with all that it imports analysed, and open.
class Opened {
 public:
  explicit Opened(bench::StdProgram& standard) : program_(standard.program) {
    auto const packages = check::check_graph(program_, standard.graph, 2);
    engine::CompileOptions options{"amd64", 2};
    options.library = &library_;
    options.tags = &tags_;
    engine::compile_checked(program_, packages, options);
    edited_.emplace(program_, standard.sources, packages);
    open_anew();
  }

  void edit(int count, const std::function<void(std::span<const uint32_t>)>& visit) { edited_->edit_at_random(count, visit); }
  bool inline_again(std::span<const uint32_t> changed) { return open_->update(changed); }
  void decide_again() { decisions_->update(); }
  void open_anew() {
    decisions_.reset();
    open_.reset();
    open_ = std::make_unique<inlining::OpenPackage>(program_, edited_->package(), library_, inlining::Copies::All);
    decisions_ = std::make_unique<escape::OpenDecisions>(program_, *open_, tags_);
  }
  const inlining::OpenPackage& open() const { return *open_; }
  const escape::OpenDecisions& decisions() const { return *decisions_; }

  void print_memory() {
    decisions_.reset();
    open_.reset();
    auto grown = [before = mallinfo2().uordblks]() mutable {
      size_t const now = mallinfo2().uordblks;
      return now - std::exchange(before, now);
    };
    auto telling = std::make_unique<inlining::OpenPackage>(program_, edited_->package(), library_);
    size_t const with_telling = grown();
    telling.reset();
    grown();
    open_ = std::make_unique<inlining::OpenPackage>(program_, edited_->package(), library_, inlining::Copies::All);
    size_t const with_all = grown();
    decisions_ = std::make_unique<escape::OpenDecisions>(program_, *open_, tags_);
    fmt::print("{} {} {}\n", with_telling, with_all, grown());
  }

  test::PrintedDecisions kept() { return test::kept(as_opened(), *open_, *decisions_); }
  test::PrintedDecisions anew() { return test::anew(as_opened()); }

 private:
  test::OpenedPackage as_opened() { return {program_, edited_->package(), library_, tags_}; }

  check::Program& program_;
  inlining::Library library_;
  escape::Tags tags_;
  std::optional<Edited> edited_;
  std::unique_ptr<inlining::OpenPackage> open_;
  std::unique_ptr<escape::OpenDecisions> decisions_;
};

void decide_bodies(Opened& opened, int count) {
  Times all, inlining, whole;
  size_t functions = 0, batches = 0;
  opened.edit(count, [&](std::span<const uint32_t> changed) {
    auto const start = thread_time();
    bool const enough = opened.inline_again(changed);
    auto const inlined = thread_time();
    if (enough) {
      opened.decide_again();
    } else {
      opened.open_anew();
    }
    auto const end = thread_time();
    (enough ? all : whole).add(end - start);
    if (!enough) return;
    inlining.add(inlined - start);
    functions += opened.open().compiled_again();
    batches += opened.decisions().solved();
  });
  fmt::print("{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {} {} {} {} {:.0f}\n", all.at(0.5), all.at(0.99), all.at(1), inlining.at(0.5),
             inlining.at(0.99), inlining.at(1), all.values.size(), functions, batches, whole.values.size(), whole.at(0.5));
}

int compare_bodies(Opened& opened, int count) {
  size_t single = 0, same = 0, complete = 0, all = 0;
  opened.edit(count, [&](std::span<const uint32_t> changed) {
    bool const enough = opened.inline_again(changed);
    if (enough) {
      opened.decide_again();
    } else {
      opened.open_anew();
    }
    test::PrintedDecisions const kept = opened.kept();
    test::PrintedDecisions const anew = opened.anew();
    single += enough ? 1 : 0;
    complete += anew.complete ? 1 : 0;
    bool const is_same = test::is_same(kept, anew);
    same += is_same ? 1 : 0;
    ++all;
    if (!is_same) fmt::print(stderr, "{}\n", test::difference(kept, anew));
  });
  fmt::print("{} of {} edits compiled single functions, {} left all functions analysed, {} gave the decisions of analysing anew\n", single,
             all, complete, same);
  return same == all && single > 0 && complete > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  auto const goroot = bench::goroot_or_message(argv[1]);
  if (!goroot) return 2;
  std::string const mode = argv[2];
  bool const counts = mode == "body" || mode == "same";
  if (!counts && mode != "memory") return 2;
  if (counts && argc < 4) return 2;
  bench::StdProgram standard(*goroot);
  Opened opened(standard);
  if (mode == "same") return compare_bodies(opened, std::stoi(argv[3]));
  if (mode == "memory") {
    opened.print_memory();
  } else {
    decide_bodies(opened, std::stoi(argv[3]));
  }
  return 0;
}
