// Parsing and checking all of std from source.
// usage: bench-check GOROOT list FILE      writes the packages for the peer
//        bench-check GOROOT one            seconds of the processor to parse and to check, on one thread; peak memory in MB; errors
//        bench-check GOROOT threads N      seconds of the clock for both, on N threads
//        bench-check GOROOT body N         checks a body of net/http/server.go again after each of N edits: microseconds, median and p99 of
//                                          the check alone, median and p99 from the edit on
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "analysis/engine/check_packages.h"
#include "analysis/source/patterns.h"
#include "analysis/syntax/parser.h"
#include "tests/bench/edits.h"
#include "tests/bench/std_program.h"

namespace {

using namespace escapement;
using bench::places_in_bodies;
using bench::Times;

double processor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void write_list(const std::vector<check::GraphPackage>& graph, const std::string& path) {
  std::ofstream out(path);
  for (const check::GraphPackage& package : graph) {
    std::vector<std::string> imports;
    for (const auto& [import, target] : package.imports) imports.push_back(import + "=" + graph[target].source.id);
    out << fmt::format("{}\t{}\t{}\t{}\n", package.source.id, package.source.path, fmt::join(package.source.files, ","),
                       fmt::join(imports, ","));
  }
}

size_t error_count(const std::vector<check::Package*>& packages) {
  size_t out = 0;
  for (const check::Package* package : packages) {
    out += static_cast<size_t>(std::ranges::count(package->diagnostics, base::Severity::Error, &base::Diagnostic::severity));
  }
  return out;
}

void on_one_thread(check::Program& program, const std::vector<check::GraphPackage>& graph) {
  std::vector<check::Package*> packages;
  for (const check::GraphPackage& each : graph) {
    packages.push_back(&program.add(each.source));
    for (const auto& [path, target] : each.imports) packages.back()->known_imports[path] = packages[target];
  }
  double const start = processor();
  for (size_t i = 0; i < graph.size(); ++i) program.read(*packages[i], graph[i].source);
  double const parsed = processor();
  for (check::Package* package : packages) {
    program.declare(*package);
    program.finish(*package);
  }
  double const checked = processor();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:.3f} {:.3f} {} {}\n", parsed - start, checked - parsed, usage.ru_maxrss / 1024, error_count(packages));
}

void on_threads(check::Program& program, const std::vector<check::GraphPackage>& graph, unsigned threads) {
  auto const start = std::chrono::steady_clock::now();
  auto const packages = check::check_graph(program, graph, threads);
  std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - start;
  fmt::print("{:.3f} {}\n", wall.count(), error_count(packages));
}

constexpr uint32_t kSeed = 26;

int body_edits(check::Program& program, source::SourceTable& sources, const std::vector<check::GraphPackage>& graph, int count) {
  auto const packages = check::check_graph(program, graph, 2);
  auto const found = std::ranges::find(packages, "net/http", &check::Package::path);
  if (found == packages.end()) return 2;
  check::Package& package = **found;
  auto const server = std::ranges::find_if(package.files, [](const auto& f) { return f.source->path.ends_with("/server.go"); });
  std::string const path = server->source->path;
  syntax::Parser parser(program.names(), server->source->id);
  std::vector<check::PackageFile> files = package.files;
  check::PackageFile& file = files[static_cast<size_t>(server - package.files.begin())];
  file.tree = parser.parse(server->source->text);
  std::vector<uint32_t> const places = places_in_bodies(*file.tree, parser.text());
  std::mt19937 random(kSeed);
  Times check, whole;
  for (int i = 0; i < count; ++i) {
    uint32_t const at = places[random() % places.size()];
    // One letter in, and out again.
    for (syntax::Edit const& edit : {syntax::Edit{at, at, "x"}, syntax::Edit{at, at + 1, ""}}) {
      auto const start = std::chrono::steady_clock::now();
      file.tree = parser.edit({&edit, 1});
      sources.overlay(path, parser.text());
      file.source = *sources.read(path);
      auto const parsed = std::chrono::steady_clock::now();
      if (!program.update_bodies(package, files)) return 3;
      auto const end = std::chrono::steady_clock::now();
      check.add(end - parsed);
      whole.add(end - start);
    }
  }
  auto const errors = error_count(packages);
  fmt::print("{:.0f} {:.0f} {:.0f} {:.0f} {}\n", check.at(0.5), check.at(0.99), whole.at(0.5), whole.at(0.99), errors);
  return errors == 0 ? 0 : 4;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  auto const goroot = bench::goroot_or_message(argv[1]);
  if (!goroot) return 2;
  bench::StdProgram standard(*goroot);
  auto& [sources, loader, graph, program] = standard;
  std::string const mode = argv[2];
  if (mode == "list" && argc > 3) write_list(graph, argv[3]);
  if (mode == "one") on_one_thread(program, graph);
  if (mode == "threads" && argc > 3) on_threads(program, graph, static_cast<unsigned>(std::stoul(argv[3])));
  if (mode == "body" && argc > 3) return body_edits(program, sources, graph, std::stoi(argv[3]));
  return 0;
}
