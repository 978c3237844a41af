// What people are told of inlining: what a function's cost is made of, and why a call is or is not inlined.
#include <catch2/catch.hpp>

#include <numeric>

#include "answers.h"

using namespace escapement;
using namespace escapement::inlining;
using namespace escapement::test;

namespace {

constexpr const char* kFunctions = R"(
type T struct{ next *T; n int }

func (t *T) small() int { return t.n }

func big(a []int, t *T) int {
	s := 0
	for i, x := range a {
		if x > 3 {
			s += x*i + t.small()
		}
	}
	f := func() int { return s }
	println(f(), t.next.small())
	return s + dear(s) + dear(s+1)
}

//go:noinline
func never() int { return 1 }

func dear(n int) int {
	for i := 0; i < n; i++ {
		println(i, never(), never())
	}
	return n
}

func deferring() { defer println(1) }

func callers(f func() int, e interface{ Error() string }) {
	never()
	dear(1)
	deferring()
	f()
	_ = e.Error()
	go deferring()
	new(T).small()
	func() { println("once") }()
	if false {
		dear(2)
	}
}
)";

}  // namespace

TEST_CASE("the parts of a function share out its cost") {
  Answered const answered(kFunctions);
  size_t counted = 0;
  for (const FunctionAnswer* function : answered.functions()) {
    if (!function->cost) continue;
    INFO(function->name);
    int sum = function->other_cost;
    for (const CostPart& part : function->dearest) sum += part.cost;
    CHECK(sum == *function->cost);
    CHECK(std::ranges::is_sorted(function->dearest, std::ranges::greater(), &CostPart::cost));
    CHECK(function->dearest.size() <= kDearestParts);
    ++counted;
  }
  CHECK(counted >= 5);
}

TEST_CASE("the dearest parts of a function are calls that are not inlined, with their places") {
  Answered const answered(kFunctions);
  const FunctionAnswer& big = answered.function("big");
  REQUIRE(big.verdict == FunctionVerdict::TooComplex);
  CHECK(reason_of(big) == "function too complex: cost " + std::to_string(*big.cost) + " exceeds budget 80");
  REQUIRE(big.dearest.size() == kDearestParts);
  CHECK(answered.text(big.dearest[0].span, "big") == "dear(s+1)");
  CHECK(answered.text(big.dearest[1].span, "big") == "dear(s)");
  CHECK(big.dearest[0].kind == PartKind::Call);
  CHECK(summary_of(answered.function("(*T).small")) == "inlinable, cost 3 of 80");
}

TEST_CASE("functions that cannot be inlined say why") {
  Answered const answered(kFunctions);
  CHECK(reason_of(answered.function("never")) == "it is marked //go:noinline (gc: marked go:noinline)");
  CHECK(reason_of(answered.function("deferring")) == "it has a defer statement (gc: unhandled op DEFER)");
}

TEST_CASE("every call of the text has an answer") {
  Answered const answered(kFunctions);
  std::string const text = answered.calls("callers");
  CHECK(text ==
        "never(): cannot inline never\n"
        "dear(1): cannot inline dear\n"
        "deferring(): cannot inline deferring\n"
        "f(): unknown function \n"
        "e.Error(): interface call \n"
        "deferring(): go or defer deferring\n"
        "new(T).small(): inlined (*T).small\n"
        "func() { println(\"once\") }(): inlined callers.func1\n"
        "dear(2): no call \n");
}

TEST_CASE("a call that was devirtualized says so") {
  Answered const answered(
      "type I interface{ M() int }\ntype T struct{}\nfunc (T) M() int { return 1 }\nfunc f() int { var i I = T{}; return i.M() }");
  auto const calls = answered.calls_of("f");
  REQUIRE(calls.size() == 1);
  CHECK(calls[0]->devirtualized == "devirtualizing i.M to T");
  CHECK(calls[0]->verdict == CallVerdict::Inlined);
  CHECK(calls[0]->callee == "T.M");
}

TEST_CASE("recursion is inlined once, and the other call says so") {
  Answered const answered("func f(n int) int { if n == 0 { return 1 }; return n * f(n-1) }\nfunc g() int { return f(4) }");
  CHECK(answered.calls("g") == "f(4): inlined f\n");
}

TEST_CASE("each instance of a generic function has answers of its own; without one it is said so") {
  Answered const answered(
      "func id[T any](x T) T { return x }\nfunc twice[T any](x T) T { return id(id(x)) }\nfunc f() (int, string) { return twice(1), "
      "twice(\"\") }\n"
      "func unused[T any](x T) T { return id(x) }");
  CHECK(answered.function("twice[go.shape.int]").verdict == FunctionVerdict::CanInline);
  CHECK(answered.function("twice[go.shape.string]").verdict == FunctionVerdict::CanInline);
  CHECK(answered.function("unused").verdict == FunctionVerdict::Generic);
  CHECK(answered.calls("unused") == "id(x): caller not analysed \n");
}

TEST_CASE("a big function says that only cheap calls are inlined into it") {
  std::string text =
      "func cheap(x int) int { return x + 1 }\nfunc middling(x int) int { return x*x + x*x + x*x + x*x + x*x + x*x }\nfunc big(x int) int "
      "{\n";
  for (int i = 0; i < 1000; ++i) text += "\tx = x*3 + 1\n";
  Answered const answered(text + "\treturn cheap(x) + middling(x)\n}\n");
  auto const calls = answered.calls_of("big");
  REQUIRE(calls.size() == 2);
  CHECK(calls[0]->verdict == CallVerdict::Inlined);
  CHECK(calls[0]->limit == 20);
  CHECK(calls[1]->verdict == CallVerdict::TooDear);
  CHECK(reason_of(*calls[1]) == "cost 24 exceeds 20: big is so big that only cheap functions are inlined into it");
  CHECK(answered.function("big").big);
}
