#include "analysis/source/mod_file.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace escapement::source;

namespace {

ModFile parse(std::string_view text, ModFileKind kind = ModFileKind::MainModule) { return parse_mod_file("go.mod", text, kind); }

// "line:column text" of the one error.
std::string error(std::string_view text, ModFileKind kind = ModFileKind::MainModule) {
  auto const file = parse(text, kind);
  if (file.errors.size() != 1) return fmt::format("{} errors", file.errors.size());
  return fmt::format("{}:{} {}", file.errors[0].at.line, file.errors[0].at.column, file.errors[0].text);
}

}  // namespace

TEST_CASE("go.mod: every directive, alone and in blocks, with comments and quotes") {
  ModFile const file = parse(R"(// a module
module "example.com/m" // quoted

go 1.26.1
toolchain go1.26.8
godebug default=go1.21

require example.com/a v1.2.3
require (
	example.com/b/v2 v2.0.0 // indirect

	// on its own line
	example.com/c v0.0.0-20200101000000-abcdefabcdef // indirect; why
	`example.com/d` v1.0.0 // not indirect
)
exclude example.com/a v1.0.0
replace (
	example.com/a => ../a
	example.com/b/v2 v2.0.0 => example.com/fork/v2 v2.1.0
)
retract v1.0.0 // broken
retract [v1.1.0, v1.2.0]
tool example.com/a/cmd/tool
ignore (
	./build
	node_modules
)
require ()
)");
  CHECK(file.errors.empty());
  CHECK(file.module == "example.com/m");
  CHECK(file.go == "1.26.1");
  CHECK(file.toolchain == "go1.26.8");
  REQUIRE(file.requirements.size() == 4);
  CHECK(file.requirements[0].module == ModuleVersion{"example.com/a", "v1.2.3"});
  CHECK_FALSE(file.requirements[0].indirect);
  CHECK(file.requirements[1].indirect);
  CHECK(file.requirements[1].at.line == 10);
  CHECK(file.requirements[2].indirect);
  CHECK_FALSE(file.requirements[3].indirect);
  CHECK(file.exclusions == std::vector<ModuleVersion>{{"example.com/a", "v1.0.0"}});
  REQUIRE(file.replacements.size() == 2);
  CHECK(file.replacements[0].to == ModuleVersion{"../a", ""});
  CHECK(file.replacements[1].from == ModuleVersion{"example.com/b/v2", "v2.0.0"});
  CHECK(file.replacements[1].to == ModuleVersion{"example.com/fork/v2", "v2.1.0"});
  REQUIRE(file.retractions.size() == 2);
  CHECK(file.retractions[1].low == "v1.1.0");
  CHECK(file.retractions[1].high == "v1.2.0");
  CHECK(file.tools == std::vector<std::string>{"example.com/a/cmd/tool"});
  CHECK(file.ignores == std::vector<std::string>{"./build", "node_modules"});
}

TEST_CASE("go.mod: what is malformed is said with line and column, and the rest counts") {
  CHECK(error("go 1.26\n") == "0:0 no module directive: the first line of go.mod is \"module example.com/path\"");
  CHECK(error("module m\nmodule n\n") == "2:1 a second module directive");
  CHECK(error("module m\n\ngo one\n") == "3:4 \"one\" is not a Go version such as 1.26.0");
  CHECK(error("module m\nrequire a.com/b 1.2.3\n") == "2:17 \"1.2.3\" is not a version of the form v1.2.3");
  CHECK(error("module m\nrequire a.com/b master\n").starts_with("2:17 \"master\" is not a version"));
  CHECK(error("module m\nrequire a.com/b v2.0.0\n").starts_with("2:17 version v2.0.0 does not fit module path a.com/b"));
  CHECK(error("module m\nrequire a.com/b\n").starts_with("2:1 the form of this directive is: require"));
  CHECK(error("module m\nrequire (\n\ta.com/b v1.0.0\n") == "2:1 the block \"require (\" is not closed");
  CHECK(error("module m\nreplace a.com/b => c.com/d\n").starts_with("2:20 a replacement without version is a folder"));
  CHECK(error("module m\nreplace a.com/b => ./d v1.0.0\n").starts_with("2:24 a replacement that is a folder has no version"));
  CHECK(error("module m\nreplace a.com/b ./d\n").starts_with("2:1 the form of this directive is: replace"));
  CHECK(error("module m\nreplace a.com/b => ./c\nreplace a.com/b => ./d\n").starts_with("3:1 a.com/b is replaced twice"));
  CHECK(error("module m\nfetch x\n") == "2:1 unknown directive \"fetch\"");
  CHECK(error("module m /* no */\n") == "1:10 comments here begin with //; /* */ is not allowed");
  CHECK(error("module \"m\n").starts_with("1:8 this quoted string does not end"));
  CHECK(error("module m'n\n").starts_with("1:8 a quote in the middle of a word"));
  CHECK(error("module m\nretract [v1.0.0 v1.1.0]\n").starts_with("2:1 the form of this directive is: retract"));
  CHECK(error("module m\nuse ./x\n") == "2:1 unknown directive \"use\"");
  ModFile const file = parse("module m\nrequire a.com/b bad\nrequire c.com/d v1.0.0\n");
  CHECK(file.requirements.size() == 1);
}

TEST_CASE("go.mod of a dependency: only what matters to others is read") {
  ModFile const file =
      parse("module m\ngo v1.13.x\nrequire a.com/b v1.0.0\nreplace a.com/b => ./b\nfuture x y z\n", ModFileKind::Dependency);
  CHECK(file.errors.empty());
  CHECK(file.go == "1.13");
  CHECK(file.requirements.size() == 1);
  CHECK(file.replacements.empty());
}

TEST_CASE("go.work") {
  ModFile const file = parse("go 1.26\n\nuse (\n\t.\n\t./tools\n)\nreplace a.com/b v1.0.0 => ./b\n", ModFileKind::Workspace);
  CHECK(file.errors.empty());
  REQUIRE(file.uses.size() == 2);
  CHECK(file.uses[1].folder == "./tools");
  CHECK(file.replacements.size() == 1);
  CHECK(error("go 1.26\nmodule m\n", ModFileKind::Workspace) == "2:1 unknown directive \"module\"");
}

TEST_CASE("garbage ends in errors, never worse") {
  std::string text = "module m\n";
  for (int c = 0; c < 256; ++c) text += std::string("require ") + static_cast<char>(c) + "\n";
  CHECK_FALSE(parse(text).errors.empty());
  CHECK_FALSE(parse(std::string(100000, '(')).errors.empty());
  CHECK_FALSE(parse(std::string("\0\0\0", 3)).errors.empty());
}
