// From scratch is the reference: after any edits inside bodies, the decisions that are kept are those of compiling and analysing anew.
#include <catch2/catch.hpp>

#include <random>
#include <vector>

#include <fmt/format.h>

#include "printed.h"
#include "tests/unit/edited_package.h"

using namespace escapement;
using escape::Flows;
using test::PrintedDecisions;

namespace {

// A package whose text changes inside bodies.
class Edited {
 public:
  Edited(const std::string& text, Flows flows) : package_(text), flows_(flows) { open_anew(); }

  // Whether single functions were enough.
  bool edit(const std::string& text) {
    bool const enough = open_->update(package_.edit(text));
    if (enough) {
      decisions_->update();
    } else {
      open_anew();
    }
    return enough;
  }

  // What differs from deciding anew; empty: nothing.
  std::string difference() {
    PrintedDecisions const kept = test::kept({package_.program(), package_.package(), library_, tags_, flows_}, *open_, *decisions_);
    inlining::Library library;
    escape::Tags tags;
    PrintedDecisions const anew = test::anew({package_.program(), package_.package(), library, tags, flows_});
    complete_ += anew.complete ? 1 : 0;
    return test::is_same(kept, anew) ? "" : test::difference(kept, anew);
  }
  // How often all functions were analysed.
  size_t complete() const { return complete_; }
  const escape::OpenDecisions& decisions() const { return *decisions_; }

  // The lines about a function, as gc says them.
  std::vector<std::string> lines(const std::string& function) const {
    std::vector<std::string> out;
    for (const auto& unit : decisions_->units()) {
      if (!unit || unit->unit->funcs[0].name != function) continue;
      for (const escape::Line& line : unit->lines()) out.push_back(line.text);
    }
    return out;
  }

 private:
  void open_anew() {
    decisions_.reset();
    open_ = std::make_unique<inlining::OpenPackage>(package_.program(), package_.package(), library_, inlining::Copies::All);
    decisions_ = std::make_unique<escape::OpenDecisions>(package_.program(), *open_, tags_, flows_);
  }

  test::EditedPackage package_;
  Flows flows_;
  inlining::Library library_;
  escape::Tags tags_;
  std::unique_ptr<inlining::OpenPackage> open_;
  std::unique_ptr<escape::OpenDecisions> decisions_;
  size_t complete_ = 0;
};

// A function f0…fN each; `bodies[i]` is the body of fi.
std::string program(const std::vector<std::string>& bodies, const std::string& initialisers) {
  std::string out =
      "package p\n\ntype I interface{ M() *int }\ntype T struct{ p *int }\n\nfunc (t T) M() *int { return t.p }\n\n"
      "func (t *T) set(p *int) { t.p = p }\n\nfunc id[X any](x X) X { return x }\n\nfunc keep[X any](x X) { sink = x }\n\nvar sink "
      "any\n\n" +
      initialisers;
  for (size_t i = 0; i < bodies.size(); ++i)
    out += fmt::format("func f{}(p *int, s []byte, g func(*int) *int) *int {{\n\t{}\n}}\n\n", i, bodies[i]);
  return out;
}

// `below`: functions that may be called, so that none calls itself through others unless wanted.
std::string random_body(std::mt19937& random, size_t below) {
  auto const other = [&] { return fmt::format("f{}", below == 0 ? 0 : random() % below); };
  std::vector<std::string> const pieces = {
      "sink = p",
      "p = " + other() + "(p, s, g)",
      "p = g(p)",
      "p = " + other() + "(p, s, func(q *int) *int { return " + other() + "(q, nil, g) })",
      "{ h := " + other() + "; p = h(p, nil, g) }",
      "s = append(s, byte(*p))",
      "{ x := 3; p = &x }",
      "{ x := new(int); p = " + other() + "(x, s, nil) }",
      "{ h := func() *int { return " + other() + "(p, s, g) }; p = h() }",
      "{ h := func(q *int) *int { x := *q; return &x }; p = h(p) }",
      "{ h := func(q *int) *int { return q }; p = " + other() + "(p, s, h) }",
      "{ h := func(q *int) *int { sink = q; return q }; _ = h }",
      "{ var i any = *p; println(i) }",
      "{ n := 10; s = make([]byte, n) }",
      "{ n := 10; t := make([]byte, n); t[0] = s[0] }",
      "defer " + other() + "(p, s, g)",
      "go " + other() + "(p, s, func(q *int) *int { return p })",
      "{ t := T{p}; m := t.M; p = m() }",
      "{ t := &T{p}; t.set(p); p = t.M() }",
      "{ var i I = T{p}; p = i.M() }",
      "p = id(p)",
      "keep(s)",
      "for i := range 3 { if i == *p { q := &i; sink = q } }",
      "println(string(s) + \"x\")",
      "if *p > 3 { return " + other() + "(p, s, g) }",
  };
  std::string out;
  for (size_t i = 1 + random() % 4; i > 0; --i) out += pieces[random() % pieces.size()] + "\n\t";
  if (random() % 40 == 0) out += "p = undefined\n\t";
  return out + "return p";
}

}  // namespace

TEST_CASE("after random edits of bodies the decisions are those of analysing anew") {
  size_t single = 0, complete = 0;
  for (uint32_t seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    bool const circles = seed % 3 == 2;
    std::string const initialisers =
        seed % 4 == 1 ? "var start = f0(nil, nil, nil)\n\nvar other = func() *int { return f3(start, nil, nil) }()\n\n" : "";
    std::vector<std::string> bodies;
    auto const body = [&](size_t i) { return random_body(random, circles ? 14 : i); };
    for (size_t i = 0; i < 14; ++i) bodies.push_back(body(i));
    INFO(program(bodies, initialisers));
    Edited package(program(bodies, initialisers), seed % 2 == 0 ? Flows::Untold : Flows::Told);
    REQUIRE(package.difference() == "");
    for (int round = 0; round < 30; ++round) {
      size_t const at = random() % bodies.size();
      bodies[at] = body(at);
      std::string const text = program(bodies, initialisers);
      INFO(text);
      single += package.edit(text) ? 1 : 0;
      REQUIRE(package.difference() == "");
    }
    complete += package.complete();
  }
  // The way that is tested is the way that is taken.
  CHECK(single > 100);
  CHECK(complete > 100);
}

TEST_CASE("an edit decides about the function, and about callers only where they are told something else") {
  std::vector<std::string> bodies = {"defer println(); return p", "defer println(); return f0(p, s, g)",
                                     "defer println(); x := 1; return f1(&x, s, g)", "defer println(); return nil"};
  Edited package(program(bodies, ""), Flows::Untold);
  auto const edit = [&] {
    REQUIRE(package.edit(program(bodies, "")));
    CHECK(package.difference() == "");
  };
  CHECK(package.lines("f2")[1] == "s does not escape");
  SECTION("callers are told the same") {
    bodies[0] = "defer println(1); return p";
    edit();
    CHECK(package.decisions().solved() == 2);  // the function, and the one that it defers
    CHECK(package.decisions().changed().size() == 1);
  }
  SECTION("callers are told something else, those of callers the same") {
    bodies[0] = "defer println(); sink = s; return p";
    edit();
    CHECK(package.decisions().solved() == 4);  // and f1 and f2, which hand it on
    CHECK(package.lines("f2")[1] == "leaking param: s");
  }
  SECTION("a function that is not analysed leaks everything, until it is again") {
    bodies[0] = "defer println(); undefined()";
    edit();
    CHECK(package.lines("f2")[1] == "leaking param: s");
    CHECK(package.lines("f0").empty());
    bodies[0] = "defer println(); return p";
    edit();
    CHECK(package.lines("f2")[1] == "s does not escape");
  }
  SECTION("functions come to call each other in a circle") {
    bodies[0] = "defer println(); return f3(p, s, g)";
    edit();
    bodies[3] = "defer println(); return f2(p, s, g)";
    package.edit(program(bodies, ""));
    CHECK(package.difference() == "");
  }
}
