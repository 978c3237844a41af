#include "analysis/source/patterns.h"

#include <catch2/catch.hpp>

#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;
using Names = std::vector<std::string>;

namespace {

const std::vector<std::pair<std::string, std::string>> kFiles = {
    {"m/go.mod", "module m.com/m\ngo 1.26\nrequire r.com/r v1.0.0\ntool r.com/r/cmd/t\nignore (\n\t./out\n\tnode\n)\n"},
    {"m/a.go", "package a\n\nimport (\n\t\"fmt\"\n\t\"r.com/r\"\n)\n"},
    {"m/b/b.go", "package b\n"},
    {"m/b/b_test.go", "package b\n\nimport \"os\"\n"},
    {"m/b/c/c.go", "package c\n"},
    {"m/w/w_windows.go", "package w\n"},
    {"m/out/o.go", "package o\n"},
    {"m/b/node/n.go", "package n\n"},
    {"m/testdata/t.go", "package t\n"},
    {"m/_x/x.go", "package x\n"},
    {"m/.y/y.go", "package y\n"},
    {"m/broken/z.go", "nonsense\n"},
    {"m/nested/go.mod", "module m.com/nested\n"},
    {"m/nested/n.go", "package n\n"},
    {"m/link", "-> b"},
    {"m/loop", "-> ."},
    {"cache/cache/download/r.com/r/@v/v1.0.0.mod", "module r.com/r\n"},
    {"cache/r.com/r@v1.0.0/r.go", "package r\n\nimport \"errors\"\n"},
    {"cache/r.com/r@v1.0.0/r_test.go", "package r\n\nimport \"reflect\"\n"},
    {"cache/r.com/r@v1.0.0/cmd/t/main.go", "package main\n"},
};

Names match(World& world, const std::vector<std::string>& patterns, const std::string& folder = "m") {
  Names out;
  Matches const found = match_packages(world.loader(), world.tree.path(folder), patterns);
  for (const PackagePtr& package : found.packages) out.push_back(package->import_path);
  for (const LoadError& error : found.errors) out.push_back("error: " + std::string(error.code));
  return out;
}

}  // namespace

TEST_CASE("folders: ./... leaves out hidden, ignored, vendored, foreign folders, and follows no links") {
  World world(kFiles);
  CHECK(match(world, {"./..."}) == Names{"m.com/m", "m.com/m/b", "m.com/m/b/c", "m.com/m/broken"});
  CHECK(match(world, {"./b/..."}) == Names{"m.com/m/b", "m.com/m/b/c"});
  CHECK(match(world, {"."}) == Names{"m.com/m"});
  CHECK(match(world, {"./testdata"}) == Names{"m.com/m/testdata"});  // named, so wanted
  CHECK(match(world, {"./link"}) == Names{"m.com/m/link"});
  CHECK(match(world, {"../m/b"}) == Names{"m.com/m/b"});
  CHECK(match(world, {"./none"}) == Names{"error: source.not-found"});
  CHECK(match(world, {"./none/..."}) == Names{"error: source.not-found"});
  CHECK(match(world, {"./w/..."}) == Names{"error: source.no-match"});
  CHECK(match(world, {"./nested/..."}) == Names{"m.com/nested"});  // its own module, in its own workspace
  CHECK(match(world, {"./b", "./b/..."}) == Names{"m.com/m/b", "m.com/m/b/c"});
}

TEST_CASE("import paths and wildcards over the modules of the build") {
  World world(kFiles);
  CHECK(match(world, {"m.com/m/b"}) == Names{"m.com/m/b"});
  CHECK(match(world, {"r.com/..."}) == Names{"r.com/r", "r.com/r/cmd/t"});
  CHECK(match(world, {"m.com/.../c"}) == Names{"m.com/m/b/c"});
  CHECK(match(world, {"fmt", "net/..."}) == Names{"fmt", "net/http"});
  CHECK(match(world, {"x.com/y"}) == Names{"error: source.import-not-found"});
  CHECK(match(world, {"x.com/..."}) == Names{"error: source.no-match"});
}

TEST_CASE("std, cmd, work, tool, all") {
  World world(kFiles);
  Names const standard = match(world, {"std"});
  CHECK(std::ranges::find(standard, "net/http") != standard.end());
  CHECK(std::ranges::find(standard, "vendor/golang.org/x/net/idna") != standard.end());
  CHECK(std::ranges::find(standard, "cmd/go") == standard.end());
  CHECK(match(world, {"cmd"}) == Names{"cmd/go", "cmd/vendor/golang.org/x/mod/semver"});
  CHECK(match(world, {"work"}) == Names{"m.com/m", "m.com/m/b", "m.com/m/b/c", "m.com/m/broken"});
  CHECK(match(world, {"tool"}) == Names{"r.com/r/cmd/t"});
  // Tests of the main module count for "all", tests of its dependencies do not.
  CHECK(match(world, {"all"}) ==
        Names{"errors", "fmt", "m.com/m", "m.com/m/b", "m.com/m/b/c", "m.com/m/broken", "os", "r.com/r", "r.com/r/cmd/t"});
}

TEST_CASE("before go 1.16, tests of dependencies count for all") {
  Files files = kFiles;
  files[0].second = "module m.com/m\ngo 1.15\nrequire r.com/r v1.0.0\nignore (\n\t./out\n\tnode\n)\n";
  World world(files);
  Names const found = match(world, {"all"});
  CHECK(std::ranges::find(found, "reflect") != found.end());
}
