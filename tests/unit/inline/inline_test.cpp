#include <ranges>

#include <catch2/catch.hpp>

#include "analysis/inline/compile.h"
#include "tests/unit/go_package.h"

using Catch::Contains;
using escapement::test::GoPackage;

namespace {

// gc's lines of a package, without places.
std::string messages(const std::string& text) {
  GoPackage package(text);
  escapement::inlining::Library library;
  std::string out;
  for (const auto& message : escapement::inlining::compile(package.program(), package.package(), library).messages)
    out += message.text + "\n";
  return out;
}

// What gc's -m=2 says a function costs; -1: it cannot be inlined.
int cost_of(const std::string& declarations, const std::string& function) {
  std::string const text = messages(declarations + "\nfunc f" + function + "\n");
  std::string const before = "can inline f with cost ";
  auto const at = text.find(before);
  return at == std::string::npos ? -1 : std::stoi(text.substr(at + before.size()));
}

}  // namespace

TEST_CASE("costs are those of gc") {
  struct Vector {
    std::string function;
    int cost;
  };
  std::string const types =
      "type E struct{ q int }\n"
      "type D struct {\n\tE\n\tp *E\n\tarr [3]int\n\ts []int\n\tf func(int) int\n}\n"
      "func (e *E) gg() int { return e.q }\n"
      "func three() (int, string, error) { return 1, \"\", nil }\n"
      "const dbg = false\n";
  Vector const vectors[] = {
      {"() {}", 0},
      {"(x int) int { y := x; return y }", 7},
      {"(x int) int { var y int; y = x; return y }", 9},
      {"(x *D) *int { return &x.q }", 5},
      {"(x *D) *[3]int { return &x.arr }", 4},
      {"(x []int) []int { return x[0:len(x)] }", 3},
      {"(m map[string]int) (int, bool) { v, ok := m[\"a\"]; return v, ok }", 13},
      {"(c chan int) (int, bool) { v, ok := <-c; return v, ok }", 12},
      {"(x int64) int32 { return int32(x) }", 3},
      {"(a, b, c string) string { return a + b + c + \"x\" }", 6},
      {"() []int { return []int{1, 2, 3} }", 6},
      {"() map[string]int { return map[string]int{\"a\": 1} }", 5},
      {"() map[string]int { return make(map[string]int) }", 3},
      {"(x int) int { x++; x += 2; return x }", 8},
      {"(g func(int) int) int { return g(1) }", 21},
      {"(d *D) int { return d.f(1) }", 62},
      {"() { panic(\"x\") }", 3},
      {"() { recover() }", -1},
      {"() func() { return func() {} }", 17},
      {"() (int, string, error) { return three() }", 20},
      {"() int { a, b, c := three(); _, _ = b, c; return a }", 23},
      {"(d *D) func() int { return d.gg }", 4},
      {"(d *D) int { return d.gg() }", 6},
      {"(x int) int { if dbg && x > 0 { return 1 }; return 2 }", 2},
      {"(x int) int { for i := 0; i < 10; i++ { x += i }; return x }", 17},
      {"(n int) int { s := 0; for range n { s++ }; return s }", 12},
      {"(x any) int { switch y := x.(type) { case int: return y; case string, nil: return 1 }; return 0 }", 15},
      {"(c chan int) int { select { case v := <-c: return v; default: return 0 } }", 14},
      {"(x int) int { switch 3 { case 3: return 1; case 4: println(2); return 2 }; return x }", 6},
      {"(seq func(func(int) bool)) int { s := 0; for v := range seq { s += v }; return s }", 62},
      {"(seq func(func(int) bool)) int { for v := range seq { if v == 3 { return v } }; return 0 }", 66},
      {"(n int) int { if n == 0 { return 1 }; return n * f(n-1) }", 71},
  };
  for (const Vector& each : vectors) {
    INFO(each.function);
    CHECK(cost_of(types, each.function) == each.cost);
  }
}

TEST_CASE("reasons are gc's") {
  CHECK_THAT(messages("//go:noinline\nfunc f() {}"), Contains("cannot inline f: marked go:noinline\n"));
  CHECK_THAT(messages("func f()"), Contains("cannot inline f: no function body\n"));
  CHECK_THAT(messages("func f() { defer println(2) }"), Contains("cannot inline f: unhandled op DEFER\n"));
  CHECK_THAT(messages("func f(seq func(func() bool)) { for range seq { defer println(2) } }"),
             Contains("cannot inline f: defer call in range func\n"));
}

TEST_CASE("what is inlined is inlined again, level by level") {
  std::string const text = messages("func a() int { return 1 }\nfunc b() int { return a() + 1 }\nvar g = func() int { return b() }");
  auto const first = text.find("inlining call to b\n");
  REQUIRE(first != std::string::npos);
  CHECK_THAT(text.substr(first), Contains("inlining call to a\n"));
}

TEST_CASE("a literal that comes with an inlined body is named after both functions") {
  std::string const text = messages(
      "func a(x int) func() int { return func() int { return x } }\nfunc b() func() int { return a(2) }\nfunc c() int { return b()() }");
  CHECK_THAT(text, Contains("inlining call to c.b.a.func1") || Contains("can inline c.b.a.func1"));
}

TEST_CASE("recursion is inlined once") {
  std::string const text = messages("func f(n int) int { if n == 0 { return 1 }; return n * f(n-1) }\nfunc g() int { return f(4) }");
  CHECK_THAT(text, Contains("cannot inline f into g: repeated recursive cycle\n"));
}

TEST_CASE("a call of an interface's method with one type behind it is the method's") {
  std::string const text =
      messages("type I interface{ M() int }\ntype T struct{}\nfunc (T) M() int { return 1 }\nfunc f() int { var i I = T{}; return i.M() }");
  CHECK_THAT(text, Contains("devirtualizing i.M to T\ninlining call to T.M\n"));
}

TEST_CASE("generic functions are compiled by shape") {
  std::string const text = messages("func id[T any](x T) T { return x }\nfunc f() int { return id(1) }");
  CHECK_THAT(text, Contains("can inline id[go.shape.int] with cost 2 as: func(*[1]uintptr, go.shape.int) go.shape.int { return x }\n"));
  CHECK_THAT(text, Contains("can inline id[int] with cost 8 as: func(int) int { return id[go.shape.int](&.dict.id[int], x) }\n"));
  CHECK_THAT(text, Contains("inlining call to id[go.shape.int]\n"));
}

TEST_CASE("a method of a type parameter that is an interface is called imprecisely, which every copy of the call says") {
  std::string const text = messages(
      "type I interface{ M() int }\n"
      "type T struct{}\n"
      "func (T) M() int { return 1 }\n"
      "func call[X I](x X) int { return x.M() + func() int { return x.M() }() }\n"
      "type box[X I] struct{ x X }\n"
      "func (b *box[X]) M() int { return b.x.M() }\n"
      "func f(i I) int { return call(i) + call(T{}) + (&box[I]{i}).M() }");
  // In call, its literal, the literal's copy in call, M, its copies in f and in the wrapper of M.
  auto parts = std::views::split(text, std::string_view("imprecise interface call\n"));
  CHECK(std::ranges::distance(parts) - 1 == 6);
  CHECK_THAT(text, Contains("can inline call[go.shape.struct {}].func1 with cost 65 as: func() int { "
                            "return (func(go.shape.struct {}) int)(&.dict[0])(x) }\n"));
}

TEST_CASE("functions and types of which there is no end of instances are left out, and nothing else is") {
  GoPackage package(
      "type T[X any] struct{ x X }\n"
      "func (t T[X]) Grow(n int) int { if n == 0 { return 0 }; return T[T[X]]{t}.Grow(n - 1) }\n"
      "func grow[X any](x X, n int) int { if n == 0 { return 0 }; return grow([]X{x}, n-1) }\n"
      "func local[X any](x X) { type L struct{ x X }; local(L{x}) }\n"
      "func id[X any](x X) X { return x }\n"
      "func f() int { local(1); return grow(1, 3) + T[int]{}.Grow(id(2)) }",
      "", GoPackage::Errors::Welcome);
  escapement::inlining::Library library;
  auto const compiled = escapement::inlining::compile(package.program(), package.package(), library);
  std::vector<std::string> left_out;
  for (const auto& each : compiled.not_analysed) {
    if (each.construct == "there is no end of its instances") left_out.push_back(each.function);
  }
  std::ranges::sort(left_out);
  CHECK(left_out == std::vector<std::string>{"T", "grow", "local"});
  CHECK(std::ranges::any_of(compiled.messages, [](const auto& each) { return each.text == "inlining call to id[go.shape.int]"; }));
}
