#include <catch2/catch.hpp>

#include "analysis/ir/print_tree.h"
#include "tests/unit/go_package.h"

using Catch::Contains;
using escapement::test::GoPackage;

namespace {

std::string lowered(const std::string& text) {
  GoPackage package(text);
  return escapement::ir::print_ir(package.program(), package.lowered());
}

std::string finished(const std::string& text) {
  GoPackage package(text);
  return escapement::ir::print_ir(package.program(), package.bodies());
}

}  // namespace

TEST_CASE("a definition declares its variable, then assigns it") {
  CHECK(lowered("func f() { x := 1; _ = x }") ==
        "func f @3:6\n"
        "  variable x int @3:12\n"
        "  Declare x int @3:12\n"
        "  Assign define @3:14\n"
        "    x: Local `x` int @3:12\n"
        "    y: Literal `1` int @3:17\n"
        "  Assign @3:22\n"
        "    y: Local `x` int @3:12\n");
}

TEST_CASE("several values of one expression go through temporaries, numbered behind the new variables") {
  std::string const text = lowered("func f(m map[int]int) { v, ok := m[0]; _, _ = v, ok }");
  CHECK_THAT(text, Contains("temp .autotmp_3 int") && Contains("temp .autotmp_4 bool"));
  CHECK_THAT(text, Contains("AssignMap define"));
  CHECK_THAT(text, Contains("Init `int(.autotmp_3)` int"));
}

TEST_CASE("f(g()) calls g first and passes its results by temporaries") {
  std::string const text = lowered("func g() (int, string)\nfunc f(int, string)\nfunc h() { f(g()) }");
  CHECK_THAT(text, Contains("CallFunc `f(int(.autotmp_0), .autotmp_1)`") && Contains("AssignCall define"));
}

TEST_CASE("what cannot run is not there") {
  CHECK_THAT(lowered("func f() { return; println(2) }"), !Contains("Println"));
  CHECK_THAT(lowered("func f() { if false { println(2) } }"), !Contains("Println"));
  CHECK_THAT(lowered("func f() int { switch 2 { case 1: return 1; case 2: return 20 }; return 3 }"), !Contains("`1`") && Contains("`20`"));
  // A label can be reached from elsewhere.
  CHECK_THAT(lowered("func f() int { goto L; L: println(2); return 1 }"), Contains("Println"));
}

TEST_CASE("go and defer call a closure with the operands that were evaluated before") {
  std::string const text = lowered("func g(*int, int)\nfunc f(p *int) { defer g(p, 7) }");
  CHECK_THAT(text, Contains("func f.deferwrap1 @4:18 wrapper\n  captures .autotmp_1\n"));
  CHECK_THAT(text, Contains("CallFunc `g(.autotmp_1, 7)`"));
}

TEST_CASE("a loop variable that a closure captures is declared in the body") {
  std::string const text = finished("func use(func())\nfunc f() { for i := 0; i < 3; i++ { use(func() { println(i) }) } }");
  CHECK_THAT(text, Contains("temp .autotmp_1 int"));
  CHECK_THAT(finished("func f() func() int { for i := 0; i < 3; i++ { return func() int { return i } }; return nil }"),
             !Contains(".autotmp"));
}

TEST_CASE("a call of an interface method becomes one of the method where one type alone is assigned") {
  std::string const types = "type I interface{ M() }\ntype T struct{}\nfunc (T) M() {}\ntype U struct{}\nfunc (U) M() {}\n";
  CHECK_THAT(finished(types + "func f() { var i I = T{}; i.M() }"), Contains("MethodExpr `T.M`"));
  CHECK_THAT(finished(types + "func f() { var i I = T{}; i = U{}; i.M() }"), Contains("CallInter"));
  CHECK_THAT(finished(types + "func f(i I) { i.M() }"), Contains("CallInter"));
}

TEST_CASE("of a package variable, only what cannot be data is initialised by code") {
  CHECK(finished("var a = []int{1, 2}") == "func init @3:5\n");
  CHECK_THAT(finished("func f() int\nvar a = []any{1, f()}"), Contains("CallFunc `f()`") && !Contains("SliceLit"));
}

TEST_CASE("a function that is not handled says which construct, and the others are lowered") {
  std::string const text = lowered("func f[T any](T) {}\nfunc g() {}");
  CHECK_THAT(text, Contains("func f: not analysed: a generic function") && Contains("func g @4:6"));
}

TEST_CASE("the variables of a loop are new in every iteration where the file's language has it so") {
  auto of_file = [](const char* header) {
    GoPackage p("func f(use func(*int)) { for i := 0; i < 3; i++ { use(&i) } }", header);
    return escapement::ir::print_ir(p.program(), p.bodies());
  };
  CHECK(of_file("//go:build linux\n\n") == of_file("//go:build go1.22\n\n"));
  CHECK(of_file("//go:build linux\n\n") != of_file("//go:build go1.21\n\n"));
}
