#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "analysis/check/graph.h"
#include "analysis/exports/exports.h"
#include "analysis/facts/check.h"
#include "analysis/facts/serialise.h"
#include "analysis/inline/library.h"
#include "analysis/ir/print_tree.h"
#include "tests/unit/facts/forge.h"

using Catch::Contains;
using namespace escapement;

namespace {

const facts::Target kTarget{"go1.26", "linux", "amd64"};

// Package lib, and package user, which imports it; of lib the bodies may be left unchecked.
class Build {
 public:
  enum class Library : uint8_t { Checked, DeclaredOnly };
  Build(const std::string& lib, const std::string& user, Library checked) : program_(sources_, source::Goroot{}, source::BuildContext{}) {
    sources_.overlay("/lib/lib.go", "package lib\n\n" + lib);
    sources_.overlay("/user/user.go", "package user\n\nimport \"lib\"\n\n" + user);
    std::vector<check::GraphPackage> const graph{{{"lib", "lib", "/lib", {"/lib/lib.go"}, "lib"}, {}, checked == Library::Checked},
                                                 {{"user", "user", "/user", {"/user/user.go"}, "user"}, {{"lib", 0}}, true}};
    packages_ = check::check_graph(program_, graph, 1);
    for (const check::Package* package : packages_) {
      for (const base::Diagnostic& each : package->diagnostics) throw std::runtime_error(each.text);
    }
  }

  std::string compile_user() { return messages(inlining::compile(program_, *packages_[1], library_)); }
  using TagsByName = std::function<const facts::FunctionFacts*(const std::string& name)>;
  facts::InlineFacts facts_of_lib(const TagsByName& tags = [](const std::string&) { return nullptr; }) {
    auto const compiled = inlining::compile(program_, *packages_[0], library_);
    auto const tags_of = [&](types::ObjectId object) { return tags(ir::function_name(program_, packages_[0]->id, object)); };
    return exports::write_facts(program_, *packages_[0], compiled, library_, tags_of).value();
  }
  // Empty: they fit.
  std::string read(const facts::InlineFacts& facts) {
    auto const read = exports::read_facts(program_, *packages_[0], facts, library_, [&](types::ObjectId object, facts::FunctionFacts tags) {
      tags_ += ir::function_name(program_, packages_[0]->id, object);
      for (const facts::ParamFacts& each : tags.params) tags_ += fmt::format(" [{}]", each.pessimistic.text());
      tags_ += "\n";
    });
    return read ? "" : read.error();
  }
  // Those that were read.
  const std::string& tags() const { return tags_; }
  std::string bodies() {
    std::string out;
    for (types::ObjectId function : packages_[0]->functions) {
      const inlining::Callee* const callee = library_.contents().find(function);
      if (callee != nullptr && callee->plain != "init.0") out += callee->name + "\n" + ir::print_ir(program_, *callee->body);
    }
    return out;
  }
  // Compiles the importer with facts that nobody else gets; empty: they were refused.
  std::string compile_user_with(const facts::InlineFacts& facts) {
    inlining::Library library;
    if (!exports::read_facts(program_, *packages_[0], facts, library)) return {};
    return messages(inlining::compile(program_, *packages_[1], library));
  }

 private:
  static std::string messages(const inlining::Compiled& compiled) {
    std::string out;
    for (const auto& each : compiled.messages) out += each.text + "\n";
    for (const auto& each : compiled.not_analysed) out += each.function + ": " + each.construct + "\n";
    return out;
  }

  source::SourceTable sources_;
  check::Program program_;
  std::vector<check::Package*> packages_;
  std::string tags_;
  inlining::Library library_;
};

// Something of all that bodies hold.
const std::string kLib = R"(
import "unsafe"

type T struct {
	n    int
	next *T "tag"
	r    interface{ M(x, y int) string }
}

type I interface{ M(x, y int) string }
type J interface { I; io() error }
type List[E any] struct{ items []E }
type A = map[string]*T

var Global, other = 1, A{}

func (t *T) Add(x int) int { t.n += x; return t.n }
func (t T) M(x, y int) string { return "ab" + string(rune(x)) }
func (l *List[E]) Push(e E) { l.items = append(l.items, e) }
func (l List[E]) Len() int { return len(l.items) }
func Map[E, F any](in []E, f func(E) F) []F {
	out := make([]F, 0, len(in))
	for _, e := range in { out = append(out, f(e)) }
	return out
}
func New() I { return T{n: 1} }
func Call(i I) string { return i.M(1, 2) }
func Method(i J) func(int, int) string { return i.M }
func Local(n int) any {
	type node struct { next *node; value int }
	return node{value: n}
}
func Closure(n int) func() int { return func() int { n++; return n } }
func Once(f func(int)) { func() { f(Global) }() }
func Floats(x float64) (float64, complex128) { return x * 0.1, 1e300 * complex(x, 1) }
func Literals() (A, []int, [3]string, *T) { return A{"x": nil}, []int{5: 1}, [3]string{1: "b"}, &T{n: -1} }
func Ints(n int) (l List[int]) { l.Push(n); return }
func Sum(in []int) (s int) { for _, v := range in { s += v }; return }
func Doubled(in []int) []string { return Map(in, func(n int) string { return string(rune(2 * n)) }) }
func Each(seq func(func(int) bool)) (s int) { for v := range seq { s += v }; return }
func Cap(b []byte) []byte { return b[:len(b):cap(b)] }
func Bits(p *int) uintptr { return uintptr(unsafe.Pointer(p)) &^ 7 }
func Ok(m A, c chan<- int, i any) bool { _, ok := m["k"]; c <- 1; _, yes := i.(*T); return ok && !yes }
func Kind(i any) int { switch i.(type) { case nil: return 0; case int, *T: return 1 }; return 2 }
func Label(n int) { loop: for { if n > 1 { break loop }; n++ } }
func Two() (int, error) { return 1, nil }
func Long(x int) { println(Global); for i := range x { println(i, i*x, i+x, i-x, i/2, x%2, i<<1, x>>1, i&x, i|x, i^x, Two, New, i > x && x > i, "a lot that costs"); println(unexported(), Uses(), Call(New())) } }
//go:noinline
func Never() {}
func unexported() int { return other["x"].n }
func Uses() int { return unexported() }
func init() { Global++ }
)";

const std::string kUser = R"(
func f(t *lib.T, l *lib.List[string]) int {
	l.Push("x")
	lib.Once(func(n int) { println(n) })
	lib.Long(1)
	lib.Never()
	_ = lib.Local(2)
	_, _ = lib.Two()
	_, _ = lib.Floats(2)
	_ = lib.Ints(3).Len()
	_ = lib.Each(func(yield func(int) bool) { yield(1) })
	_ = lib.Doubled(nil)
	g := lib.Closure(4)
	println(lib.Call(lib.New()), lib.New().M(1, 2), g())
	return t.Add(1) + lib.Uses() + lib.Kind(t)
}
)";

facts::InlineFacts lib_facts() { return Build(kLib, kUser, Build::Library::Checked).facts_of_lib(); }

template <class Facts>
auto& function(Facts& facts, std::string_view name) {
  return *std::ranges::find(facts.functions, name, &facts::InlineFunction::name);
}

}  // namespace

TEST_CASE("a package compiles from facts as from source") {
  Build from_source(kLib, kUser, Build::Library::Checked);
  facts::InlineFacts const facts = from_source.facts_of_lib();
  Build from_facts(kLib, kUser, Build::Library::DeclaredOnly);
  REQUIRE(from_facts.read(facts).empty());
  CHECK(from_facts.bodies() == from_source.bodies());
  std::string const lines = from_source.compile_user();
  CHECK(from_facts.compile_user() == lines);
  CHECK_THAT(lines, Contains("inlining call to lib.(*T).Add") && Contains("inlining call to lib.Once") && Contains("devirtualizing"));
}

TEST_CASE("two runs write the same facts, and so does who read them") {
  facts::InlineFacts const facts = lib_facts();
  CHECK(facts::holds_together(facts));
  CHECK(facts == lib_facts());
  Build again(kLib, kUser, Build::Library::Checked);
  REQUIRE(again.read(facts).empty());
  CHECK(again.facts_of_lib() == facts);
}

TEST_CASE("facts say what gc says of each function") {
  facts::InlineFacts const facts = lib_facts();
  CHECK(function(facts, "Never").reason == "marked go:noinline");
  CHECK(function(facts, "Never").marks == facts::kNoInline);
  CHECK(function(facts, "Long").cost > 80);
  CHECK_THAT(function(facts, "Long").reason, Contains("exceeds budget 80"));
  CHECK(function(facts, "Two").inlinable);
  CHECK(function(facts, "Two").cost == 3);
  CHECK(function(facts, "Two").marks == facts::kDelaysResults);
  CHECK(function(facts, "init.0").object == 0);
  CHECK((function(facts, "Map[go.shape.int,go.shape.string]").marks & facts::kInstance) != 0);
}

TEST_CASE("facts that do not fit the program are refused, with a sentence") {
  facts::InlineFacts const facts = lib_facts();
  auto const refusal = [&](auto change) {
    facts::InlineFacts other = facts;
    change(other);
    return Build(kLib, kUser, Build::Library::DeclaredOnly).read(other);
  };
  using Facts = facts::InlineFacts;
  CHECK(refusal([](Facts&) {}).empty());
  CHECK(refusal([](Facts& f) { f = {}; }) == "there are no facts about what can be inlined of lib");
  CHECK(refusal([](Facts& f) { ++f.vocabulary; }) == "the facts of lib are written with other operations than this version has");
  CHECK(refusal([](Facts& f) { f.packages[0] = "user"; }) == "the facts of lib mention package user, which it does not need");
  CHECK(refusal([](Facts& f) { f.files[0].name = "x.go"; }) == "the facts of lib mention file x.go, which it does not have");
  CHECK(refusal([](Facts& f) { f.files.push_back({"more.go", 1, 1}); }) == "the facts of lib are those of 2 files, and it has 1");
  CHECK(refusal([](Facts& f) { ++f.files[0].hash; }) == "file lib.go of lib has changed since its facts were written");
  CHECK(refusal([](Facts& f) { f.constants[0] = "i0x"; }) == "the facts of lib hold a constant that there cannot be");
  CHECK(refusal([](Facts& f) { *std::ranges::find(f.names, "Global") = "Gone"; }) ==
        "the facts of lib mention Gone of lib, which there is not");
  CHECK(refusal([](Facts& f) { *std::ranges::find(f.names, "int") = "integer"; }) == "the facts of lib hold a type that there cannot be");
  CHECK(refusal([](Facts& f) { function(f, "Two").body += "x"; }) == "the facts of lib hold a body of Two that there cannot be");
  CHECK(refusal([](Facts& f) { function(f, "Two").tags.resize(9); }) == "the facts of lib hold tags of Two that there cannot be");
  std::string const changed = kLib + "// more\n";
  CHECK(Build(changed, kUser, Build::Library::DeclaredOnly).read(facts) == "file lib.go of lib has changed since its facts were written");
}

TEST_CASE("tags are told of the functions that have them") {
  facts::FunctionFacts given;
  given.params.resize(2);
  given.params[0].pessimistic.add_heap(1);
  given.params[1].pessimistic.add_result(0, 0);
  facts::InlineFacts const facts = Build(kLib, kUser, Build::Library::Checked).facts_of_lib([&](const std::string& name) {
    return name == "(*T).Add" ? &given : nullptr;
  });
  CHECK(function(facts, "Two").tags.empty());
  REQUIRE(function(facts, "(*T).Add").tags.size() == 2);
  Build declared(kLib, kUser, Build::Library::DeclaredOnly);
  REQUIRE(declared.read(facts).empty());
  CHECK(declared.tags() == "(*T).Add [heap=1] [result0=0]\n");
}

TEST_CASE("a local type that holds itself is refused") {
  facts::InlineFacts facts = lib_facts();
  REQUIRE(facts.local_types.size() == 1);
  // struct { next *node; … } becomes struct { next node; … }.
  auto const is_local = [](const facts::Type& each) { return each.form == facts::TypeForm::Local; };
  auto const local = static_cast<facts::Index>(std::ranges::find_if(facts.types, is_local) - facts.types.begin());
  facts.types[facts.local_types[0].type].members[0].type = local;
  REQUIRE(facts::holds_together(facts));
  CHECK(Build(kLib, kUser, Build::Library::DeclaredOnly).read(facts) == "the facts of lib hold a type that there cannot be");
}

// Whatever is taken is compiled with: it gives other lines at worst.
TEST_CASE("facts with a wrong byte do no harm") {
  facts::InlineFacts const facts = lib_facts();
  Build build(kLib, kUser, Build::Library::DeclaredOnly);
  std::string const good = facts::serialise({"lib", {}, facts}, kTarget);
  size_t broken = 0, unknown = 0, taken = 0;
  auto const try_one = [&](std::string bytes) {
    auto const read = facts::deserialise(test::forged(std::move(bytes), kTarget), kTarget);
    if (!read) {
      ++broken;
    } else if (build.compile_user_with(read->inlining).empty()) {
      ++unknown;
    } else {
      ++taken;
    }
  };
  for (size_t i = test::header_size(kTarget); i < good.size(); ++i) {
    for (unsigned const mask : {0x01U, 0xFFU}) {
      std::string bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ mask);
      try_one(std::move(bad));
    }
    try_one(good.substr(0, i));
  }
  CHECK(broken > good.size());
  CHECK(unknown > good.size() / 2);
  CHECK(taken > 0);
}
