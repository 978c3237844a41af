// Specification: "Package initialization".
#include <catch2/catch.hpp>

#include "checked.h"

using escapement::check::Checked;
using Names = std::vector<std::string>;

TEST_CASE("variables wait for what their initialisers depend on, through functions") {
  Checked p(R"(
var a = c + b
var b = f()
var c = 1
func f() int { c++; return d }
var d = 3
)");
  CHECK(p.init_order() == Names{"c", "d", "b", "a"});
}

TEST_CASE("several variables of one call are initialised together") {
  Checked p(R"(
var x, y = two()
var z = func() int { return w }()
var w = x
func two() (int, int) { return 1, 2 }
)");
  CHECK(p.errors().empty());
  CHECK(p.init_order() == Names{"x, y", "w", "z"});
}

TEST_CASE("a cycle is an error") { CHECK(Checked("var a = b\nvar b = f()\nfunc f() int { return a }").errors().size() >= 1); }
