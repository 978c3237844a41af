// The corpus runner itself: a test that compares wrongly would pass whatever the grammar does.
#include "tests/unit/grammar/corpus.h"

#include <catch2/catch.hpp>

using namespace escapement::test;

TEST_CASE("corpus files are read as tree-sitter reads them") {
  CorpusFile file = parse_corpus("===\nfirst\n===\n\na\n\nb\n\n---\n\n(x\n  (y))\n\n=====\nsecond\n:error\n=====\nc\n---\n");
  REQUIRE(file.error.empty());
  REQUIRE(file.cases.size() == 2);
  CHECK(file.cases[0].name == "first");
  CHECK(file.cases[0].source == "a\n\nb\n");
  CHECK(file.cases[0].expected == "(x\n  (y))\n");
  CHECK(file.cases[0].line == 2);
  CHECK_FALSE(file.cases[0].wants_error);
  CHECK(file.cases[1].name == "second");
  CHECK(file.cases[1].wants_error);
  CHECK(parse_corpus(format_corpus(file.cases)).cases[0].source == "a\n\nb\n");
}

TEST_CASE("malformed corpus files are reported") {
  CHECK_FALSE(parse_corpus("x\n").error.empty());
  CHECK_FALSE(parse_corpus("===\nname\n===\nsource\n").error.empty());
  CHECK_FALSE(parse_corpus("===\nname\n:nonsense\n===\nsource\n---\n").error.empty());
}

TEST_CASE("trees compare by their nodes, and by fields where any is given") {
  CHECK(same_tree("(a\n (b))", "(a (b))"));
  CHECK(same_tree("(a (b))", "(a left: (b))"));
  CHECK(same_tree("(a left: (b))", "(a left: (b))"));
  CHECK_FALSE(same_tree("(a right: (b))", "(a left: (b))"));
  CHECK_FALSE(same_tree("(a (b))", "(a (b) (b))"));
  CHECK_FALSE(same_tree("(a (b))", "(a (c))"));
  CHECK_FALSE(same_tree("(a (b (c)))", "(a (b) (c))"));
  CHECK_FALSE(same_tree("", "(a)"));
  CHECK(same_tree("(a (MISSING \")\"))", "(a (MISSING \")\"))"));
}

TEST_CASE("pretty trees have one node a line") {
  CHECK(pretty("(a left: (b) (c (d)))") == "(a\n  left: (b)\n  (c\n    (d)))\n");
  CHECK(pretty("(a (MISSING \"}\"))") == "(a\n  (MISSING \"}\"))\n");
}
