// From scratch is the reference: after any edits inside bodies, an open package answers as one that is compiled anew.
#include <catch2/catch.hpp>

#include <random>
#include <vector>

#include <fmt/format.h>

#include "answers.h"
#include "tests/unit/edited_package.h"

using namespace escapement;
using escapement::test::printed;

namespace {

// A package whose text changes inside bodies.
class Edited {
 public:
  explicit Edited(const std::string& text) : package_(text) { open_anew(); }

  // Whether single functions were enough.
  bool edit(const std::string& text) {
    bool const enough = open_->update(package_.edit(text));
    if (!enough) open_anew();
    return enough;
  }

  std::string answers() const { return printed(open_->explanation()); }
  std::string anew() {
    inlining::Library library;
    return printed(inlining::compile(package_.program(), package_.package(), library, inlining::WithExplanation::Yes).explanation);
  }
  size_t compiled_again() const { return open_->compiled_again(); }

 private:
  void open_anew() { open_ = std::make_unique<inlining::OpenPackage>(package_.program(), package_.package(), library_); }

  escapement::test::EditedPackage package_;
  inlining::Library library_;
  std::unique_ptr<inlining::OpenPackage> open_;
};

// A function f0…fN each; `bodies[i]` is the body of fi.
std::string program(const std::vector<std::string>& bodies) {
  std::string out =
      "package p\n\ntype I interface{ M(int) int }\ntype T struct{ n int }\n\nfunc (t T) M(x int) int { return t.n + x }\n\n"
      "func id[X any](x X) X { return x }\n\nvar start = f0(1)\n\n";
  for (size_t i = 0; i < bodies.size(); ++i) out += fmt::format("func f{}(x int) int {{\n\t{}\n}}\n\n", i, bodies[i]);
  return out;
}

// `below`: functions that may be called, so that none calls itself through others unless wanted.
std::string random_body(std::mt19937& random, size_t below) {
  auto const other = [&] { return fmt::format("f{}", below == 0 ? 0 : random() % below); };
  std::vector<std::string> const pieces = {
      "x++",
      "println(x)",
      "x += " + other() + "(x)",
      "defer println(x)",
      "{ g := func(y int) int { return y + " + other() + "(x) }; x = g(x) + g(2) }",
      "{ var i I = T{x}; x += i.M(3) }",
      "x = id(x)",
      "go " + other() + "(x)",
      "for range 3 { x += " + other() + "(x) }",
      "x += undefined",
      "if x > 3 { return " + other() + "(x) * " + other() + "(x + 1) }",
      "func() { x += " + other() + "(x) }()",
  };
  std::string out;
  for (size_t i = 1 + random() % 4; i > 0; --i) out += pieces[random() % pieces.size()] + "\n\t";
  return out + "return x";
}

}  // namespace

TEST_CASE("after random edits of bodies the answers are those of compiling anew") {
  size_t single = 0;
  for (uint32_t seed = 0; seed < 8; ++seed) {
    std::mt19937 random(seed);
    std::vector<std::string> bodies;
    for (size_t i = 0; i < 14; ++i) bodies.push_back(random_body(random, seed < 6 ? i : 14));
    Edited package(program(bodies));
    REQUIRE(package.answers() == package.anew());
    for (int round = 0; round < 25; ++round) {
      size_t const at = random() % bodies.size();
      bodies[at] = random_body(random, seed < 6 ? at : 14);
      std::string const text = program(bodies);
      INFO(text);
      single += package.edit(text) ? 1 : 0;
      REQUIRE(package.answers() == package.anew());
    }
  }
  // The way that is tested is the way that is taken.
  CHECK(single > 60);
}

TEST_CASE("an edit compiles the function, and callers only where its inlined body or what was decided about it changed") {
  std::vector<std::string> bodies = {"return x", "defer println(x); return x", "return f0(x)", "return f2(x) + f1(x)", "return f3(x)"};
  bodies[0] = "x++; return x";
  // Nothing outside of functions depends on f0 here.
  auto const text = [&] {
    std::string out = program(bodies);
    out.replace(out.find("var start = f0(1)"), 17, "var start = 1");
    return out;
  };
  Edited package(text());
  SECTION("a body that cannot be inlined") {
    bodies[1] = "defer println(x); return x + 1";
    REQUIRE(package.edit(text()));
    CHECK(package.compiled_again() == 1);
  }
  SECTION("a body that is inlined, and costs the same") {
    bodies[0] = "x--; return x";
    REQUIRE(package.edit(text()));
    CHECK(package.compiled_again() == 1);
    CHECK(package.answers() == package.anew());
  }
  SECTION("a body that is inlined, and costs more") {
    bodies[0] = "x++; x++; return x";
    REQUIRE(package.edit(text()));
    CHECK(package.compiled_again() == 4);  // f0, and f2, f3, f4 by way of each other
    CHECK(package.answers() == package.anew());
  }
  SECTION("a body with an error is not analysed, and its callers do not inline it; then it is well again") {
    std::string const before = package.answers();
    bodies[0] = "return y";
    REQUIRE(package.edit(text()));
    CHECK_THAT(package.answers(),
               Catch::Contains("of f0: callee not analysed cost -1 of 0: its body is not analysed: an error: undeclared name: y"));
    CHECK(package.answers() == package.anew());
    bodies[0] = "x++; return x";
    REQUIRE(package.edit(text()));
    CHECK(package.answers() == before);
  }
}

TEST_CASE(
    "callers know what an inlined body gives them in an interface or does with a function, and are compiled with it where it changes") {
  auto const text = [](std::string_view made, std::string_view applied) {
    return fmt::format(
        "package p\n\ntype I interface{{ M() int }}\ntype A struct{{}}\ntype B struct{{}}\nfunc (A) M() int {{ return 1 }}\n"
        "func (*B) M() int {{ panic(2) }}\n\nfunc made() I {{ {} }}\n\nfunc applied(f func() int) int {{ {} }}\n\n"
        "func number() int {{ return 1 }}\n\n"
        "func caller() int {{ return made().M() }}\n\nfunc other() int {{ return applied(func() int {{ return number() }}) }}\n",
        made, applied);
  };
  Edited package(text("return A{}", "return f()"));
  auto const becomes = [&](const std::string& after, size_t compiled) {
    INFO(after);
    REQUIRE(package.edit(after));
    CHECK(package.compiled_again() == compiled);
    CHECK(package.answers() == package.anew());
  };
  becomes(text("return &B{}", "return f()"), 2);
  becomes(text("return /* a comment */ &B{}", "return f()"), 1);
  becomes(text("return &B{}", "return f()"), 1);
  becomes(text("return &B{}", "return f() + f()"), 2);
}

TEST_CASE("a function that uses an instance of a generic function is compiled by itself as long as it uses the same") {
  std::vector<std::string> bodies = {"return x", "return id(x)", "return x"};
  Edited package(program(bodies));
  bodies[1] = "return id(x + 1)";
  CHECK(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
  bodies[1] = "println(id(\"\")); return id(x + 1)";
  CHECK_FALSE(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
  bodies[1] = "return id(x + 1)";
  CHECK_FALSE(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
}

TEST_CASE("a type that a body comes to use, and uses no more, brings its methods' instances and takes them away") {
  auto const text = [](std::string_view body) {
    return fmt::format("package p\n\ntype L[X any] struct{{ x X }}\n\nfunc (l *L[X]) M(x X) X {{ return x }}\n\nfunc f() {{ {} }}\n", body);
  };
  Edited package(text("println(1)"));
  for (const char* body : {"var l L[int]; println(&l)", "var l L[string]; println(&l)", "println(2)"}) {
    INFO(body);
    package.edit(text(body));
    CHECK(package.answers() == package.anew());
  }
}

TEST_CASE("functions that call each other in a circle are compiled one by one as long as none of them can be inlined") {
  std::vector<std::string> bodies = {"return x", "defer println(f4(x)); return f2(x)", "defer f1(x); return f4(x)", "return f2(x)",
                                     "return x"};
  Edited package(program(bodies));
  bodies[1] = "defer println(f4(x)); x++; return f2(x)";
  REQUIRE(package.edit(program(bodies)));
  CHECK(package.compiled_again() == 1);
  CHECK(package.answers() == package.anew());
  // What they call from outside of the circle.
  bodies[4] = "x++; return x";
  REQUIRE(package.edit(program(bodies)));
  CHECK(package.compiled_again() == 3);
  CHECK(package.answers() == package.anew());
  bodies[1] = "defer println(f4(x)); return f2(x) + y";
  REQUIRE(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
  bodies[1] = "return f2(x)";
  CHECK_FALSE(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
}

TEST_CASE("functions that call each other in a circle are compiled with the package where one of them can be inlined") {
  std::vector<std::string> bodies = {"return f1(x)", "if x > 3 { return f0(x - 1) }; return x", "return f0(x)"};
  Edited package(program(bodies));
  bodies[1] = "if x > 4 { return f0(x - 1) }; return x";
  CHECK_FALSE(package.edit(program(bodies)));
  CHECK(package.answers() == package.anew());
  // A new circle.
  bodies = {"return x", "return f0(x)", "return f1(x)"};
  Edited other(program(bodies));
  bodies[0] = "if x > 1 { return f2(x - 1) }; return x";
  CHECK_FALSE(other.edit(program(bodies)));
  CHECK(other.answers() == other.anew());
}
