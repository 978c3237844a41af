// Packages compiled with what their imports keep in facts must say what they say compiled with the imports' lowered source.
// usage: facts-agreement [--damage PACKAGE] PATTERN…
//
// The packages are compiled once, imports first, down to what escapes, and their facts are written. Then each is checked and compiled in another
// program, in which all that it needs is declared only and known by facts. The lines must be the same, those about escape too; each body that was
// read must print as the lowered one does, each function that has a tag must have the same, and the facts that are written then must be the same bytes. Packages that do not need each other share a program: none is both read and compiled in
// one, where what it declares in functions would be there twice.
//
// With --damage, every byte of a package's facts is changed too: none may be believed with a wrong hash, none may do harm with a right one.
#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/exports/exports.h"
#include "analysis/inline/library.h"
#include "analysis/ir/print_tree.h"
#include "tests/oracle/facts/build.h"
#include "tests/oracle/facts/damage.h"

namespace {

using namespace escapement;
using test::Build;

constexpr int kSkipped = 77;

struct PackageResult {
  std::vector<std::string> lines;
  std::string bytes;   // of its facts
  std::string bodies;  // that importers see, as text
  std::string tags;    // of all functions that importers can name, as text
  bool was_read = false;
};

struct Figures {
  test::Stopwatch lower, compile, write, check_generic, read;
  size_t bytes = 0, body_bytes = 0, functions = 0, bodies = 0, tags = 0;
};

class Agreement {
 public:
  explicit Agreement(test::Sources sources) : sources_(std::move(sources)), target_(test::target_of(sources_)) {}

  bool run(const std::string& to_damage) {
    compile_from_source();
    for (const std::vector<uint32_t>& level : test::levels_of(sources_)) compile_level(test::part_of(sources_, level));
    print_figures();
    if (!to_damage.empty()) damage(to_damage);
    fmt::print("{} packages, {} lines: {} packages differ\n", sources_.graph.size(), lines_, differing_);
    return differing_ == 0 && lines_ > 0;
  }

 private:
  void differ(const check::Package& package, std::string_view what) {
    ++differing_;
    fmt::print("{}: {}\n", package.path, what);
  }

  // ---- from source

  void compile_from_source() {
    Build first(sources_, Build::Bodies::Checked, 2);
    for (check::Package* package : first.packages) {
      figures_.lower([&] { ir::lower(first.program, *package); });
      test::Decided const decided = figures_.compile([&] { return test::decide(first, *package); });
      PackageResult& result = results_[package->path];
      result.lines = test::lines_of(first.program, decided);
      result.bytes = figures_.write([&] { return write(first, *package, decided.compiled); });
      figures_.bytes += result.bytes.size();
      if (auto const facts = facts::deserialise(result.bytes, target_)) count(facts->inlining);
      result.bodies = bodies_text(first, *package);
      result.tags = tags_text(first, *package, decided.tagged);
      lines_ += result.lines.size();
    }
  }

  std::string write(Build& build, const check::Package& package, const inlining::Compiled& compiled) {
    auto facts = exports::write_facts(build.program, package, compiled, build.library,
                                      [&](types::ObjectId function) { return build.tags.find(function); });
    if (!facts) {
      differ(package, facts.error());
      return {};
    }
    return facts::serialise({package.path, {}, *std::move(facts)}, target_);
  }

  static std::string bodies_text(Build& build, const check::Package& package) {
    std::string out;
    for (types::ObjectId function : package.functions) {
      const inlining::Callee* const callee = build.library.contents().find(function);
      // No importer can name an initialiser.
      if (callee == nullptr || callee->plain.starts_with("init.")) continue;
      out += fmt::format("{} {} {}\n", callee->name, callee->inlinability.cost, callee->inlinability.delays_results);
      out += ir::print_ir(build.program, *callee->body);
    }
    return out;
  }

  // What a package outside of it cannot name is called by nobody there: initialisers, and functions called "_".
  static std::string tags_text(Build& build, const check::Package& package, std::vector<types::ObjectId> functions) {
    std::vector<std::string> lines;
    for (types::ObjectId function : functions) {
      const facts::FunctionFacts* const tags = build.tags.find(function);
      std::string_view const name = build.program.names().text(build.program.types().object(function).name);
      if (tags == nullptr || name == "_" || (name == "init" && tags->params.empty())) continue;
      std::string line = fmt::format("{} {} {}:", package.path, tags->name, static_cast<int>(tags->uintptr_arguments));
      for (const facts::ParamFacts& each : tags->params) line += fmt::format(" [{}]", each.pessimistic.text());
      // Without parameters there is nothing to know.
      if (!tags->params.empty()) lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    return fmt::format("{}\n", fmt::join(lines, "\n"));
  }

  static std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
  }

  // ---- from facts

  void compile_level(const test::Part& part) {
    Build build(part.sources, Build::Bodies::DeclaredOnly, 2);
    std::vector<check::Package*> compiled;
    for (uint32_t root : part.roots) compiled.push_back(build.packages[root]);
    for (check::Package* package : build.packages) {
      if (std::ranges::find(compiled, package) == compiled.end()) read_one(build, *package);
    }
    for (check::Package* package : compiled) compile_from_facts(build, *package);
  }

  void read_one(Build& build, check::Package& package) {
    PackageResult& result = results_[package.path];
    bool const first = !std::exchange(result.was_read, true);
    Figures later;
    Figures& figures = first ? figures_ : later;
    figures.check_generic([&] { build.program.check_generic_bodies(package); });
    auto const problem = read(build, package, result.bytes, figures);
    if (!problem.empty()) differ(package, problem);
    if (!first) return;
    compare(package, lines_in(result.bodies), lines_in(bodies_text(build, package)));
    compare(package, lines_in(result.tags), lines_in(tags_text(build, package, package.functions)));
  }

  std::string read(Build& build, check::Package& package, const std::string& bytes, Figures& figures) {
    auto const facts = figures.read([&] { return facts::deserialise(bytes, target_); });
    if (!facts) return facts.error().text;
    auto const take = [&](types::ObjectId function, facts::FunctionFacts tags) { build.tags.add(function, std::move(tags)); };
    auto const read = figures.read([&] { return exports::read_facts(build.program, package, facts->inlining, build.library, take); });
    return read ? "" : read.error();
  }

  void count(const facts::InlineFacts& facts) {
    figures_.functions += facts.functions.size();
    for (const facts::InlineFunction& each : facts.functions) {
      figures_.body_bytes += each.body.size();
      figures_.bodies += each.body.empty() ? 0 : 1;
      figures_.tags += each.tags.size();
    }
  }

  void compile_from_facts(Build& build, check::Package& package) {
    build.program.finish(package);
    test::Decided const decided = test::decide(build, package);
    const PackageResult& result = results_[package.path];
    compare(package, result.lines, test::lines_of(build.program, decided));
    compare(package, lines_in(result.tags), lines_in(tags_text(build, package, decided.tagged)));
    if (write(build, package, decided.compiled) != result.bytes)
      differ(package, "facts that are written again, in another run, are other bytes");
  }

  void compare(const check::Package& package, const std::vector<std::string>& expected, const std::vector<std::string>& lines) {
    if (expected == lines) return;
    auto const [a, b] = std::ranges::mismatch(expected, lines);
    auto const text = [](auto it, const auto& list) { return it == list.end() ? std::string("nothing more") : *it; };
    differ(package, fmt::format("line {} differs\n  from source: {}\n  from facts:  {}", a - expected.begin() + 1, text(a, expected),
                                text(b, lines)));
  }

  // ---- the rest

  void print_figures() const {
    fmt::print("facts: {} bytes, {} of them bodies; {} functions, {} with a body; tags of {} parameters\n", figures_.bytes,
               figures_.body_bytes, figures_.functions, figures_.bodies, figures_.tags);
    fmt::print("seconds: lower {:.3f}, compile {:.3f}, write {:.3f}, read {:.3f}, check generic bodies {:.3f}\n", figures_.lower.total(),
               figures_.compile.total(), figures_.write.total(), figures_.read.total(), figures_.check_generic.total());
  }

  void damage(const std::string& path) {
    Build build(sources_, Build::Bodies::DeclaredOnly, 1);
    auto const package = std::ranges::find(build.packages, path, &check::Package::path);
    if (package == build.packages.end()) return;
    test::Damaged const damaged = test::read_damaged(build, **package, results_[path].bytes, target_);
    fmt::print("{} damaged: {} tried, {} believed; with a hash that fits: {} broken, {} unknown, {} taken\n", path, damaged.tried,
               damaged.believed, damaged.broken, damaged.unknown, damaged.taken);
    if (damaged.believed != 0 || damaged.broken == 0) differ(**package, "damaged facts are believed");
  }

  test::Sources sources_;
  facts::Target target_;
  std::map<std::string, PackageResult> results_;
  Figures figures_;
  size_t lines_ = 0, differing_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> patterns(argv + 1, argv + argc);
  std::string damage;
  if (patterns.size() > 1 && patterns[0] == "--damage") {
    damage = patterns[1];
    patterns.erase(patterns.begin(), patterns.begin() + 2);
  }
  test::Sources sources = test::sources_of(patterns);
  if (sources.graph.empty()) {
    fmt::print("no sources of Go are found\n");
    return kSkipped;
  }
  return Agreement(std::move(sources)).run(damage) ? 0 : 1;
}
