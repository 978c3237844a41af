#include "analysis/source/build_graph.h"

#include <catch2/catch.hpp>

#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;
using Names = std::vector<std::string>;

namespace {

Names ids(const BuildGraph& graph, std::string_view prefix = "m.com") {
  Names out;
  for (const BuildPackage& package : graph.packages) {
    if (package.id().starts_with(prefix)) out.push_back(package.id());
  }
  return out;
}

Names imports(const BuildGraph& graph, std::string_view id) {
  Names out;
  for (const BuildPackage& package : graph.packages) {
    if (package.id() != id) continue;
    for (const auto& import : package.imports) out.push_back(graph.packages[import.target].id());
  }
  return out;
}

}  // namespace

TEST_CASE("packages come behind what they import; programs need the runtime") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/main.go", "package main\n\nimport (\n\t\"m.com/m/b\"\n\t\"m.com/m/a\"\n)\n"},
                    {"m/a/a.go", "package a\n\nimport \"m.com/m/b\"\n"},
                    {"m/b/b.go", "package b\n\nimport \"fmt\"\n"}});
  BuildGraph const graph = build_graph(world.loader(), {world.package("m")}, Tests::Leave);
  CHECK(ids(graph, "") == Names{"fmt", "m.com/m/b", "m.com/m/a", "runtime", "m.com/m"});
  CHECK(graph.errors.empty());
}

TEST_CASE("in-package tests make a second form of the package, and of what lies between it and its external tests") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/p/p.go", "package p\n"},
                    {"m/p/p_test.go", "package p\n\nimport \"testing\"\n"},
                    {"m/p/x_test.go", "package p_test\n\nimport (\n\t\"m.com/m/p\"\n\t\"m.com/m/q\"\n\t\"m.com/m/far\"\n)\n"},
                    {"m/q/q.go", "package q\n\nimport \"m.com/m/r\"\n"},
                    {"m/r/r.go", "package r\n\nimport \"m.com/m/p\"\n"},
                    {"m/far/far.go", "package far\n"}});
  BuildGraph const graph = build_graph(world.loader(), {world.package("m/p")}, Tests::Include);
  CHECK(ids(graph) == Names{"m.com/m/p", "m.com/m/far", "m.com/m/p [m.com/m/p.test]", "m.com/m/r [m.com/m/p.test]",
                            "m.com/m/q [m.com/m/p.test]", "m.com/m/p_test [m.com/m/p.test]"});
  CHECK(imports(graph, "m.com/m/p_test [m.com/m/p.test]") ==
        Names{"m.com/m/far", "m.com/m/p [m.com/m/p.test]", "m.com/m/q [m.com/m/p.test]"});
  CHECK(imports(graph, "m.com/m/q [m.com/m/p.test]") == Names{"m.com/m/r [m.com/m/p.test]"});
}

TEST_CASE("external tests alone use the package as it is") {
  World world(
      Files{{"m/go.mod", "module m.com/m\n"}, {"m/p/p.go", "package p\n"}, {"m/p/x_test.go", "package p_test\n\nimport \"m.com/m/p\"\n"}});
  BuildGraph const graph = build_graph(world.loader(), {world.package("m/p")}, Tests::Include);
  CHECK(ids(graph) == Names{"m.com/m/p", "m.com/m/p_test [m.com/m/p.test]"});
  CHECK(imports(graph, "m.com/m/p_test [m.com/m/p.test]") == Names{"m.com/m/p"});
}

TEST_CASE("import cycles are cut and reported; what does not depend on them is all there") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/a/a.go", "package a\n\nimport \"m.com/m/b\"\n"},
                    {"m/b/b.go", "package b\n\nimport \"m.com/m/a\"\n"},
                    {"m/c/c.go", "package c\n"},
                    {"m/a/a_test.go", "package a\n\nimport \"m.com/m/b\"\n"}});
  BuildGraph const graph = build_graph(world.loader(), {world.package("m/a"), world.package("m/c")}, Tests::Include);
  CHECK(ids(graph).size() >= 3);
  CHECK(codes(graph.errors) == Names{"source.import-cycle", "source.import-cycle", "source.import-cycle"});
  CHECK(graph.errors.back().text == "import cycle: the test of m.com/m/a imports m.com/m/b imports m.com/m/a");
}
