// Deep nesting is an error with a place: no stack overflow, no time that grows faster than the text.
#include <chrono>

#include <catch2/catch.hpp>

#include "analysis/syntax/errors.h"
#include "tests/unit/syntax/parsing.h"

using namespace escapement;
using namespace escapement::syntax;
using test::ParsedFile;

namespace {

constexpr size_t kDeep = 100'000;

std::string repeat(std::string_view text, size_t n) {
  std::string result;
  result.reserve(text.size() * n);
  for (size_t i = 0; i < n; ++i) result += text;
  return result;
}

struct Nest {
  const char* what;
  std::string open, inner, close;
  std::string text(size_t depth) const {
    return "package p\n\nvar before int\n\n" + wrap(repeat(open, depth) + inner + repeat(close, depth)) + "\n\nvar behind int\n";
  }
  std::string prefix, suffix;
  std::string wrap(const std::string& nested) const { return prefix + nested + suffix; }
};

const Nest kNests[] = {
    {"parentheses", "(", "1", ")", "var x = ", ""},
    {"unary operators", "!", "b", "", "var x = ", ""},
    {"pointers", "*", "T", "", "var x ", ""},
    {"slice types", "[]", "T", "", "var x ", ""},
    {"channel types", "chan ", "T", "", "var x ", ""},
    {"struct types", "struct{ x ", "T", " }", "type T ", ""},
    {"function types", "func(", "T", ")", "var x ", ""},
    {"composite literals", "{", "1", "}", "var x = T", ""},
    {"calls", "f(", "1", ")", "var x = ", ""},
    {"indices", "a[", "1", "]", "var x = ", ""},
    {"selectors", "", "a", ".b", "var x = ", ""},
    {"function literals", "func() {", "", "}", "var x = ", ""},
    {"blocks", "{", "", "}", "func f() {", "}"},
    {"if statements", "if x {", "", "}", "func f() {", "}"},
    {"else if", "if x {} else ", "{}", "", "func f() {", "}"},
    {"labels", "l: ", "x()", "", "func f() {", "}"},
};

}  // namespace

TEST_CASE("what is nested 100,000 deep is refused at its place; what stands around it is read") {
  for (const Nest& nest : kNests) {
    INFO(nest.what);
    auto start = std::chrono::steady_clock::now();
    ParsedFile f(nest.text(kDeep));
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    CHECK(took.count() < 20);
    REQUIRE(f.tree->errors.size() == 1);
    CHECK(f.tree->errors[0].code == errors::kNesting);
    CHECK(f.tree->errors[0].place.span.begin > f.text.find("before"));
    REQUIRE(f.tree->decls.size() == 3);
    CHECK_FALSE(f.decl(0).has_errors());
    CHECK(f.decl(1).has_errors());
    CHECK(f.decl(1).memory_bytes() < 400 * f.text.size());
    CHECK_FALSE(f.decl(2).has_errors());
  }
}

TEST_CASE("what is nested 100,000 deep and never closed") {
  for (const Nest& nest : kNests) {
    if (nest.close.empty()) continue;
    INFO(nest.what);
    auto start = std::chrono::steady_clock::now();
    ParsedFile f("package p\n\nvar before int\n\n" + nest.prefix + repeat(nest.open, kDeep) + "\n\nvar behind int\n\nfunc last() {}\n");
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    CHECK(took.count() < 20);
    CHECK_FALSE(f.tree->errors.empty());
    CHECK_FALSE(f.tree->decls.back().tree->has_errors());
  }
}

TEST_CASE("nesting that people and generators write is taken") {
  for (const Nest& nest : kNests) {
    INFO(nest.what);
    CHECK(ParsedFile(nest.text(500)).tree->errors.empty());
  }
  std::string chain = "package p\n\nvar x = 1";
  for (int i = 0; i < 50'000; ++i) chain += " + 1";
  CHECK(ParsedFile(chain + "\n").tree->errors.empty());
}
