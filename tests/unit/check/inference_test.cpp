// Specification: "Type inference", "Type unification", "Instantiations".
#include <catch2/catch.hpp>

#include "checked.h"

using escapement::check::Checked;

TEST_CASE("untyped constants: the largest default kind, unless a typed argument decides") {
  Checked p(R"(
func id[T any](x, y T) T { return x }
var a = id(1, 2.5)
var b = id(1, 'x')
var c = id(float32(1), 2)
)");
  CHECK(p.errors().empty());
  CHECK(p.type("id(1, 2.5)") == "float64");
  CHECK(p.type("id(1, 'x')") == "rune");
  CHECK(p.type("id(float32(1), 2)") == "float32");
}

TEST_CASE("core types of constraints give element types, and keep defined types") {
  Checked p(R"(
type list []string
func first[S ~[]E, E any](s S) (S, E) { return s, s[0] }
var a, b = first(list{})
)");
  CHECK(p.errors().empty());
  CHECK(p.type("first") == "func(s list) (list, string)");
}

TEST_CASE("generic functions as arguments, and assigned to function types") {
  Checked p(R"(
func each[T, R any](x []T, f func(T) R) []R { return nil }
func same[T any](t T) T { return t }
var a = each([]int{}, same)
var f func(string) string = same
func g() func(bool) bool { return same }
)");
  CHECK(p.errors().empty());
  CHECK(p.type("each([]int{}, same)") == "[]int");
  CHECK(p.type("same") == "func(t int) int");
}

TEST_CASE("methods of a constraint give type arguments") {
  Checked p(R"(
type getter[T any] interface{ Get() T }
type box struct{}
func (box) Get() string { return "" }
func get[T any, G getter[T]](g G) T { return g.Get() }
var a = get(box{})
)");
  CHECK(p.errors().empty());
  CHECK(p.type("get(box{})") == "string");
}

TEST_CASE("what cannot be inferred, and what does not satisfy its constraint, is said") {
  Checked p(R"(
func make_[T any]() (t T) { return }
func num[N ~int | ~float64](n N) {}
var a = make_()
func f() { num("x") }
)");
  CHECK(p.errors(true) == std::vector<std::string>{"4: check.inference", "5: check.constraint"});
}

TEST_CASE("recursive calls meet their own type parameters") {
  Checked p(R"(
func swap[A, B any](n int, a A, b B) int {
	if n == 0 { return 0 }
	return swap(n-1, b, a)
})");
  CHECK(p.errors().empty());
  CHECK(p.type("swap") == "func(n int, a B, b A) int");
}
