// Whatever bytes come in: an answer with places, in bounded time.
#include <chrono>

#include <catch2/catch.hpp>

#include "analysis/syntax/errors.h"
#include "tests/unit/syntax/parsing.h"
#include "tests/unit/syntax/same_file.h"

using namespace escapement;
using namespace escapement::syntax;
using test::ParsedFile;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string operator+(std::string_view a, const std::string& b) { return std::string(a) + b; }

// Parses under a bound that is far above what is needed and far below what a quadratic step would take.
ParsedFile within_seconds(double limit, std::string text) {
  auto start = std::chrono::steady_clock::now();
  ParsedFile f(std::move(text));
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  CHECK(took.count() < limit);
  CHECK(test::misplaced(*f.tree, f.text.size()).value_or("") == "");
  return f;
}

}  // namespace

TEST_CASE("NUL is an error at its place, the rest is read") {
  ParsedFile f(std::string("package p\n\nvar a = \"x\0y\"\n\nvar b int // \0\n", 41));
  REQUIRE(f.tree->errors.size() == 2);
  CHECK(f.tree->errors[0].code == errors::kEncoding);
  CHECK(f.tree->errors[0].text == "invalid NUL character");
  CHECK(f.tree->errors[0].place.span == base::Span{21, 22});
  CHECK(f.tree->errors[1].place.span == base::Span{39, 40});
  CHECK(f.tree->decls.size() == 2);
}

TEST_CASE("a byte order mark may begin a file and nothing else") {
  ParsedFile good(kByteOrderMark + std::string("package p\n\nvar a int\n"));
  CHECK(good.tree->errors.empty());
  CHECK(good.text_of(0, good.decl(0).root()) == "var a int");
  ParsedFile twice(kByteOrderMark + (kByteOrderMark + std::string("package p\n")));
  REQUIRE_FALSE(twice.tree->errors.empty());
  CHECK(twice.tree->errors[0].place.span == base::Span{3, 6});
  for (const char* text :
       {"package p\n\nvar a int // \xEF\xBB\xBF\n", "package p\n\nvar a = \"\xEF\xBB\xBF\"\n", "package p\n\nvar a\xEF\xBB\xBF int\n"}) {
    ParsedFile f{std::string(text)};
    REQUIRE_FALSE(f.tree->errors.empty());
    CHECK(f.tree->errors[0].code == errors::kEncoding);
    CHECK(f.tree->errors[0].place.span.begin == f.text.find(kByteOrderMark));
  }
}

TEST_CASE("invalid UTF-8 is an error at its place, in comments too") {
  for (const char* bad : {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"}) {
    for (const char* pattern : {"package p\n\n// ", "package p\n\nvar s = \"", "package p\n\nvar r = `"}) {
      std::string text = std::string(pattern) + bad;
      size_t at = std::string_view(pattern).size();
      if (text[at - 1] != ' ') text += text[at - 1];
      ParsedFile f(text + "\n\nvar x int\n");
      REQUIRE_FALSE(f.tree->errors.empty());
      CHECK(f.tree->errors[0].code == errors::kEncoding);
      CHECK(f.tree->errors[0].text == "invalid UTF-8 encoding");
      CHECK(f.tree->errors[0].place.span.begin == at);
      CHECK(f.tree->decls.back().tree->text() == "var x int");
    }
  }
}

TEST_CASE("CRLF ends lines as LF does") {
  const std::string unix_text =
      "package p\n\nimport (\n\t\"a\"\n\t\"b\"\n)\n\n//go:noinline\nfunc f() int {\n\tx := `a`\n\treturn len(x) // c\n}\n";
  std::string dos_text;
  for (char c : unix_text) dos_text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  ParsedFile a(unix_text), b(dos_text);
  CHECK(b.tree->errors.empty());
  REQUIRE(a.tree->decls.size() == b.tree->decls.size());
  for (size_t i = 0; i < a.tree->decls.size(); ++i) {
    REQUIRE(a.decl(i).node_limit() == b.decl(i).node_limit());
    for (uint32_t n = 1; n < a.decl(i).node_limit(); ++n) CHECK(a.decl(i).node(NodeId(n)).kind == b.decl(i).node(NodeId(n)).kind);
    CHECK(a.decl(i).directives().size() == b.decl(i).directives().size());
  }
  CHECK(b.decl(1).directives()[0].text == "//go:noinline");
}

TEST_CASE("an empty file lacks its package clause") {
  for (const char* text : {"", "\n\n", " ", "// c", "/* c */"}) {
    ParsedFile f{std::string(text)};
    REQUIRE(f.tree->errors.size() == 1);
    CHECK(f.tree->errors[0].code == errors::kPackageClause);
    CHECK(f.tree->decls.empty());
  }
}

TEST_CASE("the last line needs no newline") {
  for (const char* text :
       {"package p\nvar x int", "package p\nfunc f() {}", "package p\nvar x int // c", "package p\nvar x int /* c */", "package p"})
    CHECK(ParsedFile(std::string(text)).tree->errors.empty());
}

TEST_CASE("10 MB in one line") {
  constexpr size_t kSize = 10'000'000;
  auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < kSize) text += piece;
    return text;
  };
  CHECK(within_seconds(60, "package p; var x = \"" + std::string(kSize, 'a') + "\"").tree->errors.empty());
  CHECK(within_seconds(60, "package p; var x = []int{" + repeated("1, ").substr(0, kSize / 4) + "}").tree->errors.empty());
  CHECK_FALSE(within_seconds(60, repeated("a b ")).tree->errors.empty());
  CHECK_FALSE(within_seconds(60, "package p; func f() { " + repeated("x = ( ")).tree->errors.empty());
}

TEST_CASE("a million lines of comments or of mistakes") {
  std::string comments, mistakes = "package p\n";
  for (int i = 0; i < 300'000; ++i) comments += "// c\n";
  for (int i = 0; i < 20'000; ++i) mistakes += "func f() { x y }\n";
  CHECK(within_seconds(30, comments.substr(0, comments.size() / 5) + "package p\n").tree->errors.empty());
  ParsedFile many = within_seconds(30, comments + "package p\n");
  REQUIRE(many.tree->errors.size() == 1);
  CHECK(many.tree->errors[0].code == errors::kTooLarge);
  ParsedFile f = within_seconds(30, mistakes);
  CHECK(f.tree->decls.size() == 20'000);
  CHECK(f.tree->errors.size() == 1000);  // enough for anybody
}
