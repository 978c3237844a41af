#include "analysis/source/go_header.h"

#include <catch2/catch.hpp>
#include <string>

using namespace escapement::source;

namespace {

GoHeader scan(const std::string& text) { return *scan_go_header(text, TextExtent::Whole); }

}  // namespace

TEST_CASE("package clause and imports, with names and places") {
  GoHeader const header =
      scan("// Package p.\n/* more */ package p; import \"a\"\nimport (\n\tx \"b\"\n\t. `c`; _ \"d\" // why\n)\n\nvar s = \"import\"\n");
  CHECK(header.package == "p");
  CHECK(header.package_at.line == 2);
  CHECK(header.package_at.column == 20);
  REQUIRE(header.imports.size() == 4);
  CHECK(header.imports[0].path == "a");
  CHECK(header.imports[1].path == "b");
  CHECK(header.imports[1].name == "x");
  CHECK(header.imports[1].at.line == 4);
  CHECK(header.imports[1].at.column == 4);
  CHECK(header.imports[2].name == ".");
  CHECK(header.imports[3].name == "_");
  CHECK(header.imports_path("d"));
}

TEST_CASE("a beginning is enough if the first declaration is in it") {
  std::string const head = "package p\n\nimport \"a\"\n\nfunc f() {}\n";
  CHECK(scan_go_header(head + std::string(100, ' '), TextExtent::Beginning)->imports.size() == 1);
  for (size_t cut = 0; cut < head.size() - 12; ++cut) {
    INFO(cut);
    CHECK_FALSE(scan_go_header(std::string_view(head).substr(0, cut), TextExtent::Beginning));
  }
}

TEST_CASE("broken heads give what can be read") {
  CHECK(scan("").package.empty());
  CHECK(scan("/* never closed").package.empty());
  CHECK(scan("package").package.empty());
  CHECK(scan("package 3").package.empty());
  CHECK(scan("packagep\n").package.empty());
  CHECK(scan("package p\nimport \"a").imports.empty());
  CHECK(scan("package p\nimport (\n\"a\"\nfunc").imports.size() == 1);
  CHECK(scan(std::string("package p\0import \"a\"", 20)).imports.empty());
}

TEST_CASE("//go:embed patterns are found in files that import embed, in comments only") {
  GoHeader const header = scan(
      "package p\n\nimport _ \"embed\"\n\n//go:embed a.txt \"b c\" `d`\nvar x string\n\nvar s = \"//go:embed no\" + `\n//go:embed no\n`\n"
      "/*\n//go:embed no\n*/\n\t//go:embed e/*\n//go:embed \"unclosed\nvar r = '\"' //go:embedded no\n");
  std::vector<std::string> patterns;
  for (const EmbedPattern& pattern : header.embeds) patterns.push_back(pattern.pattern);
  CHECK(patterns == std::vector<std::string>{"a.txt", "b c", "d", "e/*"});
  CHECK(header.embeds[1].at.line == 5);
  CHECK(header.embeds[1].at.column == 18);
  CHECK(scan("package p\n//go:embed a\nvar x string\n").embeds.empty());
}
