// Edits inside bodies: what is checked again, and that nothing else needs to be.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <optional>
#include <random>
#include <string>

#include "analysis/check/dump.h"
#include "analysis/check/program.h"
#include "analysis/syntax/parser.h"

using namespace escapement;

namespace {

const std::string kText = R"(package p

import "unsafe"

type list[T any] struct{ next *list[T]; value T }

func (l *list[T]) push(v T) *list[T] { return &list[T]{l, v} }

var first, second = start(), 2

func start() int { return second + size(nil) }

func size(p unsafe.Pointer) int { return int(unsafe.Sizeof(p)) }

func squares(n int) (out []int) {
	add := func(i int) { out = append(out, i*i) }
	for i := range n {
		add(i)
	}
	return
}

func grow[T any](n int) {}

func shape() { var _ interface{ m() }; grow[int](1) }

func main() {
	var l *list[string]
	l = l.push("a").push("b")
	println(l.value, len(squares(3)), first)
}
)";

// One file with two ways to check it: its bodies after an edit, or everything.
class Edited {
 public:
  explicit Edited(const std::string& text) : parser_(program_.names(), base::FileId(1)) {
    package_ = program_.check("p", "/test", {file(parser_.parse(text))});
  }
  // Replaces the first `old` by `text` and checks bodies; false: more than bodies changed.
  bool edit(const std::string& old, const std::string& text) {
    size_t const at = parser_.text().find(old);
    REQUIRE(at != std::string::npos);
    return edit(at, old.size(), text);
  }
  bool edit(size_t at, size_t size, const std::string& text) {
    syntax::Edit const edits[] = {{static_cast<uint32_t>(at), static_cast<uint32_t>(at + size), text}};
    std::vector<check::PackageFile> const files{file(parser_.edit(edits))};
    if (program_.update_bodies(*package_, files)) return true;
    package_ = program_.check("p", "/test", files);
    return false;
  }
  const std::string& text() const { return parser_.text(); }
  std::string facts() { return facts_of(program_, *package_); }
  // The same of a program that has never seen another text.
  std::string fresh_facts() const { return Edited(text()).facts(); }

 private:
  check::PackageFile file(std::shared_ptr<const syntax::FileTree> tree) {
    sources_.overlay("/test/p.go", parser_.text());
    check::PackageFile out;
    out.source = *sources_.read("/test/p.go");
    out.tree = std::move(tree);
    return out;
  }
  std::string facts_of(check::Program& program, const check::Package& package) const {
    auto const path_of = [&](base::FileId id) -> std::string_view { return sources_.path_of(id); };
    std::string out;
    for (uint32_t decl = 0; decl < package.decls.size(); ++decl) {
      for (const std::string& line : check::dump_declaration(program, package, decl, path_of).lines) out += line + "\n";
    }
    for (const std::string& line : check::dump_init_order(program, package, path_of)) out += line + "\n";
    for (const base::Diagnostic& d : package.diagnostics) out += fmt::format("{} {} {}\n", d.place.span.begin, d.code, d.text);
    return out;
  }

  source::SourceTable sources_;
  check::Program program_{sources_, source::Goroot{}, source::BuildContext{}};
  syntax::Parser parser_;
  std::unique_ptr<check::Package> package_;
};

}  // namespace

TEST_CASE("an edit in a body checks that body, and all facts are those of a fresh run") {
  Edited file(kText);
  struct {
    const char* old;
    const char* text;
    bool body;
  } const edits[] = {
      {"i*i", "i*i+n", true},
      {"add(i)", "add(i); add(undeclared)", true},
      {"add(undeclared)", "var unused = i", true},
      {"var unused = i", "", true},
      {"second + size(nil)", "1", true},                                   // the order of initialisation changes
      {"int(unsafe.Sizeof(p))", "8", true},                                // a use of the import remains in the head
      {"(p unsafe.Pointer)", "(p *int)", false},                           // none is left
      {"return &list[T]{l, v}", "return nil", true},                       // a body with receiver type parameters
      {"grow[T any](n int) {", "grow[T any](n int) { grow[*T](n)", true},  // instances without end
      {"grow[int](1)", "grow[string](2)", true},
      {"grow[*T](n)", "grow[T](n)", true},
      {"interface{ m() }", "interface{ m(); n() }", true},
      {"println(", "type local struct{ a int }\n\tprintln(local{1}.a, ", true},
      {"(out []int)", "(all []int)", false},
      {"func main() {", "func main() { x := 1", true},
      {"for i := range n {", "for i := range n ", true},  // unbalanced
      {"start(), 2", "start(), 3", false},
  };
  for (const auto& each : edits) {
    CAPTURE(each.old, each.text);
    CHECK(file.edit(each.old, each.text) == each.body);
    REQUIRE(file.facts() == file.fresh_facts());
  }
}

TEST_CASE("any edit leaves the facts of a fresh run") {
  std::optional<Edited> file(kText);
  std::mt19937 random(26);
  const std::string pieces[] = {"x", "(", ")", "{", "}", "1", "\n", " := ", "push", "first", "unsafe.Sizeof(1)", "if n > 1 { return }", ""};
  int bodies = 0;
  for (int i = 0; i < 400; ++i) {
    size_t const at = random() % (file->text().size() + 1);
    size_t const size = std::min<size_t>(random() % 4 == 0 ? random() % 9 : 0, file->text().size() - at);
    bodies += file->edit(at, size, pieces[random() % std::size(pieces)]) ? 1 : 0;
    CAPTURE(i, file->text());
    REQUIRE(file->facts() == file->fresh_facts());
    if (i % 10 == 9) file.emplace(kText);
  }
  CHECK(bodies > 50);
}
