// What is open overlays what the disk holds; packages of one folder stand apart.
#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

#include "project.h"

using namespace escapement::engine;
using namespace escapement::engine::test;

namespace {
constexpr std::string_view kHeap = "package p\n\nfunc f() *int { kept := 1; return &kept }\n";
constexpr std::string_view kStack = "package p\n\nfunc f() int { kept := 1; return kept }\n";
}  // namespace

TEST_CASE("an open document overlays its file until it is closed") {
  Project const project;
  std::string const path = project.write("p.go", kHeap);
  Engine engine({});
  CHECK(hint_of(engine.snapshot(path), "kept") == "escapes to heap");
  CHECK_FALSE(engine.is_open(path));
  engine.open(path, std::string(kStack));
  CHECK(engine.is_open(path));
  CHECK(engine.text(path) == kStack);
  CHECK(hint_of(engine.snapshot(path), "kept") == "stack");
  // Opened again, the newer text counts.
  engine.open(path, std::string(kHeap));
  CHECK(hint_of(engine.snapshot(path), "kept") == "escapes to heap");
  engine.open(path, std::string(kStack));
  engine.close(path);
  CHECK_FALSE(engine.is_open(path));
  CHECK(hint_of(engine.snapshot(path), "kept") == "escapes to heap");
}

TEST_CASE("a document that was never saved is analysed, with the files of its folder") {
  Project const project;
  project.write("a.go", "package p\n\nvar a = f()\n");
  std::string const path = project.path("new.go");
  Engine engine({});
  engine.open(path, std::string(kHeap));
  auto const result = engine.snapshot(path);
  REQUIRE(result);
  CHECK((*result)->report.files.size() == 2);
  CHECK(hint_of(result, "kept") == "escapes to heap");
  engine.close(path);
  CHECK(printed(engine.snapshot(path)) == "source.not-found " + path);
}

TEST_CASE("edits out of range change nothing") {
  Project const project;
  std::string const path = project.path("p.go");
  Engine engine({});
  CHECK_FALSE(engine.change(path, {{0, 0, "x"}}));
  engine.open(path, std::string(kHeap));
  CHECK_FALSE(engine.change(path, {{0, 1, "x"}, {0, 5000, "y"}}));
  CHECK_FALSE(engine.change(path, {{5, 2, "x"}}));
  CHECK(engine.text(path) == kHeap);
  CHECK(engine.change(path, {{0, 0, "//\n"}, {0, 3, ""}}));
  CHECK(engine.text(path) == kHeap);
}

TEST_CASE("two packages in one folder are two answers") {
  Project const project;
  std::string const one = project.write("one.go", "package one\n\nfunc f() *int { kept := 1; return &kept }\n");
  std::string const two = project.write("two.go", "package two\n\nfunc f() int { kept := 1; return kept }\n");
  Engine engine({});
  engine.open(one, "package one\n\nfunc f() *int { kept := 1; return &kept }\n");
  CHECK(hint_of(engine.snapshot(one), "kept") == "escapes to heap");
  CHECK(hint_of(engine.snapshot(two), "kept") == "stack");
  // An edit in one of them leaves the other's answer as it is.
  auto const before = engine.snapshot(two);
  REQUIRE(engine.change(one, {{0, 0, "\n"}}));
  auto const after = engine.snapshot(two);
  REQUIRE(before);
  CHECK(*before == *after);
}

TEST_CASE("nothing changed: the same snapshot") {
  Project const project;
  std::string const path = project.write("p.go", kHeap);
  Engine engine({});
  auto const first = engine.snapshot(path);
  REQUIRE(first);
  CHECK(*engine.snapshot(path) == *first);
  CHECK(count(engine, "analyses") == 1);
  project.write("p.go", kStack);
  CHECK(hint_of(engine.snapshot(path), "kept") == "stack");
}

TEST_CASE("an edit of an imported package reaches its importers") {
  Project const project;
  project.write("go.mod", "module example.org/m\n\ngo 1.26\n");
  std::string const library = project.write("library/library.go", "package library\n\nfunc Size() int { return 1 }\n");
  std::string const user = project.write("user.go", "package m\n\nimport \"example.org/m/library\"\n\nvar size int = library.Size()\n");
  Engine engine({});
  auto const good = engine.snapshot(user);
  REQUIRE(good);
  CHECK((*good)->report.diagnostics.empty());
  engine.open(library, "package library\n\nfunc Size() string { return \"\" }\n");
  auto const bad = engine.snapshot(user);
  REQUIRE(bad);
  CHECK((*bad)->report.diagnostics.size() == 1);
  engine.close(library);
  CHECK((*engine.snapshot(user))->report.diagnostics.empty());
  project.write("library/library.go", "package library\n\nfunc Size() string { return \"\" }\n");
  engine.changed_on_disk(library);
  CHECK((*engine.snapshot(user))->report.diagnostics.size() == 1);
}

TEST_CASE("what cannot be analysed says why") {
  Project const project;
  Engine engine({});
  CHECK(printed(engine.snapshot(project.path("missing.go"))) == "source.not-found " + project.path("missing.go"));
}

TEST_CASE("a generic function is answered by its instances, and one without an instance says so") {
  Project const project;
  std::string const path = project.write(
      "p.go",
      "package p\n\nfunc used[T any](v T) *T { kept := v; return &kept }\n\nvar _ = used(1)\n\nfunc idle[T any](v T) *T { return &v }\n");
  Engine engine({});
  auto const result = engine.snapshot(path);
  CHECK(hint_of(result, "kept") == "escapes to heap");
  REQUIRE(result);
  const auto& missing = (*result)->report.not_analysed;
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].function == "idle");
  CHECK(missing[0].construct == "a generic function of which this package has no instance: gc compiles it where it is used");
}

TEST_CASE("files that come and go while they are read leave the others answered") {
  Project const project;
  project.write("go.mod", "module example.com/m\n\ngo 1.26\n");
  project.write("p/kept.go", kHeap);
  std::string const imported = project.write("q/q.go", "package q\n\nfunc F() {}\n");
  project.write("q/stays.go", "package q\n");
  std::string const leaves = project.path("p/leaves.go");
  std::jthread const other([&](const std::stop_token& stop) {
    for (int i = 0; i < 100000 && !stop.stop_requested(); ++i) {
      project.write("p/leaves.go", "package p\n\nimport \"example.com/m/q\"\n\nfunc g() { q.F() }\n");
      project.write("q/q.go", "package q\n\nfunc F() {}\n");
      std::filesystem::remove(leaves);
      std::filesystem::remove(imported);
    }
  });
  for (int i = 0; i < 200; ++i) {
    auto const results = compiled({project.path("p")});
    REQUIRE_FALSE(results.empty());
    // The folder itself stays, and so does one of its files.
    REQUIRE(std::ranges::any_of(results, [](const CompileResult& each) { return hint_of(each, "kept") == "escapes to heap"; }));
    for (const CompileResult& each : results) {
      if (!each) CHECK(each.error().text != "");
    }
  }
}
