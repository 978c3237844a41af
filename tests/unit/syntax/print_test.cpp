// `--print ast` and `--print cst`.
#include "analysis/syntax/print.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/syntax/parser.h"
#include "tests/unit/syntax/parsing.h"

using namespace escapement;

namespace {

std::string ast(const std::string& source) {
  test::ParsedFile f(source);
  return syntax::print_ast(*f.tree, *f.names);
}

std::string cst(const std::string& source) {
  base::NameTable names;
  syntax::Parser parser(names, base::FileId(1));
  parser.parse(source);
  return syntax::print_cst(parser.tree(), parser.text());
}

}  // namespace

TEST_CASE("the abstract tree prints one node a line, with places in the file") {
  CHECK(ast("package p\nvar x = 1 + y\n") ==
        "File package p [8,9)\n"
        "  GenDecl var [10,23) @10\n"
        "    a: ValueSpec #0 [14,23) @14\n"
        "      a: Name x [14,15) @14\n"
        "      c: Binary + [18,23) @20\n"
        "        a: BasicLit Int 1 [18,19) @18\n"
        "        b: Name y [22,23) @22\n");
}

TEST_CASE("the concrete tree prints fields, tokens and text") {
  CHECK(cst("package p\nvar x = -1\n") ==
        "source_file [0,21)\n"
        "  package_clause [0,9)\n"
        "    \"package\" [0,7)\n"
        "    name: identifier [8,9) p\n"
        "  var_declaration [10,20)\n"
        "    \"var\" [10,13)\n"
        "    var_spec [14,20)\n"
        "      name: identifier [14,15) x\n"
        "      \"=\" [16,17)\n"
        "      value: unary_expression [18,20)\n"
        "        operator: \"-\" [18,19)\n"
        "        operand: number [19,20) 1\n");
}

TEST_CASE("what is missing or wrong shows in the concrete tree") {
  CHECK(cst("package p\nfunc f( {}\n").find("MISSING") != std::string::npos);
  CHECK(cst("package p\n?\n").find("ERROR") != std::string::npos);
  CHECK(cst("") == "source_file [0,0)\n");
  CHECK(cst("package p\nvar x = " + std::string(100'000, '(')) ==
        "no concrete tree: the file has errors and is too large to recover from them\n");
}

TEST_CASE("printing deep trees needs neither stack nor quadratic space") {
  constexpr size_t kLongestLine = 200;
  auto is_linear = [&](const std::string& printed, size_t nodes) {
    auto lines = static_cast<size_t>(std::count(printed.begin(), printed.end(), '\n'));
    CHECK(lines > nodes);
    CHECK(printed.size() < kLongestLine * lines);
  };
  constexpr size_t kDeep = 100'000;
  is_linear(cst("package p\nvar x = " + std::string(kDeep, '(') + "1" + std::string(kDeep, ')') + "\n"), 3 * kDeep);
  constexpr size_t kOperators = 20'000;
  std::string chain = "package p\nvar x = 1";
  for (size_t i = 0; i < kOperators; ++i) chain += "+1";
  is_linear(ast(chain + "\n"), 2 * kOperators);
}
