// Modules: requirements, replacements, the module cache, go.work.
#include "analysis/source/workspace.h"

#include <catch2/catch.hpp>

#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;

namespace {

// A module version in the cache: its go.mod alone, as version selection reads it, and its files.
void add_module(Files& files, const std::string& path, const std::string& version, const std::string& rest,
                const std::string& package = "p") {
  std::string const mod = "module " + path + "\n" + rest;
  files.emplace_back("cache/cache/download/" + path + "/@v/" + version + ".mod", mod);
  files.emplace_back("cache/" + path + "@" + version + "/go.mod", mod);
  files.emplace_back("cache/" + path + "@" + version + "/p.go", "package " + package + "\n");
}

std::string folder_of(World& world, const std::string& from, const std::string& path) {
  Resolution const found = world.resolve(from, path);
  return found.package ? found.package->folder.substr(world.tree.path().size() + 1) : std::string(found.error->code);
}

}  // namespace

TEST_CASE("a required module is read from the module cache, with its own language version") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.26\nrequire github.com/Foo/bar v1.0.0\n"},
              {"m/a.go", "package a\n"},
              {"cache/cache/download/github.com/!foo/bar/@v/v1.0.0.mod", "module github.com/Foo/bar\ngo 1.19\n"},
              {"cache/github.com/!foo/bar@v1.0.0/sub/s.go", "package sub\n"}};
  World world(files);
  CHECK(folder_of(world, "m", "github.com/Foo/bar/sub") == "cache/github.com/!foo/bar@v1.0.0/sub");
  PackagePtr const sub = world.resolve("m", "github.com/Foo/bar/sub").package;
  CHECK(sub->language_minor == 19);
  CHECK(sub->module->version == "v1.0.0");
}

TEST_CASE("two modules that disagree on a version get the higher one") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.16\nrequire (\n\ta.com/a v1.0.0\n\tb.com/b v1.0.0\n)\n"}, {"m/a.go", "package a\n"}};
  add_module(files, "a.com/a", "v1.0.0", "require c.com/c v1.1.0\n");
  add_module(files, "b.com/b", "v1.0.0", "require c.com/c v1.9.0\n");
  add_module(files, "c.com/c", "v1.1.0", "");
  add_module(files, "c.com/c", "v1.9.0", "");
  add_module(files, "c.com/c", "v1.10.0", "");
  World world(files);
  CHECK(folder_of(world, "m", "c.com/c") == "cache/c.com/c@v1.9.0");
}

TEST_CASE("pruning: behind a module of go 1.17 or later only its own lines count") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.26\nrequire a.com/a v1.0.0\n"}, {"m/a.go", "package a\n"}};
  add_module(files, "a.com/a", "v1.0.0", "go 1.20\nrequire b.com/b v1.0.0\n");
  add_module(files, "b.com/b", "v1.0.0", "go 1.20\nrequire c.com/c v1.0.0\n");
  add_module(files, "c.com/c", "v1.0.0", "go 1.20\n");
  World pruned(files);
  CHECK(folder_of(pruned, "m", "b.com/b") == "cache/b.com/b@v1.0.0");
  CHECK(folder_of(pruned, "m", "c.com/c") == "source.import-not-found");
  for (auto& [path, text] : files) {
    if (path.find("a.com") != std::string::npos && path.ends_with("mod")) text = "module a.com/a\ngo 1.16\nrequire b.com/b v1.0.0\n";
  }
  World unpruned(files);  // a.com/a does not list all it needs, so what it requires is followed
  CHECK(folder_of(unpruned, "m", "c.com/c") == "cache/c.com/c@v1.0.0");
}

TEST_CASE("exclusions and replacements, with and without version, by a module or a folder") {
  Files files{{"m/go.mod",
               "module m.com/m\ngo 1.16\nrequire (\n\ta.com/a v1.0.0\n\tb.com/b v1.0.0\n\tc.com/c v1.0.0\n\td.com/d v1.0.0\n)\n"
               "exclude d.com/d v1.0.0\nreplace (\n\ta.com/a => ../a\n\tb.com/b v1.0.0 => fork.com/b v1.2.0\n\tb.com/b => ../no\n"
               "\tc.com/c v1.9.0 => ../c\n)\n"},
              {"m/a.go", "package a\n"},
              {"a/go.mod", "module a.com/a\ngo 1.21\nrequire e.com/e v1.0.0\n"},
              {"a/x/x.go", "package x\n"}};
  add_module(files, "fork.com/b", "v1.2.0", "");
  add_module(files, "c.com/c", "v1.0.0", "");
  add_module(files, "d.com/d", "v1.0.0", "");
  add_module(files, "e.com/e", "v1.0.0", "");
  World world(files);
  CHECK(folder_of(world, "m", "a.com/a/x") == "a/x");
  CHECK(world.resolve("m", "a.com/a/x").package->language_minor == 21);
  CHECK(folder_of(world, "m", "b.com/b") == "cache/fork.com/b@v1.2.0");
  CHECK(folder_of(world, "m", "c.com/c") == "cache/c.com/c@v1.0.0");
  CHECK(folder_of(world, "m", "d.com/d") == "source.import-not-found");
  CHECK(folder_of(world, "m", "e.com/e") == "cache/e.com/e@v1.0.0");
  auto const& errors = world.loader().workspace_of(world.tree.path("m"))->errors();
  REQUIRE(errors.size() == 2);  // ../no and ../c are no folders
  CHECK(errors[0].code == "source.bad-replacement");
  CHECK(errors[0].at.line == 13);
}

TEST_CASE("a module nested in another one's folder is not part of it") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.26\n"},
              {"m/a.go", "package a\n"},
              {"m/n/go.mod", "module m.com/m/n\ngo 1.20\n"},
              {"m/n/n.go", "package n\n"},
              {"m/n/x/x.go", "package x\n"}};
  World world(files);
  CHECK(folder_of(world, "m", "m.com/m/n") == "source.import-not-found");
  CHECK(folder_of(world, "m", "m.com/m/n/x") == "source.import-not-found");
  CHECK(world.package("m/n/x")->import_path == "m.com/m/n/x");
  CHECK(world.package("m/n/x")->language_minor == 20);
}

TEST_CASE("the longest module path does not win: a package in two modules is ambiguous") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.26\nrequire (\n\ta.com/a v1.0.0\n\ta.com/a/b v1.0.0\n)\n"},
              {"m/a.go", "package a\n"},
              {"cache/a.com/a@v1.0.0/b/b.go", "package b\n"}};
  add_module(files, "a.com/a", "v1.0.0", "");
  add_module(files, "a.com/a/b", "v1.0.0", "");
  World world(files);
  CHECK(folder_of(world, "m", "a.com/a/b") == "source.ambiguous-import");
  CHECK(folder_of(world, "m", "a.com/a") == "cache/a.com/a@v1.0.0");
}

TEST_CASE("go.work: all its modules are main modules, and raise each other's requirements") {
  Files files{{"w/go.work", "go 1.26\nuse (\n\t./a\n\t./b\n)\nreplace r.com/r => ./r\n"},
              {"w/a/go.mod", "module w.com/a\ngo 1.26\nrequire c.com/c v1.0.0\n"},
              {"w/a/a.go", "package a\n"},
              {"w/b/go.mod", "module w.com/b\ngo 1.26\nrequire (\n\tc.com/c v1.1.0\n\tr.com/r v1.0.0\n)\n"},
              {"w/b/b.go", "package b\n"},
              {"w/r/go.mod", "module r.com/r\n"},
              {"w/r/r.go", "package r\n"},
              {"w/other/go.mod", "module w.com/other\n"},
              {"w/other/o.go", "package o\n"}};
  add_module(files, "c.com/c", "v1.0.0", "go 1.20\n");
  add_module(files, "c.com/c", "v1.1.0", "go 1.20\nrequire d.com/d v1.0.0\n");
  add_module(files, "d.com/d", "v1.0.0", "go 1.20\n");
  World world(files);
  CHECK(folder_of(world, "w/a", "w.com/b") == "w/b");
  CHECK(folder_of(world, "w/a", "c.com/c") == "cache/c.com/c@v1.1.0");
  CHECK(folder_of(world, "w/a", "d.com/d") == "cache/d.com/d@v1.0.0");
  CHECK(folder_of(world, "w/a", "r.com/r") == "w/r");
  WorkspacePtr const other = world.loader().workspace_of(world.tree.path("w/other"));
  CHECK(other->mains().size() == 1);
  CHECK(other->root().outside_of == world.tree.path("w/go.work"));
  World off(files, {}, {{"GOWORK", "off"}});
  CHECK(folder_of(off, "w/a", "w.com/b") == "source.import-not-found");
}

TEST_CASE("go.work: missing modules and replacements that disagree are errors with their place") {
  Files files{{"w/go.work", "go 1.26\nuse ./a\nuse ./b\nuse ./none\nuse ./b2\n"},
              {"w/a/go.mod", "module w.com/a\nreplace c.com/c => ../c1\n"},
              {"w/b/go.mod", "module w.com/b\nreplace c.com/c => ../c2\n"},
              {"w/b2/go.mod", "module w.com/b\n"},
              {"w/c1/go.mod", "module c.com/c\n"},
              {"w/c2/go.mod", "module c.com/c\n"},
              {"w/a/a.go", "package a\n"}};
  World world(files);
  auto const& errors = world.loader().workspace_of(world.tree.path("w/a"))->errors();
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].path == world.tree.path("w/go.work"));
  CHECK(errors[0].at.line == 4);
  CHECK(errors[1].at.line == 5);
  CHECK(errors[1].text.starts_with("module w.com/b is used twice"));
  CHECK(errors[2].code == "source.bad-replacement");
  CHECK(errors[2].path == world.tree.path("w/b/go.mod"));
}

TEST_CASE("a go.mod that cannot be understood is an error with its place; what can be read counts") {
  World world(Files{{"m/go.mod", "module m.com/m\ngo 1.26\nrequire a.com/a 1\n"}, {"m/a.go", "package a\n"}, {"m/b/b.go", "package b\n"}});
  auto const& errors = world.loader().workspace_of(world.tree.path("m"))->errors();
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].path == world.tree.path("m/go.mod"));
  CHECK(errors[0].at.line == 3);
  CHECK(errors[0].at.column == 17);
  CHECK(folder_of(world, "m", "m.com/m/b") == "m/b");
}

TEST_CASE("a module that needs a newer Go says so") {
  World world(Files{{"m/go.mod", "module m.com/m\ngo 1.99\n"}, {"m/a.go", "package a\n"}});
  CHECK(world.loader().workspace_of(world.tree.path("m"))->errors().size() == 1);
}

TEST_CASE("without go.mod, only the standard library can be imported") {
  World world(Files{{"x/a.go", "package main\n"}});
  CHECK(folder_of(world, "x", "fmt") == "goroot/src/fmt");
  CHECK(folder_of(world, "x", "a.com/a") == "source.import-not-found");
  CHECK(world.resolve("x", "a.com/a").error->text ==
        "package a.com/a is not in the standard library, and there is no go.mod above this folder");
  CHECK(world.package("x")->import_path == "command-line-arguments");
}

TEST_CASE("requirements that are not in the cache: versions of the others are still selected") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.16\nrequire (\n\ta.com/a v1.0.0\n\tb.com/b v1.0.0\n)\n"}, {"m/a.go", "package a\n"}};
  add_module(files, "b.com/b", "v1.0.0", "");
  World world(files);
  CHECK(folder_of(world, "m", "b.com/b") == "cache/b.com/b@v1.0.0");
  CHECK(folder_of(world, "m", "a.com/a") == "source.module-not-in-cache");
  CHECK(world.resolve("m", "c.com/c").error->text.find("what a.com/a v1.0.0 requires is not known: its go.mod is not there") !=
        std::string::npos);
}

TEST_CASE("modules that require each other in a circle") {
  Files files{{"m/go.mod", "module m.com/m\ngo 1.16\nrequire a.com/a v1.0.0\n"}, {"m/a.go", "package a\n"}};
  add_module(files, "a.com/a", "v1.0.0", "require b.com/b v1.0.0\n");
  add_module(files, "b.com/b", "v1.0.0", "require a.com/a v1.1.0\n");
  add_module(files, "a.com/a", "v1.1.0", "require (\n\tb.com/b v1.0.0\n\tm.com/m v9.0.0\n)\n");
  World world(files);
  CHECK(folder_of(world, "m", "a.com/a") == "cache/a.com/a@v1.1.0");
  CHECK(folder_of(world, "m", "m.com/m") == "m");
}

TEST_CASE("settings come from the environment, the user's file, GOROOT/go.env, in that order") {
  FileTree tree(
      {{"goroot/go.env", "# defaults\nGOFLAGS=-mod=mod\nGOWORK=off\n"}, {"user", "GOFLAGS=-tags=a,b '-mod=vendor'\nGOPATH=/p:/q\n"}});
  auto read = [&](std::map<std::string, std::string, std::less<>> variables) {
    return read_go_environment(tree.path("goroot"), 26, [variables](std::string_view name) {
      auto const it = variables.find(name);
      return it == variables.end() ? std::string() : it->second;
    });
  };
  GoEnvironment const user = read({{"GOENV", tree.path("user")}, {"HOME", "/h"}});
  CHECK(user.mod_flag == "vendor");
  CHECK(user.tags == std::vector<std::string>{"a", "b"});
  CHECK(user.module_cache == "/p/pkg/mod");
  CHECK(user.work_file == "off");
  GoEnvironment const process = read({{"GOENV", "off"}, {"HOME", "/h"}, {"GOWORK", "/w/go.work"}});
  CHECK(process.mod_flag == "mod");
  CHECK(process.module_cache == "/h/go/pkg/mod");
  CHECK(process.work_file == "/w/go.work");
}
