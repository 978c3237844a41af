// Packages checked together, on several threads.
#include "analysis/check/graph.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "analysis/check/dump.h"

using namespace escapement;

namespace {

class Packages {
 public:
  // Adds a package of one file; returns its number.
  uint32_t add(const std::string& path, const std::string& text, std::vector<std::pair<std::string, uint32_t>> imports) {
    std::string const file = "/src/" + path + "/a.go";
    sources_.overlay(file, text);
    graph_.push_back({{path, path, "/src/" + path, {file}, "", 0}, std::move(imports), true});
    return static_cast<uint32_t>(graph_.size() - 1);
  }
  // Every fact about every declaration, and the errors.
  std::vector<std::string> check(unsigned threads) {
    check::Program program(sources_, source::Goroot{}, source::BuildContext{});
    auto const path_of = [&](base::FileId file) -> std::string_view { return sources_.path_of(file); };
    std::vector<std::string> out;
    for (const check::Package* package : check::check_graph(program, graph_, threads)) {
      for (uint32_t decl = 0; decl < package->decls.size(); ++decl) {
        for (const std::string& line : check::dump_declaration(program, *package, decl, path_of).lines) out.push_back(line);
      }
      for (const base::Diagnostic& d : package->diagnostics) out.push_back(fmt::format("{} {}", d.code, d.text));
    }
    return out;
  }
  const std::vector<check::GraphPackage>& graph() const { return graph_; }

 private:
  source::SourceTable sources_;
  std::vector<check::GraphPackage> graph_;
};

}  // namespace

TEST_CASE("packages checked on several threads give what one thread gives") {
  Packages packages;
  uint32_t const base = packages.add(
      "base",
      "package base\ntype List[T any] struct{ next *List[T]; value T }\nfunc (l *List[T]) Push(v T) *List[T] { return &List[T]{l, v} }\n"
      "type Shape interface{ Area() float64; Shape2 }\ntype Shape2 interface{ Name() string }\nvar Zero, One = 0, 1.5\n",
      {});
  for (int i = 0; i < 40; ++i) {
    packages.add(
        fmt::format("user{}", i),
        fmt::format(
            "package user{0}\nimport \"base\"\ntype T{0} struct{{ base.List[map[string]T{0}] }}\n"
            "func (T{0}) Area() float64 {{ return base.One }}\nfunc (T{0}) Name() string {{ return \"{0}\" }}\n"
            "var S base.Shape = T{0}{{}}\nfunc F() *base.List[int] {{ var l *base.List[int]; return l.Push(base.Zero).Push({0}) }}\n",
            i),
        {{"base", base}});
  }
  auto const alone = packages.check(1);
  CHECK(alone.size() > 1000);
  for (int run = 0; run < 5; ++run) CHECK(packages.check(4) == alone);
}

TEST_CASE("an import that leads back is an error at its place, and the rest is checked") {
  Packages packages;
  packages.add("a", "package a\nimport \"b\"\nvar X = b.Y\nvar Z int = 1\n", {{"b", 1}});
  packages.add("b", "package b\nimport \"a\"\nvar Y = a.Z\n", {{"a", 0}});
  auto const lines = packages.check(2);
  CAPTURE(lines);
  CHECK(std::ranges::count(lines, "check.import-not-found package b imports this one, directly or not") == 1);
  CHECK(std::ranges::count(lines, "U 31 var Z /src/a/a.go:37") == 1);
}
