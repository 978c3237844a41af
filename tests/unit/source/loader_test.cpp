// What imports mean.
#include <catch2/catch.hpp>

#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;

namespace {

std::string code_of(const Resolution& resolution) { return resolution.error ? std::string(resolution.error->code) : ""; }

}  // namespace

TEST_CASE("imports of the module itself and of the standard library") {
  World world(Files{{"m/go.mod", "module m.com/m\n\ngo 1.26\n"}, {"m/a.go", "package a\n"}, {"m/b/b.go", "package b\n"}});
  CHECK(world.resolve("m", "m.com/m/b").package == world.package("m/b"));
  CHECK(world.resolve("m/b", "m.com/m").package == world.package("m"));
  PackagePtr const fmt = world.resolve("m", "fmt").package;
  REQUIRE(fmt);
  CHECK(fmt->standard);
  CHECK(fmt->language_minor == 26);
  CHECK(world.resolve("m", "unsafe").package);
}

TEST_CASE("what leads nowhere is one error that says what was looked for where") {
  World world(Files{{"m/go.mod", "module m.com/m\n\ngo 1.26\n\nrequire r.com/r v1.0.0\n"}, {"m/a.go", "package a\n"}});
  Resolution const standard = world.resolve("m", "net/smoke");
  CHECK(code_of(standard) == "source.import-not-found");
  CHECK(standard.error->text == "package net/smoke is not in the standard library (" + world.tree.path("goroot/src") + "/net/smoke)");
  Resolution const own = world.resolve("m", "m.com/m/none");
  CHECK(own.error->text == "package m.com/m/none is not in m.com/m (" + world.tree.path("m") + ")");
  Resolution const other = world.resolve("m", "x.com/y");
  CHECK(code_of(other) == "source.import-not-found");
  CHECK(other.error->text.starts_with("no module that " + world.tree.path("m/go.mod") + " requires can have package x.com/y"));
  Resolution const absent = world.resolve("m", "r.com/r/sub");
  CHECK(code_of(absent) == "source.module-not-in-cache");
  CHECK(absent.error->text == "package r.com/r/sub may be in r.com/r v1.0.0 (not in the module cache: " +
                                  world.tree.path("cache/r.com/r@v1.0.0") + "); `go mod download` brings it");
  CHECK(code_of(world.resolve("m", "./b")) == "source.bad-import-path");
  CHECK(code_of(world.resolve("m", "/b")) == "source.bad-import-path");
  CHECK(code_of(world.resolve("m", "a//b")) == "source.bad-import-path");
  CHECK(code_of(world.resolve("m", "")) == "source.bad-import-path");
  CHECK(code_of(world.resolve("m", "C")) == "source.uses-cgo");
}

TEST_CASE("an error stands at its import") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package a\n\nimport (\n\t\"fmt\"\n\tx \"nowhere\"\n)\n"}});
  PackagePtr const a = world.package("m");
  const GoFile& file = a->go_files[0];
  CHECK_FALSE(world.loader().resolve(*a, file, file.header->imports[0]).error);
  auto const error = world.loader().resolve(*a, file, file.header->imports[1]).error;
  REQUIRE(error);
  CHECK(error->path == world.tree.path("m/a.go"));
  CHECK(error->at.line == 5);
  CHECK(error->at.column == 4);
}

TEST_CASE("GOROOT's packages import what GOROOT vendors; nobody else does") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package a\n"}});
  PackagePtr const http = world.loader().standard_package("net/http");
  CHECK(world.loader().resolve(*http, "golang.org/x/net/idna").package->import_path == "vendor/golang.org/x/net/idna");
  PackagePtr const go = world.loader().standard_package("cmd/go");
  CHECK(world.loader().resolve(*go, "golang.org/x/mod/semver").package->import_path == "cmd/vendor/golang.org/x/mod/semver");
  CHECK(code_of(world.loader().resolve(*go, "golang.org/x/net/idna")) == "source.import-not-found");
  CHECK(code_of(world.resolve("m", "golang.org/x/net/idna")) == "source.import-not-found");
  CHECK(code_of(world.resolve("m", "vendor/golang.org/x/net/idna")) == "source.bad-import-path");
  CHECK(world.package("goroot/src/net/http") == http);
}

TEST_CASE("internal packages are imported from below their parent only, and are known all the same") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/a/a.go", "package a\n"},
                    {"m/a/internal/i/i.go", "package i\n"},
                    {"m/a/b/b.go", "package b\n"},
                    {"m/c/c.go", "package c\n"},
                    {"m/ab/ab.go", "package ab\n"}});
  CHECK(code_of(world.resolve("m/a", "m.com/m/a/internal/i")) == "");
  CHECK(code_of(world.resolve("m/a/b", "m.com/m/a/internal/i")) == "");
  CHECK(code_of(world.resolve("m/c", "m.com/m/a/internal/i")) == "source.internal-import");
  CHECK(code_of(world.resolve("m/ab", "m.com/m/a/internal/i")) == "source.internal-import");
  CHECK(world.resolve("m/c", "m.com/m/a/internal/i").package);
  CHECK(code_of(world.resolve("m/c", "internal/abi")) == "source.internal-import");
  PackagePtr const http = world.loader().standard_package("net/http");
  CHECK_FALSE(world.loader().resolve(*http, "internal/abi").error);
}

TEST_CASE("a program cannot be imported") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package a\n"}, {"m/cmd/x/main.go", "package main\n"}});
  CHECK(code_of(world.resolve("m", "m.com/m/cmd/x")) == "source.import-of-program");
}

TEST_CASE("an import cycle is reported at each import that closes it, with the way round") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/a/a.go", "package a\n\nimport \"m.com/m/b\"\n"},
                    {"m/b/b.go", "package b\n\nimport _ \"m.com/m/c\"\n"},
                    {"m/c/c.go", "package c\n\nimport (\n\t\"fmt\"\n\t\"m.com/m/a\"\n)\n"},
                    {"m/self/s.go", "package self\n\nimport \"m.com/m/self\"\n"},
                    {"m/d/d.go", "package d\n\nimport \"m.com/m/a\"\n"},
                    {"m/a/a_test.go", "package a_test\n\nimport \"m.com/m/a\"\n"}});
  auto error = [&](const std::string& folder) {
    PackagePtr const p = world.package(folder);
    auto const found = world.loader().resolve(*p, p->go_files[0], p->go_files[0].header->imports.back()).error;
    return found ? found->text : std::string();
  };
  CHECK(error("m/a") == "import cycle: m.com/m/a imports m.com/m/b imports m.com/m/c imports m.com/m/a");
  CHECK(error("m/b") == "import cycle: m.com/m/b imports m.com/m/c imports m.com/m/a imports m.com/m/b");
  CHECK(error("m/c") == "import cycle: m.com/m/c imports m.com/m/a imports m.com/m/b imports m.com/m/c");
  CHECK(error("m/self") == "import cycle: m.com/m/self imports m.com/m/self");
  CHECK(error("m/d").empty());  // not part of the cycle
  PackagePtr const a = world.package("m/a");
  CHECK_FALSE(world.loader().resolve(*a, a->external_test_files[0], a->external_test_files[0].header->imports[0]).error);
  world.tree.write("m/c/c.go", "package c\n\nimport \"fmt\"\n");
  world.loader().refresh();
  CHECK(error("m/a").empty());
}

TEST_CASE("long import chains and large cycles end in bounded time") {
  std::vector<std::pair<std::string, std::string>> files{{"m/go.mod", "module m.com/m\n"}};
  constexpr int kCount = 2000;
  for (int i = 0; i < kCount; ++i) {
    std::string const name = "p" + std::to_string(i);
    files.emplace_back("m/" + name + "/a.go", "package p\n\nimport \"m.com/m/p" + std::to_string((i + 1) % kCount) + "\"\n");
  }
  World world(files);
  PackagePtr const p = world.package("m/p0");
  auto const error = world.loader().resolve(*p, p->go_files[0], p->go_files[0].header->imports[0]).error;
  REQUIRE(error);
  CHECK(error->code == "source.import-cycle");
}

TEST_CASE("files named one by one are a package of their own, whatever their constraints") {
  World world(Files{{"m/go.mod", "module m.com/m\n\ngo 1.24\n"},
                    {"m/a.go", "//go:build ignore\n\npackage main\n\nimport \"m.com/m/internal/x\"\n"},
                    {"m/b.go", "package p\n"},
                    {"m/internal/x/x.go", "package x\n"}});
  PackagePtr const p = world.loader().package_of_files(world.tree.path("m"), {"a.go"});
  CHECK(p->import_path == "command-line-arguments");
  CHECK(p->name == "main");
  CHECK(p->language_minor == 24);
  CHECK_FALSE(world.loader().resolve(*p, "m.com/m/internal/x").error);
}
