// Errors have a place and a code; what does not depend on them is checked all the same.
#include <catch2/catch.hpp>

#include "checked.h"

using escapement::check::Checked;
using Lines = std::vector<std::string>;

TEST_CASE("one error a mistake") {
  CHECK(Checked("var x int = \"a\"").errors() == Lines{"1: check.assignment"});
  CHECK(Checked("var x = y + 1").errors() == Lines{"1: check.undeclared"});
  CHECK(Checked("var x uint8 = 256").errors() == Lines{"1: check.assignment"});
  CHECK(Checked("func f() int { for { break } }").errors() == Lines{"1: check.missing-return"});
  CHECK(Checked("func f() int { for { } }").errors().empty());
  CHECK(Checked("func f() { L: for { continue M } }").errors(true) == Lines{"1: check.label", "1: check.label"});
  CHECK(Checked("var a, b int = 1, 2, 3").errors() == Lines{"1: check.count"});
}

TEST_CASE("unused variables and imports are warnings") {
  CHECK(Checked("func f() { x := 1 }").errors().empty());
  CHECK(Checked("func f() { x := 1 }").errors(true) == Lines{"1: check.unused-variable"});
  CHECK(Checked("func f() { x := 1; x = 2 }").errors(true) == Lines{"1: check.unused-variable"});
  CHECK(Checked("func f() { x := 1; func() { x++ }() }").errors(true).empty());
}

TEST_CASE("declarations that refer to themselves end") {
  CHECK(Checked("type T T").errors() == Lines{"1: check.recursive-type"});
  CHECK(Checked("type T struct { a, b T }\nvar x T\nvar y = x == x").errors() == Lines{"1: check.recursive-type"});
  CHECK(Checked("type P[A any] struct { a A }\ntype S struct { f P[S] }").errors() == Lines{"2: check.infinite-type"});
  CHECK(Checked("type A = B\ntype B = A").errors().size() == 1);
  CHECK(Checked("var x = x").errors().size() == 1);
  CHECK(Checked("const c = c + 1").errors().size() == 1);
  CHECK(Checked("type T[P any] struct { t *T[*P] }\nvar x T[int]").errors() == Lines{"1: check.infinite-type"});
}

TEST_CASE("instances that need ever larger instances") {
  Lines const first{"1: check.infinite-type"};
  CHECK(Checked("func f[P any](x P) { f(&x) }").errors() == first);
  CHECK(Checked("func f[P any]() { type t int; f[t]() }").errors() == first);
  CHECK(Checked("func f[P, Q any]() { f[Q, map[int]P]() }").errors() == first);
  CHECK(Checked("type t[P any] int\nfunc (t[Q]) m() { var _ t[[]Q] }").errors() == first);
  CHECK(Checked("type u[P any] int\nfunc f[P any]() { f[u[P]]() }").errors() == Lines{"2: check.infinite-type"});
  CHECK(Checked("func f[P any]() { f[interface{ m(P) }]() }").errors() == first);
  CHECK(Checked("func f[P any]() { type a = *P; f[a]() }").errors() == first);
  CHECK(Checked("func f[P any](x P) { f(x) }\nfunc g[P, Q, R any]() { g[Q, R, P]() }").errors().empty());
  CHECK(Checked("type r[A, B any] struct { l *r[B, A] }\nfunc h() { type t int; f[*t]() }\nfunc f[P any]() {}").errors().empty());
}

TEST_CASE("the rest of a package is checked beside an error") {
  Checked p("func bad() { undefined() }\nfunc good() int { return 40 + 2 }");
  CHECK(p.errors().size() == 1);
  CHECK(p.type("40 + 2") == "int = 42");
}

TEST_CASE("go:linkname names a function or variable of this package, once, where unsafe is imported") {
  std::string const import = "import _ \"unsafe\"\nvar x int\n";
  CHECK(Checked(import + "//go:linkname x y").errors().empty());
  CHECK(Checked(import + "//go:linkname x").errors().empty());
  CHECK(Checked(import + "//go:linkname x y\n//go:linkname x z").errors() == Lines{"4: check.directive"});
  CHECK(Checked(import + "//go:linkname x y z").errors() == Lines{"3: check.directive"});
  CHECK(Checked(import + "//go:linkname y x").errors() == Lines{"3: check.directive"});
  CHECK(Checked(import + "//go:linkname x F[int]").errors() == Lines{"3: check.directive"});
  CHECK(Checked("var x int\n//go:linkname x y").errors() == Lines{"2: check.directive"});
}
