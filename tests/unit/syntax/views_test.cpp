// The typed views name the right operands, and spans and positions are those of the text.
#include "analysis/syntax/views.h"

#include <catch2/catch.hpp>

#include "tests/unit/syntax/parsing.h"

using namespace escapement;
using namespace escapement::syntax;
using test::ParsedFile;

namespace {

// `package p; func f() { STATEMENT }` and the statement.
struct OneStatement : ParsedFile {
  explicit OneStatement(const std::string& statement) : ParsedFile("package p\n\nfunc f() {\n\t" + statement + "\n}\n") {
    REQUIRE(tree->errors.empty());
    views::FuncDecl function(decl(0), decl(0).root());
    auto list = decl(0).list(decl(0).node(function.body()).a);
    REQUIRE(list.size() == 1);
    id = list[0];
  }
  const Node& node() const { return decl(0).node(id); }
  std::string_view text_at(NodeId n) const { return text_of(0, n); }
  char at_pos(NodeId n) const { return text.at(tree->decls[0].pos_in_file(n)); }
  // The expression of an expression statement.
  NodeId expression() const {
    REQUIRE(node().kind == NodeKind::ExprStmt);
    return NodeId(node().a);
  }
  NodeId id;
};

template <class View>
View view(const OneStatement& s, NodeId id) {
  return View(s.decl(0), id);
}

}  // namespace

TEST_CASE("a file holds its package name and declarations in order") {
  ParsedFile f("// doc\npackage main\n\nimport \"fmt\"\n\nvar x int\n\nfunc main() {}\n");
  CHECK(f.tree->errors.empty());
  CHECK(f.names->text(f.tree->package_name) == "main");
  CHECK(f.tree->package_name_span == base::Span{15, 19});
  REQUIRE(f.tree->decls.size() == 3);
  CHECK(f.decl(0).node(f.decl(0).root()).token() == Token::Import);
  CHECK(f.text_of(0, f.decl(0).root()) == "import \"fmt\"");
  CHECK(f.text_of(1, f.decl(1).root()) == "var x int");
  CHECK(f.text_of(2, f.decl(2).root()) == "func main() {}");
}

TEST_CASE("spans are relative to the declaration") {
  ParsedFile one("package p\nfunc f() { g(1) }\n");
  ParsedFile two("package p\n\n// moved\n\nvar y int\nfunc f() { g(1) }\n");
  REQUIRE(one.tree->decls.size() == 1);
  REQUIRE(two.tree->decls.size() == 2);
  REQUIRE(one.decl(0).node_limit() == two.decl(1).node_limit());
  for (uint32_t i = 1; i < one.decl(0).node_limit(); ++i) {
    CHECK(one.decl(0).node(NodeId(i)).span() == two.decl(1).node(NodeId(i)).span());
    CHECK(one.decl(0).node(NodeId(i)).pos == two.decl(1).node(NodeId(i)).pos);
  }
}

TEST_CASE("functions: receiver, type parameters, parameters, results, body") {
  ParsedFile f(
      "package p\nfunc (r *T) M(a, b int, c ...string) (x int, err error) { return }\nfunc G[K comparable, V "
      "any](K) V\n");
  REQUIRE(f.tree->errors.empty());
  views::FuncDecl method(f.decl(0), f.decl(0).root());
  REQUIRE(method.receiver().size() == 1);
  CHECK(f.text_of(0, method.receiver()[0]) == "r *T");
  CHECK(f.name_of(0, method.name()) == "M");
  CHECK(f.text_of(0, method.body()) == "{ return }");
  views::FuncType type(f.decl(0), method.type());
  REQUIRE(type.parameters().size() == 2);
  views::Field ab(f.decl(0), type.parameters()[0]), c(f.decl(0), type.parameters()[1]);
  REQUIRE(ab.names().size() == 2);
  CHECK(f.name_of(0, ab.names()[1]) == "b");
  CHECK(f.text_of(0, ab.type()) == "int");
  CHECK(f.decl(0).node(c.type()).kind == NodeKind::Ellipsis);
  REQUIRE(type.results().size() == 2);
  CHECK(f.text_of(0, type.results()[1]) == "err error");

  views::FuncDecl generic(f.decl(1), f.decl(1).root());
  CHECK(generic.receiver().empty());
  CHECK_FALSE(generic.body());
  views::FuncType signature(f.decl(1), generic.type());
  REQUIRE(signature.type_parameters().size() == 2);
  CHECK(f.text_of(1, signature.type_parameters()[0]) == "K comparable");
  REQUIRE(signature.parameters().size() == 1);
  CHECK(views::Field(f.decl(1), signature.parameters()[0]).names().empty());
}

TEST_CASE("type declarations: definition, alias, generic alias, array that looks like type parameters") {
  ParsedFile f("package p\ntype A = B\ntype C[P any] = D[P]\ntype E [N * 2]int\ntype F[P *Q,] int\ntype G[P Q] int\n");
  REQUIRE(f.tree->errors.empty());
  auto spec = [&](size_t i) { return views::TypeSpec(f.decl(i), f.decl(i).list(f.decl(i).node(f.decl(i).root()).a)[0]); };
  CHECK(spec(0).is_alias());
  CHECK(spec(0).type_parameters().empty());
  CHECK(spec(1).is_alias());
  CHECK(spec(1).type_parameters().size() == 1);
  CHECK_FALSE(spec(2).is_alias());
  CHECK(spec(2).type_parameters().empty());
  CHECK(f.decl(2).node(spec(2).type()).kind == NodeKind::ArrayType);
  CHECK(f.text_of(2, views::ArrayType(f.decl(2), spec(2).type()).length()) == "N * 2");
  CHECK(spec(3).type_parameters().size() == 1);
  CHECK(f.text_of(3, views::Field(f.decl(3), spec(3).type_parameters()[0]).type()) == "*Q");
  CHECK(spec(4).type_parameters().size() == 1);
}

TEST_CASE("constants know their iota") {
  ParsedFile f("package p\nconst (\n\ta, b = iota, iota\n\tc, d\n\te = 7\n)\n");
  REQUIRE(f.tree->errors.empty());
  CHECK(f.decl(0).node(f.decl(0).root()).flags & kGrouped);
  auto specs = f.decl(0).list(f.decl(0).node(f.decl(0).root()).a);
  REQUIRE(specs.size() == 3);
  views::ValueSpec first(f.decl(0), specs[0]), second(f.decl(0), specs[1]), third(f.decl(0), specs[2]);
  CHECK(first.iota() == 0);
  CHECK(second.iota() == 1);
  CHECK(third.iota() == 2);
  CHECK(first.values().size() == 2);
  CHECK(second.names().size() == 2);
  CHECK(second.values().empty());
  CHECK_FALSE(first.type());
}

TEST_CASE("calls, selectors and indices have gc's positions") {
  OneStatement s("a.b(c, d...)");
  auto call = view<views::Call>(s, s.expression());
  CHECK(call.spread());
  CHECK(call.arguments().size() == 2);
  CHECK(s.at_pos(s.expression()) == '(');
  auto selector = view<views::Selector>(s, call.function());
  CHECK(s.text_at(selector.operand()) == "a");
  CHECK(s.text_at(selector.name()) == "b");

  OneStatement i("f[int, string](x)");
  auto index = view<views::Index>(i, view<views::Call>(i, i.expression()).function());
  CHECK(index.indices().size() == 2);
  CHECK_FALSE(view<views::Call>(i, i.expression()).spread());
}

TEST_CASE("binary expressions nest by precedence; the position is the operator") {
  OneStatement s("g(a + b*c)");
  auto sum = view<views::Binary>(s, view<views::Call>(s, s.expression()).arguments()[0]);
  CHECK(sum.op() == Token::Add);
  CHECK(s.text_at(sum.right()) == "b*c");
  CHECK(view<views::Binary>(s, sum.right()).op() == Token::Mul);
  CHECK(s.at_pos(view<views::Call>(s, s.expression()).arguments()[0]) == '+');
}

TEST_CASE("slices, assertions and literals") {
  OneStatement s("g(a[1:2:3], x.(T), []int{0: 1, 2}, [...]int{}, func() {}, b[:])");
  auto arguments = view<views::Call>(s, s.expression()).arguments();
  REQUIRE(arguments.size() == 6);
  auto slice = view<views::Slice>(s, arguments[0]);
  CHECK(slice.three_index());
  CHECK(s.text_at(slice.max()) == "3");
  CHECK(s.text_at(view<views::TypeAssert>(s, arguments[1]).type()) == "T");
  auto literal = view<views::CompositeLit>(s, arguments[2]);
  REQUIRE(literal.elements().size() == 2);
  CHECK(s.text_at(view<views::KeyValue>(s, literal.elements()[0]).key()) == "0");
  CHECK(view<views::ArrayType>(s, view<views::CompositeLit>(s, arguments[3]).type()).counted());
  CHECK(s.text_at(view<views::FuncLit>(s, arguments[4]).body()) == "{}");
  auto whole = view<views::Slice>(s, arguments[5]);
  CHECK_FALSE(whole.low());
  CHECK_FALSE(whole.high());
  CHECK_FALSE(whole.three_index());
}

TEST_CASE("assignments, and what := makes of them") {
  OneStatement s("a, b := f(), 2");
  auto assign = view<views::Assign>(s, s.id);
  CHECK(assign.op() == Token::Define);
  CHECK(assign.left().size() == 2);
  CHECK(assign.right().size() == 2);
  CHECK(s.text_at(assign.right()[0]) == "f()");
  CHECK(view<views::Assign>(OneStatement("a[i] &^= 1"), OneStatement("a[i] &^= 1").id).op() == Token::AndNotAssign);
}

TEST_CASE("if, for, range, switch, select") {
  OneStatement i("if x := f(); x > 0 { a() } else if y { b() }");
  auto cond = view<views::If>(i, i.id);
  CHECK(i.text_at(cond.init()) == "x := f()");
  CHECK(i.text_at(cond.condition()) == "x > 0");
  CHECK(i.text_at(cond.then_block()) == "{ a() }");
  CHECK(i.decl(0).node(cond.else_branch()).kind == NodeKind::IfStmt);

  OneStatement l("for i := 0; i < 3; i++ { }");
  auto loop = view<views::For>(l, l.id);
  CHECK(l.text_at(loop.condition()) == "i < 3");
  CHECK(l.text_at(loop.post()) == "i++");

  OneStatement r("for k, v := range m { }");
  auto range = view<views::Range>(r, r.id);
  CHECK(range.op() == Token::Define);
  CHECK(r.text_at(range.value()) == "v");
  CHECK(r.text_at(range.operand()) == "m");
  OneStatement n("for range 10 { }");
  CHECK_FALSE(view<views::Range>(n, n.id).key());

  OneStatement t("switch x := y.(type) { case int, string: default: f() }");
  REQUIRE(t.node().kind == NodeKind::TypeSwitchStmt);
  auto types = view<views::TypeSwitch>(t, t.id);
  CHECK(t.text_at(types.name()) == "x");
  CHECK(t.text_at(types.guard()) == "y.(type)");
  REQUIRE(types.clauses().size() == 2);
  CHECK(view<views::CaseClause>(t, types.clauses()[0]).expressions().size() == 2);
  CHECK(view<views::CaseClause>(t, types.clauses()[1]).is_default());
  CHECK(view<views::CaseClause>(t, types.clauses()[1]).body().size() == 1);

  OneStatement s("select { case v := <-c: f(v); case d <- 1: default: }");
  auto clauses = s.decl(0).list(s.node().a);
  REQUIRE(clauses.size() == 3);
  CHECK(s.text_at(view<views::CommClause>(s, clauses[0]).communication()) == "v := <-c");
  CHECK(view<views::CommClause>(s, clauses[2]).is_default());
}

TEST_CASE("directives belong to the declaration behind them") {
  ParsedFile f("package p\n\n//go:noinline\n//go:nosplit\nfunc f() {}\n\n// plain\nfunc g() {}\n");
  REQUIRE(f.tree->decls.size() == 2);
  REQUIRE(f.decl(0).directives().size() == 2);
  CHECK(f.decl(0).directives()[0].text == "//go:noinline");
  CHECK(f.decl(1).directives().empty());
}

TEST_CASE("directives: before, behind other comments, inside, on specs; with their places") {
  ParsedFile f(
      "package p\n\n/* general */ // why\n//go:embed a.txt\n\n// doc\nvar x string\n"
      "//export Go\nfunc g() {\n\t//line other.go:7\n\th(\n\t\t//go:inside\n\t)\n}\n"
      "var (\n\t//go:embed b.txt\r\n\ty []byte\n)\n");
  REQUIRE(f.tree->errors.empty());
  REQUIRE(f.tree->decls.size() == 3);
  auto texts = [&](size_t decl) {
    std::vector<std::string> result;
    for (const Directive& d : f.decl(decl).directives()) {
      CHECK(f.decl(decl).text().substr(d.span.begin, d.span.size()) == d.text);
      result.push_back(d.text);
    }
    return result;
  };
  CHECK(texts(0) == std::vector<std::string>{"//go:embed a.txt"});
  CHECK(texts(1) == std::vector<std::string>{"//export Go", "//line other.go:7", "//go:inside"});
  CHECK(texts(2) == std::vector<std::string>{"//go:embed b.txt"});
  CHECK(f.decl(0).directives()[0].span.end <= f.decl(0).node(f.decl(0).root()).begin);
}

TEST_CASE("directives of no declaration belong to the file") {
  ParsedFile f("//go:debug panicnil=1\npackage p\n\nvar x int\n\n//go:linkname a b\n// end\n//go:linkname c d");
  REQUIRE(f.tree->decls.size() == 1);
  CHECK(f.decl(0).directives().empty());
  std::vector<std::string> texts;
  for (const Directive& d : f.tree->directives) {
    CHECK(f.text.substr(d.span.begin, d.span.size()) == d.text);
    texts.push_back(d.text);
  }
  CHECK(texts == std::vector<std::string>{"//go:debug panicnil=1", "//go:linkname a b", "//go:linkname c d"});
}

TEST_CASE("build constraints are kept") {
  ParsedFile f("// Copyright\n\n//go:build linux && !cgo\n// +build linux,!cgo\n\npackage p\n\n//go:build ignored\n");
  REQUIRE(f.tree->build_lines.size() == 2);
  CHECK(f.tree->build_lines[0] == "//go:build linux && !cgo");
  CHECK(f.tree->build_lines[1] == "// +build linux,!cgo");
}
