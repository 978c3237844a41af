// Which type an expression takes (specification: "Constants", "Operators", "Conversions", "Built-in functions").
#include <catch2/catch.hpp>

#include "checked.h"

using escapement::check::Checked;

TEST_CASE("untyped operands take the type of their context") {
  Checked p(R"(
func f(n uint, x any, b bool) {
	var a int64 = 1 << n
	var c float32 = 0.1
	var d any = 1 << n
	_ = x == 7
	_ = b == (n == 3)
	_, _, _ = a, c, d
})");
  CHECK(p.errors().empty());
  CHECK(p.type("1 << n") == "int64");
  CHECK(p.type("0.1") == "float32 = 13421773/134217728");
  CHECK(p.type("7") == "int = 7");
  CHECK(p.type("3") == "uint = 3");
  CHECK(p.type("n == 3") == "bool");
}

TEST_CASE("operands of constant expressions stay untyped, of the larger kind") {
  Checked p("var x int8 = 2 + 'a'");
  CHECK(p.type("2 + 'a'") == "int8 = 99");
  CHECK(p.type("2") == "untyped rune = 2");
  CHECK(p.type("'a'") == "untyped rune = 97");
}

TEST_CASE("length is constant unless the operand calls or receives") {
  Checked p(R"(
var a [3]int
func g() [4]int
const n = len(a)
var m = len(g())
var o = len([2]string{})
)");
  CHECK(p.errors().empty());
  CHECK(p.type("len(a)") == "int = 3");
  CHECK(p.type("len(g())") == "int");
  CHECK(p.type("len([2]string{})") == "int = 2");
}

TEST_CASE("comma-ok expressions have two values where two are wanted") {
  Checked p(R"(
func f(m map[string]int, i any, c chan bool) {
	v, ok := m["a"]
	w := m["b"]
	s, _ := i.(string)
	_, open := (<-c)
	_, _, _, _, _ = v, ok, w, s, open
})");
  CHECK(p.errors().empty());
  CHECK(p.type("m[\"a\"]") == "(int, bool)");
  CHECK(p.type("m[\"b\"]") == "int");
  CHECK(p.type("i.(string)") == "(string, bool)");
  CHECK(p.type("(<-c)") == "(bool, bool)");
}

TEST_CASE("selectors: promoted fields and methods, method expressions and values") {
  Checked p(R"(
type A struct{ n int }
func (a *A) P(x int) {}
func (a A) V() string { return "" }
type B struct{ *A }
var b B
var n = b.n
var v = b.V
var e = (*A).P
var w = B.P
)");
  CHECK(p.errors().empty());
  CHECK(p.type("b.n") == "int");
  CHECK(p.type("b.V") == "func() string");
  CHECK(p.type("(*A).P") == "func(a *A, x int)");
  CHECK(p.type("B.P") == "func(a B, x int)");
}

TEST_CASE("new takes a value since Go 1.26; min and max of constants are constant") {
  Checked p(R"(
var a = new(1.5)
var b = max(1, 2.5, 'a')
var c = min(len("abc"), 7)
)");
  CHECK(p.errors().empty());
  CHECK(p.type("new(1.5)") == "*float64");
  CHECK(p.type("max(1, 2.5, 'a')") == "float64 = 97");
}
