#include <catch2/catch.hpp>

#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;
using Names = std::vector<std::string>;

TEST_CASE("files of a folder by role") {
  World world(Files{{"m/go.mod", "module m.com/m\n\ngo 1.22\n"},
                    {"m/a.go", "package p\n"},
                    {"m/a_test.go", "package p\n"},
                    {"m/b_test.go", "package p_test\n"},
                    {"m/c_windows.go", "package p\n"},
                    {"m/d.go", "//go:build ignore\n\npackage main\n"},
                    {"m/e.go", "package p\n\nimport \"C\"\n"},
                    {"m/doc.go", "package documentation\n"},
                    {"m/_f.go", "package q\n"},
                    {"m/.g.go", "package q\n"},
                    {"m/h.s", "TEXT ·f(SB), 0, $0\n"},
                    {"m/h_arm64.s", ""},
                    {"m/i.s", "//go:build windows\n\nTEXT\n"},
                    {"m/j.h", ""},
                    {"m/k.S", ""},
                    {"m/l.syso", ""},
                    {"m/l.c", ""},
                    {"m/readme.txt", "package q\n"},
                    {"m/z.go/x.go", "package q\n"}});
  PackagePtr const p = world.package("m");
  CHECK(p->import_path == "m.com/m");
  CHECK(p->name == "p");
  CHECK(p->language_minor == 22);
  CHECK(names(p->go_files) == Names{"a.go"});
  CHECK(names(p->test_files) == Names{"a_test.go"});
  CHECK(names(p->external_test_files) == Names{"b_test.go"});
  CHECK(p->ignored_files == Names{"c_windows.go", "d.go", "doc.go", "e.go"});
  CHECK(p->cgo_files == Names{"e.go"});
  CHECK(p->assembly_files == Names{"h.s"});
  CHECK(p->header_files == Names{"j.h"});
  CHECK(p->object_files == Names{"l.syso"});
  CHECK(p->other_files == Names{"l.c"});
  CHECK(p->ignored_other_files == Names{"h_arm64.s", "i.s", "k.S"});
  CHECK(codes(p->errors) == Names{"source.uses-cgo"});
  CHECK(p->errors[0].path == world.tree.path("m/e.go"));
  CHECK(p->errors[0].at.line == 3);
}

TEST_CASE("a folder of external tests only has the tested package's name") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a_test.go", "package p_test\n"}});
  CHECK(world.package("m")->name == "p");
  CHECK(names(world.package("m")->external_test_files) == Names{"a_test.go"});
}

TEST_CASE("a package may be named x_test without being one") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package x_test\n"}, {"m/a_test.go", "package x_test\n"}});
  CHECK(world.package("m")->name == "x_test");
  CHECK(names(world.package("m")->test_files) == Names{"a_test.go"});
}

TEST_CASE("the language version of a file is the module's, unless its constraint names one; then at least 1.21") {
  World world(Files{{"m/go.mod", "module m.com/m\n\ngo 1.20\n"},
                    {"m/a.go", "package p\n"},
                    {"m/b.go", "//go:build go1.24\n\npackage p\n"},
                    {"m/c.go", "//go:build go1.18\n\npackage p\n"},
                    {"old/go.mod", "module old.com/m\n"},
                    {"old/a.go", "package p\n"},
                    {"alone/a.go", "package main\n"}});
  auto const& files = world.package("m")->go_files;
  CHECK(files[0].language_minor == 20);
  CHECK(files[1].language_minor == 24);
  CHECK(files[2].language_minor == 21);
  CHECK(world.package("old")->language_minor == 16);    // no go line
  CHECK(world.package("alone")->language_minor == 26);  // no module: the release's
}

TEST_CASE("one error for each file that cannot be used; the others stand") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/a.go", "package p\n"},
                    {"m/b.go", "//go:build (linux\n\npackage p\n"},
                    {"m/c.go", "func f() {}\n"},
                    {"m/d.go", "package q\n"},
                    {"m/e.go", "-> nowhere.go"}});
  PackagePtr const p = world.package("m");
  CHECK(names(p->go_files) == Names{"a.go"});
  CHECK(codes(p->errors) == Names{"source.bad-build-constraint", "source.no-package-clause", "source.two-packages", "source.not-found"});
  CHECK(p->errors[0].at.line == 1);
  CHECK(p->errors[0].at.column == 12);
  CHECK(p->errors[2].at.column == 9);
  CHECK(p->errors[2].text == "package q here, but package p in a.go: a folder holds one package");
  CHECK(names(p->stray_files) == Names{"d.go"});
  CHECK(p->invalid_files == Names{"b.go", "c.go", "e.go"});
}

TEST_CASE("a file that vanishes after the folder was read is one error") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package p\n"}, {"m/b.go", "package p\n"}});
  world.loader().files().folder(world.tree.path("m"));
  world.tree.remove("m/b.go");
  PackagePtr const p = world.package("m");
  CHECK(names(p->go_files) == Names{"a.go"});
  CHECK(codes(p->errors) == Names{"source.not-found"});
  CHECK(p->errors[0].path == world.tree.path("m/b.go"));
}

TEST_CASE("no Go files, or none for this build, is said") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/w/a_windows.go", "package p\n"}, {"m/t/readme", ""}});
  CHECK(world.package("m/w")->errors[0].text == "build constraints leave out all 1 Go files of this folder for linux/amd64");
  CHECK(world.package("m/t")->errors[0].text == "no Go files in this folder");
  CHECK(codes(world.package("m/none")->errors) == Names{"source.not-found"});
}

TEST_CASE("links to files count as files, links to folders do not") {
  World world(Files{
      {"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package p\n"}, {"m/b.go", "-> a.go"}, {"m/x/y.go", "package y\n"}, {"m/d.go", "-> x"}});
  CHECK(names(world.package("m")->go_files) == Names{"a.go", "b.go"});
  CHECK(world.package("m")->errors.empty());
}

TEST_CASE("a link that leads back to itself ends in an error") {
  World world(
      Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package p\n"}, {"m/b.go", "-> c.go"}, {"m/c.go", "-> b.go"}, {"m/loop", "-> ."}});
  CHECK(names(world.package("m")->go_files) == Names{"a.go"});
  CHECK(world.package("m")->errors.size() == 2);
}

TEST_CASE("an editor's text replaces a file, or adds one that was never saved") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package p\n"}});
  CHECK(world.package("m")->go_files.size() == 1);
  world.table.overlay(world.tree.path("m/a.go"), "package p\n\nimport \"fmt\"\n");
  world.table.overlay(world.tree.path("m/b.go"), "package p\n");
  world.table.overlay(world.tree.path("m/go.mod"), "module m.com/renamed\n");
  world.loader().refresh();
  PackagePtr const p = world.package("m");
  CHECK(p->import_path == "m.com/renamed");
  CHECK(names(p->go_files) == Names{"a.go", "b.go"});
  CHECK(imported_paths(p->go_files) == Names{"fmt"});
  world.table.drop_overlay(world.tree.path("m/b.go"));
  world.loader().refresh();
  CHECK(world.package("m")->go_files.size() == 1);
}

TEST_CASE("after refresh, a package is a new one only if something in its folder changed") {
  World world(Files{{"m/go.mod", "module m.com/m\n"}, {"m/a.go", "package p\n"}});
  PackagePtr const before = world.package("m");
  world.loader().refresh();
  CHECK(world.package("m") == before);
  world.tree.write("m/b.go", "package p\n");
  CHECK(world.package("m") == before);  // not before the next look
  world.loader().refresh();
  CHECK(world.package("m")->go_files.size() == 2);
}

TEST_CASE("//go:embed patterns are resolved to files of the package's own tree") {
  World world(Files{{"m/go.mod", "module m.com/m\n"},
                    {"m/a.go", "package p\n\nimport _ \"embed\"\n\n//go:embed x/*.txt tree\nvar a string\n"},
                    {"m/b.go", "package p\n\nimport _ \"embed\"\n\n//go:embed all:tree\nvar b string\n"},
                    {"m/c_test.go", "package p\n\nimport _ \"embed\"\n\n//go:embed a.go\nvar c string\n"},
                    {"m/d.go", "package p\n\nimport _ \"embed\"\n\n//go:embed none ../a [ nested\nvar d string\n"},
                    {"m/x/1.txt", ""},
                    {"m/x/2.txt", ""},
                    {"m/x/3.bin", ""},
                    {"m/tree/f", ""},
                    {"m/tree/.hidden", ""},
                    {"m/tree/_under/f", ""},
                    {"m/tree/sub/g", ""},
                    {"m/tree/other/go.mod", "module other\n"},
                    {"m/tree/other/h", ""},
                    {"m/nested/go.mod", "module nested\n"}});
  PackagePtr const p = world.package("m");
  CHECK(p->embedded_files == Names{"tree/.hidden", "tree/_under/f", "tree/f", "tree/sub/g", "x/1.txt", "x/2.txt"});
  CHECK(p->test_embedded_files == Names{"a.go"});
  REQUIRE(p->errors.size() == 4);
  CHECK(p->errors[0].text == "//go:embed none: no file matches");
  CHECK(p->errors[1].text == "//go:embed ../a: the pattern is malformed");
  CHECK(p->errors[2].text == "//go:embed [: the pattern is malformed");
  CHECK(p->errors[3].text == "//go:embed nested: nested is in another module");
  CHECK(p->errors[0].at.line == 5);
  CHECK(p->errors[0].at.column == 12);
}
