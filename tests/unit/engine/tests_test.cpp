// Files of tests: in the package, outside of it, and what lies between.
#include <catch2/catch.hpp>

#include "project.h"

using namespace escapement::engine;
using namespace escapement::engine::test;

namespace {

class WithTests : public Project {
 public:
  WithTests() {
    write("go.mod", "module example.com/m\n\ngo 1.26\n");
    write("p/p.go", "package p\n\ntype T struct{ hidden int }\n\nfunc New() *T { made := T{}; return &made }\n");
    write("p/export_test.go", "package p\n\nfunc (t *T) Hidden() int { return t.hidden }\n");
    write("q/q.go", "package q\n\nimport \"example.com/m/p\"\n\nfunc Make() *p.T { return p.New() }\n");
    write("p/p_test.go",
          "package p_test\n\nimport (\n\t\"example.com/m/p\"\n\t\"example.com/m/q\"\n)\n\n"
          "func use(t *p.T) int { kept := t.Hidden(); return kept }\n\nfunc both() int { return use(q.Make()) + use(p.New()) }\n");
  }
};

}  // namespace

TEST_CASE("a test in the package is analysed with it") {
  WithTests const project;
  Engine engine({});
  auto const result = engine.snapshot(project.path("p/export_test.go"));
  REQUIRE(result);
  CHECK((*result)->report.diagnostics.empty());
  CHECK((*result)->report.files.size() == 2);
  CHECK(hint_of(result, "made") == "escapes to heap");
}

TEST_CASE("an external test sees the package with its tests, through other packages too") {
  WithTests const project;
  Engine engine({});
  auto const result = engine.snapshot(project.path("p/p_test.go"));
  REQUIRE(result);
  CHECK(printed(result).find("check.") == std::string::npos);
  CHECK((*result)->report.diagnostics.empty());
  CHECK(hint_of(result, "kept") == "stack");
}

TEST_CASE("a batch run takes tests when it is told to") {
  WithTests const project;
  CHECK(compiled({project.path("p")}).size() == 1);
  Options options;
  options.tests = true;
  auto const results = compiled({project.path("p")}, options);
  REQUIRE(results.size() == 3);
  for (const CompileResult& each : results) {
    REQUIRE(each);
    CHECK(each->report.diagnostics.empty());
  }
  CHECK(results[0]->report.files.size() == 1);
  CHECK(results[1]->report.files.size() == 2);
  CHECK(results[2]->report.import_path == "example.com/m/p_test");
}

TEST_CASE("a folder of tests only says so, and is analysed with --tests") {
  Project const project;
  project.write("go.mod", "module example.com/m\n\ngo 1.26\n");
  std::string const path = project.write("only_test.go", "package m\n\nfunc f() *int { kept := 1; return &kept }\n");
  auto const batch = compiled({project.path(".")});
  REQUIRE(batch.size() == 1);
  REQUIRE_FALSE(batch[0]);
  CHECK(batch[0].error().code == "source.no-go-files");
  CHECK(hint_of(Engine({}).snapshot(path), "kept") == "escapes to heap");
}
