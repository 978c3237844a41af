#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "analysis/escape/analyse.h"
#include "analysis/escape/print.h"
#include "tests/unit/go_package.h"

using Catch::Contains;
using Catch::Equals;
using escapement::escape::Batch;
using escapement::escape::Certainty;
using escapement::escape::Line;
using escapement::test::GoPackage;
namespace facts = escapement::facts;

namespace {

// gc's lines in gc's order; assumed ones end in "?".
std::vector<std::string> lines(const std::string& text, const facts::Facts& known = {}) {
  GoPackage package(text);
  std::vector<std::string> out;
  for (const Line& line : escapement::escape::analyse(package.program(), package.bodies(), known).lines) {
    out.push_back(line.text + (line.certainty == Certainty::Assumed ? "?" : ""));
  }
  return out;
}

facts::PackageFacts facts_of(const std::string& text) {
  GoPackage package(text);
  return escapement::escape::analyse(package.program(), package.bodies()).facts;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a variable whose address is returned moves to the heap") {
  CHECK_THAT(lines("func f() *int { x := 0; return &x }"), Equals(Lines{"moved to heap: x"}));
  CHECK_THAT(lines("func f() int { x := 0; p := &x; return *p }"), Equals(Lines{}));
}

TEST_CASE("a parameter's leaks count dereferences, to the heap and to results") {
  CHECK_THAT(lines("var g *int\nfunc f(p **int) { g = *p }"), Equals(Lines{"leaking param content: p"}));
  CHECK_THAT(lines("func f(p **int) *int { return *p }"), Equals(Lines{"leaking param: p to result ~r0 level=1"}));
}

TEST_CASE("a caller sees of a callee its tags") {
  CHECK_THAT(lines("func keep(p *int) {}\nfunc f() { x := 0; keep(&x) }"), Equals(Lines{"p does not escape"}));
  CHECK_THAT(lines("var g *int\nfunc give(p *int) { g = p }\nfunc f() { x := 0; give(&x) }"),
             Equals(Lines{"leaking param: p", "moved to heap: x"}));
}

TEST_CASE("functions that call each other are one batch, callees come first, capturing literals belong to their function") {
  GoPackage package("func a() { b() }\nfunc b() { c(); x := 0; func() { x++ }() }\nfunc c() { b(); func() {}() }");
  std::vector<std::vector<std::string>> batches;
  escapement::escape::analyse(package.program(), package.bodies(), {}, [&](const Batch& batch, const Batch&, std::span<const Line>) {
    batches.emplace_back();
    for (const auto* member : batch.members()) batches.back().push_back(member->func().name);
  });
  CHECK(batches == std::vector<std::vector<std::string>>{{"c.func1"}, {"b", "c", "b.func1"}, {"a"}});
}

TEST_CASE("a function without a body leaks what points, unless it says otherwise") {
  CHECK_THAT(lines("func f(p *int)\nfunc g() { x := 0; f(&x) }"), Equals(Lines{"leaking param: p", "moved to heap: x"}));
  CHECK_THAT(lines("//go:noescape\nfunc f(p *int)\nfunc g() { x := 0; f(&x) }"), Equals(Lines{"p does not escape"}));
  CHECK_THAT(lines("func f(u uintptr)"), Equals(Lines{"assuming u is unsafe uintptr"}));
}

TEST_CASE("a call of a generic function waits for its body: both bounds are solved, and what differs is assumed") {
  std::string const text = "func h[T any](T) {}\nfunc f() { x := 0; y := 0; h(&x); _ = &y }";
  CHECK_THAT(lines(text), Equals(Lines{"moved to heap: x?"}));
  GoPackage package(text);
  std::string const printed = escapement::escape::print_escape(package.program(), package.bodies());
  CHECK_THAT(printed, Contains("  pessimistic\n") && Contains("  optimistic\n") && Contains("moved to heap: x (assumed)"));
}

TEST_CASE("facts name what importers can call, with tags for both bounds") {
  facts::PackageFacts const known = facts_of("func F(p, q *int) *int { return q }\nfunc hidden(p *int) {}\ntype T int\nfunc (t *T) M() {}");
  REQUIRE(known.functions.size() == 2);
  CHECK(known.find("hidden") == nullptr);
  REQUIRE(known.find("(*T).M") != nullptr);
  const facts::FunctionFacts* const f = known.find("F");
  REQUIRE(f != nullptr);
  REQUIRE(f->params.size() == 2);
  CHECK(f->params[0].pessimistic.text() == "nothing");
  CHECK(f->params[1].pessimistic.text() == "result0=0");
  CHECK(f->params[1].certainty() == facts::Certainty::Exact);
}

TEST_CASE("an assignment that stores nothing new is ignored, and gc says so") {
  CHECK_THAT(lines("type B struct{ buf []byte }\nfunc (b *B) f() { b.buf = b.buf[1:2] }"),
             Equals(Lines{"(*B).f ignoring self-assignment in b.buf = b.buf[1:2]", "b does not escape"}));
}

namespace {

// The lines of -m=2 behind the decision that has a text, from data alone.
Lines flows_behind(const std::string& text, std::string_view decision) {
  GoPackage package(text);
  auto const bodies = package.bodies();
  auto const result = escapement::escape::analyse(package.program(), bodies);
  Lines out;
  for (const auto& unit : result.units) {
    for (const auto& location : unit.locations) {
      if (location.text != decision || !location.explanation) continue;
      for (const auto& flow : escapement::escape::texts_of(package.program(), location.explanation->path(), result.literals)) {
        out.push_back(line_of(flow));
        for (const auto& reason : flow.reasons) out.push_back(line_of(reason));
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the path behind a decision is kept as data") {
  std::string const text = "type node struct { next *node }\nfunc f(p **node) *node { x := node{next: *p}; q := &x; return q }";
  CHECK_THAT(flows_behind(text, "moved to heap: x"),
             Equals(Lines{"  flow: q ← &x:", "    from &x (address-of)", "    from q := &x (assign)",
                          "  flow: ~r0 ← q:", "    from return q (return)"}));
  CHECK_THAT(flows_behind(text, "leaking param content: p"),
             Equals(Lines{"  flow: x ← *p:", "    from *p (indirection)", "    from node{...} (struct literal element)",
                          "    from x := node{...} (assign)"}));
  CHECK_THAT(flows_behind("func f(n int) any { m := 8; return make([]int, m) }", "make([]int, 8) escapes to heap"),
             Equals(Lines{"  flow: ~r0 ← &{storage for make([]int, 8)}:", "    from make([]int, 8) (spill)",
                          "    from return make([]int, 8) (return)",
                          "  flow: {storage for make([]int, 8)} ← &{storage for make([]int, 8)}:", "    from make([]int, 8) (spill)",
                          "    from make([]int, 8) (interface-converted)"}));
  CHECK(flows_behind("func f() { x := new(int); *x = 1 }", "new(int) does not escape").empty());
}

TEST_CASE("each place that a parameter leaks to has a path") {
  GoPackage package("var kept *int\nfunc f(p *int, q **int) (a *int, b *int) { kept = *q; return p, *q }");
  auto const bodies = package.bodies();
  auto const result = escapement::escape::analyse(package.program(), bodies);
  std::map<std::string, std::vector<std::pair<size_t, int>>> leaks;
  for (const auto& unit : result.units) {
    for (const auto& location : unit.locations) {
      if (!location.explanation) continue;
      for (const auto& leak : location.explanation->leaks) {
        leaks[unit.unit->local(location.local).name].emplace_back(leak.result, leak.derefs);
        CHECK(!leak.path.flows.empty());
      }
    }
  }
  using Leaks = std::vector<std::pair<size_t, int>>;
  CHECK(leaks["p"] == Leaks{{1, 0}});
  std::ranges::sort(leaks["q"]);
  CHECK(leaks["q"] == Leaks{{0, 1}, {2, 1}});
}
