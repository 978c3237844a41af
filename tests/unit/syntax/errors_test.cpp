// Each error of syntax: its code, its place, and a sentence that says what to do. An error hides no declaration around it.
#include <catch2/catch.hpp>

#include "analysis/syntax/errors.h"
#include "analysis/syntax/views.h"
#include "tests/unit/syntax/parsing.h"

using namespace escapement;
using namespace escapement::syntax;
using test::ParsedFile;

namespace {

// One mistake; its place stands between « and », or at ‸.
struct Mistake {
  std::string_view code;
  std::string marked;
  std::string sentence;
};

struct Marked {
  std::string text;
  base::Span span;
};

Marked unmark(std::string text) {
  constexpr std::string_view kBegin = "«", kEnd = "»", kCaret = "‸";
  if (size_t caret = text.find(kCaret); caret != std::string::npos) {
    auto at = static_cast<uint32_t>(caret);
    return {text.erase(caret, kCaret.size()), {at, at}};
  }
  auto begin = static_cast<uint32_t>(text.find(kBegin));
  text.erase(begin, kBegin.size());
  auto end = static_cast<uint32_t>(text.find(kEnd));
  return {text.erase(end, kEnd.size()), {begin, end}};
}

void check(const Mistake& m, const std::string& before, const std::string& behind) {
  Marked marked = unmark(before + m.marked + behind);
  ParsedFile f(marked.text);
  INFO(marked.text);
  REQUIRE(f.tree->errors.size() >= 1);
  const base::Diagnostic& e = f.tree->errors[0];
  CHECK(f.tree->errors.size() == 1);
  CHECK(e.code == m.code);
  CHECK(e.text == m.sentence);
  CHECK(e.place.span.begin == marked.span.begin);
  CHECK(e.place.span.end == marked.span.end);
}

bool declares(const ParsedFile& f, std::string_view text) {
  for (const DeclInFile& d : f.tree->decls)
    if (d.tree->text() == text && !d.tree->has_errors()) return true;
  return false;
}

}  // namespace

TEST_CASE("mistakes in statements and expressions") {
  const Mistake mistakes[] = {
      {errors::kUnexpected, "f(1 «2»)", "unexpected literal 2: expected \",\" or \")\""},
      {errors::kUnexpected, "f(1, «}»", "unexpected \"}\": expected an expression or \")\""},
      {errors::kUnexpected, "x «y»", "unexpected name y: expected \"}\" or a new line"},
      {errors::kNewline, "f(1«\n»)", "unexpected newline: put a comma at the end of the line, or \")\" on it"},
      {errors::kUnexpected, "if x {\n\t}\n\t«else» {\n\t}", "unexpected keyword else: it must stand on the line of the \"}\" before it"},
      {errors::kHeader, "if «x = 1» {\n\t}",
       "expected boolean expression, found assignment (missing parentheses around a composite literal?)"},
      {errors::kHeader, "if «{»\n\t}", "missing condition in if statement"},
      {errors::kHeader, "for a, b, «c» := range x {\n\t}", "range permits at most two iteration variables"},
      {errors::kLabel, "«f()»: x()", "a label must be a name"},
      {errors::kCall, "go «f»", "the expression after \"go\" must be a function call"},
      {errors::kCall, "defer «(f())»", "the call after \"defer\" must not be parenthesized"},
      {errors::kCase, "switch x {\n\tcase «y = 1»:\n\t}", "unexpected statement: a case of a switch lists expressions or types"},
      {errors::kCase, "select {\n\tcase «a, b, c = <-d»:\n\t}",
       "a case of a select assigns one receive to at most two operands with = or :="},
      {errors::kSlice, "x = s[1:«:»3]", "middle index required in 3-index slice"},
      {errors::kLiteral, "x = «\"abc»", "the string is not terminated: missing '\"' on this line"},
      {errors::kUnexpected, "x = a «#» b", "invalid character U+0023 '#'"},
      {errors::kUnexpected, "x := a.(«)»", "unexpected \")\": expected a type"},
      {errors::kUnexpected, "«~»x", "unexpected \"~\": a statement is expected here"},
      {errors::kUnexpected, "f(a «++»b)", "unexpected \"++\": an expression is expected here"},
      {errors::kUnexpected, "x = «&&»b", "unexpected \"&&\": an expression is expected here"},
      {errors::kUnexpected, "x = «&^»b", "unexpected \"&^\": an expression is expected here"},
      {errors::kUnexpected, "x := a «<-» b", "unexpected \"<-\": an expression is expected here"},
      {errors::kUnexpected, "var «=» 1", "unexpected \"=\": expected a name"},
  };
  for (const Mistake& m : mistakes) check(m, "package p\n\nfunc f() {\n\t", "\n}\n\nfunc g() {}\n");
}

TEST_CASE("mistakes in declarations") {
  const Mistake mistakes[] = {
      {errors::kMissing, "var x = 1 +‸", "missing an expression at the end of the declaration"},
      {errors::kUnexpected, "type T struct {\n\ta int«,»\n}", "unexpected \",\": expected \"}\" or a new line"},
      {errors::kUnexpected, "const (\n\ta = «=» 1\n)", "unexpected \"=\": expected an expression"},
      {errors::kMissing, "func h() {\n\tif x {\n}‸", "missing a statement or \"}\" at the end of the declaration"},
      {errors::kParameters, "func h(a int, «b.T»)", "missing parameter name: either all have one or none"},
      {errors::kParameters, "func h(a «...»int, b int)", "can only use ... with the final parameter"},
      {errors::kParameters, "func h(a, b «...»int)", "can only use ... with the final parameter"},
      {errors::kType, "func h(a [«...»]int)", "unexpected \"...\": the length of an array is expected here"},
      {errors::kType, "type T struct {\n\ta [«...»]int\n}", "unexpected \"...\": the length of an array is expected here"},
      {errors::kTypeParameters, "func (r T) m«[P any]»()", "method must have no type parameters"},
      {errors::kUnexpected, "var x = a «/*» b", "the comment is not terminated: missing \"*/\""},
      {errors::kLiteral, "var x = «0x»", "hexadecimal literal has no digits"},
      {errors::kImportOrder, "var y int\n\n«import \"x\"»", "imports must appear before other declarations"},
  };
  for (const Mistake& m : mistakes) check(m, "package p\n\n", "\n\nfunc g() {}\n");
}

TEST_CASE("mistakes at the start of a file") {
  const Mistake mistakes[] = {
      {errors::kPackageClause, "‸", "a Go file starts with a package clause: package <name>"},
      {errors::kPackageClause, "// nothing\n‸", "a Go file starts with a package clause: package <name>"},
      {errors::kPackageClause, "‸func f() {}\n", "a Go file starts with a package clause: package <name>"},
      {errors::kUnexpected, "«pakage» p\n", "unexpected name pakage: expected \"package\""},
      {errors::kPackageClause, "package «func»\n", "a keyword cannot be the name of a package"},
      {errors::kUnexpected, "package p\n\n«x» := 1\n", "unexpected name x: expected a declaration (func, type, var, const or import)"},
      {errors::kUnexpected, "package p\n\n«/* open\n»", "the comment is not terminated: missing \"*/\""},
  };
  for (const Mistake& m : mistakes) check(m, "", "");
}

TEST_CASE("an error does not hide the declarations around it") {
  const std::string before =
      "package p\n\nimport \"fmt\"\n\ntype A struct{ b *B }\n\n//go:noinline\nfunc first() { fmt.Println(`\nfunc inRaw() {\n`) }\n\n";
  const std::string behind =
      "\n\nvar v = map[string]int{\"a\": 1}\n\n/*\nfunc commented() {}\n*/\n\nfunc (a *A) last() error { return nil }\n";
  for (const char* broken : {"func f() {", "func f() { x := (1 }", "func f( {}", "func f() { \"abc }", "func f() { if { ", "func f() } }",
                             "var x = [", "type T struct { func", "const (", "func f() { switch x { case", "func", "func (r", "x y z", "}",
                             ")))", "func f() { `", "@#$", "var"}) {
    ParsedFile f(before + broken + behind);
    INFO(broken);
    CHECK(f.tree->errors.size() >= 1);
    CHECK(declares(f, "import \"fmt\""));
    CHECK(declares(f, "type A struct{ b *B }"));
    CHECK(declares(f, "func (a *A) last() error { return nil }"));
    bool opens_string = std::string_view(broken).find('`') != std::string_view::npos;
    if (opens_string) continue;  // which of an odd number of "`" is the wrong one nobody can tell
    CHECK(declares(f, "//go:noinline\nfunc first() { fmt.Println(`\nfunc inRaw() {\n`) }"));
    CHECK_FALSE(declares(f, "func commented() {}"));
    for (const base::Diagnostic& e : f.tree->errors) {
      CHECK(e.place.span.begin + 1 >= before.size());
      CHECK(e.place.span.begin <= before.size() + std::string_view(broken).size() + behind.find("\n\nfunc (a"));
    }
  }
}

TEST_CASE("a function with an error in its body keeps its signature") {
  for (const char* body : {"{", "{ x := (1 }", "{ for {{{ }", "{ ) }", "{ func g() {}"}) {
    ParsedFile f("package p\n\n// doc\nfunc (t *T) m(a struct{ x int }, b ...string) (n int, err error) " + std::string(body) +
                 "\n\nvar x int\n");
    INFO(body);
    REQUIRE(f.tree->decls.size() == 2);
    REQUIRE(f.decl(0).node(f.decl(0).root()).kind == NodeKind::FuncDecl);
    CHECK(f.decl(0).has_errors());
    CHECK_FALSE(f.decl(1).has_errors());
    views::FuncDecl m(f.decl(0), f.decl(0).root());
    CHECK(f.name_of(0, m.name()) == "m");
    CHECK(m.receiver().size() == 1);
    CHECK(views::FuncType(f.decl(0), m.type()).parameters().size() == 2);
    CHECK(views::FuncType(f.decl(0), m.type()).results().size() == 2);
    CHECK(f.text_of(0, m.body()) == body);
  }
}

TEST_CASE("unformatted code: only what is broken is said to be") {
  ParsedFile f(
      "package p\nfunc a() {\nvar x int\ntype t int\nconst c = 1\nuse(x, t(c))\n}\nvar y = = 1\nfunc b() {\nvar z int\nif z {\n}\n");
  REQUIRE(f.tree->errors.size() >= 2);  // b is not closed: any line of it may be a declaration's
  CHECK(f.tree->errors[0].text == "unexpected \"=\": expected an expression");
  CHECK(declares(f, "func a() {\nvar x int\ntype t int\nconst c = 1\nuse(x, t(c))\n}"));
}
