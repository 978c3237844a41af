// From scratch is the reference: after any sequence of edits the answer equals that of an engine that never saw another text.
#include <catch2/catch.hpp>

#include <fstream>
#include <random>
#include <sstream>

#include "project.h"

using namespace escapement::engine;
using namespace escapement::engine::test;

namespace {

std::string example(const std::string& name) {
  std::ifstream in(ESCAPEMENT_SOURCE_DIR "/examples/" + name, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

// Fresh engines would read the imported packages each time: what the text takes from them, it takes from a declaration of its own.
std::string without_imports(std::string text) {
  auto const import = text.find("import \"fmt\"\n");
  if (import != std::string::npos)
    text.replace(import, 13,
                 "type printer struct{}\nvar fmt printer\nfunc (printer) Println(a ...any) {}\nfunc (printer) Printf(f string, a ...any) "
                 "{}\nfunc (printer) Sprint(a ...any) string { return \"\" }\n");
  return text;
}

// Replaces a random range by a random piece: tokens, whole lines, lone brackets, broken UTF-8, text of elsewhere in the file.
Edit random_edit(std::mt19937& random, const std::string& text) {
  static const std::vector<std::string> kPieces = {"",
                                                   "x",
                                                   "\n",
                                                   "{",
                                                   "}",
                                                   "&",
                                                   "func f() *int { x := 1; return &x }\n",
                                                   "var",
                                                   "return ",
                                                   "\"text\"",
                                                   "\xff",
                                                   "// c\n",
                                                   "(",
                                                   "type T struct{ p *T }\n",
                                                   "_ = ",
                                                   "new(int)",
                                                   "[]int{1}",
                                                   "go func() {}()",
                                                   "\r\n",
                                                   "\xC3\xA9"};
  auto below = [&](size_t n) { return static_cast<uint32_t>(random() % (n + 1)); };
  uint32_t begin = below(text.size());
  uint32_t end = std::min<uint32_t>(begin + below(random() % 4 == 0 ? 60 : 3), static_cast<uint32_t>(text.size()));
  if (random() % 5 == 0) {
    uint32_t const from = below(text.size());
    return {begin, begin, text.substr(from, below(80))};
  }
  return {begin, end, kPieces[below(kPieces.size() - 1)]};
}

}  // namespace

TEST_CASE("after random edits the answer is that of a fresh engine") {
  for (const char* name : {"counter.go", "method_value.go", "map_structs.go"}) {
    Project const project;
    std::string const original = without_imports(example(name));
    std::string const path = project.write("main.go", original);
    std::string text = original;
    Engine engine({});
    engine.open(path, text);
    std::mt19937 random(20);
    for (int round = 0; round < 40; ++round) {
      std::vector<Edit> edits;
      for (uint32_t i = random() % 3 + 1; i > 0; --i) {
        edits.push_back(random_edit(random, text));
        text.replace(edits.back().begin, edits.back().end - edits.back().begin, edits.back().text);
      }
      REQUIRE(engine.change(path, edits));
      // Half of the edits are read together with the ones after them, as when somebody types faster than is answered.
      if (random() % 2 == 0) continue;
      // Now and then the text is as good as new.
      if (random() % 8 == 0) {
        text = original;
        engine.open(path, text);
      }
      INFO(name << ", round " << round << "\n" << text);
      std::string const answer = printed(engine.snapshot(path));
      Engine fresh({});
      fresh.open(path, text);
      REQUIRE(answer == printed(fresh.snapshot(path)));
    }
    CHECK(count(engine, "files reparsed") > 5);
    CHECK(count(engine, "parse fallbacks") == 0);
  }
}

TEST_CASE("declarations that an edit does not touch keep their trees") {
  Project const project;
  std::string const text = generated_package(50);
  std::string const path = project.write("main.go", text);
  Engine engine({});
  engine.open(path, text);
  REQUIRE(engine.snapshot(path));
  uint64_t const declarations = count(engine, "declarations");
  CHECK(declarations == 52);
  CHECK(count(engine, "declarations reused") == 0);

  auto const at = static_cast<uint32_t>(text.find("count := n"));
  REQUIRE(engine.change(path, {{at, at, "\n\n"}}));
  REQUIRE(engine.snapshot(path));
  CHECK(count(engine, "files parsed") == 1);
  CHECK(count(engine, "files reparsed") == 1);
  CHECK(count(engine, "packages updated") == 1);
  CHECK(count(engine, "declarations") == declarations * 2);
  CHECK(count(engine, "declarations reused") == declarations - 1);
}

TEST_CASE("other files of the package keep their trees, open or not") {
  Project const project;
  std::string const a = project.write("a.go", "package p\n\nfunc a() *int { return b() }\n");
  std::string const b = project.write("b.go", "package p\n\nfunc b() *int { return new(int) }\n");
  project.write("c.go", "package p\n\nvar c int\n");
  Engine engine({});
  engine.open(a, "package p\n\nfunc a() *int { return b() }\n");
  engine.open(b, "package p\n\nfunc b() *int { return new(int) }\n");
  REQUIRE(engine.snapshot(a));
  CHECK(count(engine, "files parsed") == 3);
  REQUIRE(engine.change(a, {{9, 9, "\n"}}));
  REQUIRE(engine.snapshot(a));
  REQUIRE(engine.change(a, {{9, 10, ""}}));
  REQUIRE(engine.snapshot(a));
  CHECK(count(engine, "files parsed") == 3);
  CHECK(count(engine, "files reparsed") == 2);
  CHECK(count(engine, "files reused") >= 4);
}
