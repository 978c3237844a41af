// From scratch is the reference: whatever was edited before, a parse equals a fresh one of the same text.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/syntax/parsing.h"
#include "tests/unit/syntax/random_edits.h"
#include "tests/unit/syntax/same_file.h"

using namespace escapement;
using namespace escapement::syntax;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Real files: of a Go distribution where there is one, else the examples.
std::map<std::string, std::string> corpus() {
  std::map<std::string, std::string> files;
  const char* root = std::getenv("GOROOT");
  fs::path source = fs::path(root != nullptr ? root : "/usr/local/go") / "src";
  for (const char* name :
       {"container/list/list.go", "sort/sort.go", "sync/once.go", "go/ast/walk.go", "net/url/url.go", "runtime/stubs.go"})
    if (std::string text = read(source / name); !text.empty()) files[name] = text;
  if (!files.empty()) return files;
  for (const auto& entry : fs::directory_iterator(ESCAPEMENT_SOURCE_DIR "/examples"))
    if (entry.path().extension() == ".go") files[entry.path().filename().string()] = read(entry.path());
  return files;
}

class Session {
 public:
  explicit Session(const std::string& text) : parser(names, base::FileId(1)), current(parser.parse(text)) {}

  std::shared_ptr<const FileTree> fresh() { return parse_file(names, base::FileId(1), parser.text()); }
  void edit(const std::vector<Edit>& edits) { current = parser.edit(edits); }

  base::NameTable names;
  Parser parser;
  std::shared_ptr<const FileTree> current;
};

std::set<const DeclTree*> trees_of(const FileTree& file) {
  std::set<const DeclTree*> trees;
  for (const DeclInFile& d : file.decls) trees.insert(d.tree.get());
  return trees;
}

}  // namespace

TEST_CASE("after random edits a parse equals a fresh one") {
  constexpr int kEdits = 150, kRestart = 12;
  uint32_t seed = 1;
  for (const auto& [name, original] : corpus()) {
    Session s(original);
    test::RandomEdits random(seed++);
    for (int i = 0; i < kEdits; ++i) {
      // Mostly one edit after the other, so that broken texts mend and break again; now and then back to the start.
      std::vector<Edit> edits{random.next(s.parser.text())};
      if (i % kRestart == kRestart - 1) edits = {{0, UINT32_MAX, original}};
      s.edit(edits);
      INFO(name << ", edit " << i << " at " << edits[0].begin << ": " << edits[0].replacement);
      auto different = test::difference(*s.current, *s.fresh());
      CHECK(different.value_or("") == "");
      CHECK(test::misplaced(*s.current, s.parser.text().size()).value_or("") == "");
      if (different) break;
    }
  }
}

TEST_CASE("an edit and its undoing leave every declaration's tree in place, one that breaks the file too") {
  for (const auto& [name, original] : corpus()) {
    Session s(original);
    test::RandomEdits random(7);
    auto before = trees_of(*s.current);
    for (int i = 0; i < 30; ++i) {
      uint32_t at = random.below(static_cast<uint32_t>(original.size()));
      std::string inserted = i % 3 == 0 ? "x" : i % 3 == 1 ? "(" : "}";
      INFO(name << ", \"" << inserted << "\" at " << at);
      s.edit({{at, at, inserted}});
      size_t kept = 0;
      for (const DeclTree* tree : trees_of(*s.current)) kept += before.contains(tree);
      CHECK(kept + 2 >= before.size());  // one is edited; one whose end it swallows may be another
      s.edit({{at, at + 1, ""}});
      CHECK(s.parser.text() == original);
      before = trees_of(*s.current);
    }
  }
}

TEST_CASE("declarations keep their trees when others come, go and move") {
  Session s("package p\n\nvar a = 1\n\nfunc b() { g(1) }\n\n//go:noinline\nfunc c() {}\n\ntype d struct{ x int }\n");
  auto tree_of = [&](std::string_view text) -> const DeclTree* {
    for (const DeclInFile& d : s.current->decls)
      if (d.tree->text() == text) return d.tree.get();
    return nullptr;
  };
  const DeclTree *b = tree_of("func b() { g(1) }"), *c = tree_of("//go:noinline\nfunc c() {}"), *d = tree_of("type d struct{ x int }");
  REQUIRE((b && c && d));
  SECTION("edits at both ends in one go") {
    s.edit({{9, 9, "\nvar first int"}, {static_cast<uint32_t>(s.parser.text().size()) + 14, UINT32_MAX, "\nvar last int\n"}});
    CHECK(tree_of("func b() { g(1) }") == b);
    CHECK(tree_of("//go:noinline\nfunc c() {}") == c);
    CHECK(tree_of("type d struct{ x int }") == d);
  }
  SECTION("two change places") {
    auto begin = static_cast<uint32_t>(s.parser.text().find("func b")), end = static_cast<uint32_t>(s.parser.text().find("\ntype d"));
    s.edit({{begin, end, "//go:noinline\nfunc c() {}\n\nfunc b() { g(1) }\n"}});
    CHECK(tree_of("func b() { g(1) }") == b);
    CHECK(tree_of("//go:noinline\nfunc c() {}") == c);
  }
  SECTION("an error in between, and its end") {
    auto at = static_cast<uint32_t>(s.parser.text().find("g(1)"));
    s.edit({{at, at + 1, "("}});
    CHECK_FALSE(s.current->errors.empty());
    CHECK(s.parser.stats().parsed_sections <= 3);
    CHECK(tree_of("//go:noinline\nfunc c() {}") == c);
    CHECK(tree_of("type d struct{ x int }") == d);
    s.edit({{at, at + 1, "((g"}});
    CHECK(s.parser.stats().parsed_sections == 1);
    s.edit({{at, at + 3, "h"}});
    CHECK(s.current->errors.empty());
    CHECK(tree_of("func b() { h(1) }") != nullptr);
    CHECK(tree_of("//go:noinline\nfunc c() {}") == c);
    CHECK(tree_of("type d struct{ x int }") == d);
  }
}

TEST_CASE("edits out of range are cut to the text") {
  Session s("package p\n");
  s.edit({{100, 200, "var x int\n"}, {5, 2, ""}, {UINT32_MAX, UINT32_MAX, "// end"}});
  CHECK(s.parser.text() == "package p\nvar x int\n// end");
  CHECK(test::difference(*s.current, *s.fresh()).value_or("") == "");
}
