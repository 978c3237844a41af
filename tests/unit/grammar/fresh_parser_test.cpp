// The tables alone make what the runtime makes: over the grammar's corpus and the examples, as they are and broken. The same over
// all of a Go distribution is part of oracle.syntax.
#include "grammar/fresh_parser.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "grammar/failure.h"
#include "grammar/language.h"
#include "grammar/read_tree.h"
#include "grammar/utf8.h"
#include "tests/unit/grammar/corpus.h"

using namespace escapement;
using namespace escapement::grammar;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> sources() {
  std::vector<std::string> texts;
  for (const auto& entry : fs::directory_iterator(ESCAPEMENT_SOURCE_DIR "/grammar/test/corpus"))
    for (const test::CorpusCase& each : test::parse_corpus(read(entry.path())).cases) texts.push_back(each.source);
  for (const auto& entry : fs::directory_iterator(ESCAPEMENT_SOURCE_DIR "/examples"))
    if (entry.path().extension() == ".go") texts.push_back(read(entry.path()));
  return texts;
}

ConcreteTree runtime_tree(const std::string& text) {
  std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(), ts_parser_delete);
  ts_parser_set_language(parser.get(), language());
  std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser.get(), nullptr, text.data(), static_cast<uint32_t>(text.size())), ts_tree_delete);
  ConcreteTree out;
  read_tree(ts_tree_root_node(tree.get()), text, out);
  return out;
}

std::string in_words(const ConcreteNode& n) {
  return fmt::format("{} [{},{}) field {}, {} children", ts_language_symbol_name(language(), n.symbol), n.begin, n.end, n.field,
                     uint32_t{n.child_count});
}

// The newline before a node may be one that ends a statement, which the two may count to it or not.
bool same_node(const ConcreteNode& x, const ConcreteNode& y) {
  return x.begin == y.begin && x.end == y.end && x.symbol == y.symbol && x.field == y.field && x.child_count == y.child_count &&
         (x.child_count == 0 || x.first_child == y.first_child);
}

std::optional<std::string> difference(const ConcreteTree& x, const ConcreteTree& y) {
  for (size_t i = 0; i < std::min(x.nodes.size(), y.nodes.size()); ++i)
    if (!same_node(x.nodes[i], y.nodes[i])) return in_words(x.nodes[i]) + " and " + in_words(y.nodes[i]);
  if (x.nodes.size() != y.nodes.size()) return fmt::format("{} and {} nodes", x.nodes.size(), y.nodes.size());
  auto same_place = [](const ConcreteComment& a, const ConcreteComment& b) { return a.begin == b.begin && a.end == b.end; };
  if (!std::ranges::equal(x.comments, y.comments, same_place)) return "comments";
  return std::nullopt;
}

}  // namespace

TEST_CASE("a text is taken if it is in the language of the grammar, and its tree is the runtime's") {
  FreshParser parser;
  ConcreteTree tree;
  std::mt19937 random(1);
  size_t taken = 0, refused = 0;
  constexpr int kBroken = 40;
  const std::vector<std::string> pieces = {"x",   "\n",  " ",  ";",  "(",     ")",      "{",      "}",  "[",     "]",  "\"",
                                           "`",   "'",   "//", "/*", "*/",    "/*\n*/", "0x1p-2", ".5", "1e+3i", "++", "<-",
                                           "&^=", "...", ":=", "~",  "func ", "type",   "else",   "é",  "\r\n",  "1_0"};
  for (const std::string& source : sources()) {
    std::string text = source;
    for (int i = 0; i <= kBroken; ++i) {
      INFO(text);
      bool ok = parser.parse(text, tree);
      CHECK(ok == (is_plain_text(text) && !first_failure(text)));
      if (ok) CHECK(difference(tree, runtime_tree(text)).value_or("") == "");
      ++(ok ? taken : refused);
      text = source;
      size_t at = random() % (text.size() + 1);
      if (i % 3 == 0)
        text.erase(at, 1 + random() % 5);
      else
        text.insert(at, pieces[random() % pieces.size()]);
    }
  }
  CHECK(taken > 1000);
  CHECK(refused > 1000);
}

TEST_CASE("texts that need care are left to the runtime") {
  FreshParser parser;
  ConcreteTree tree;
  CHECK(parser.parse("package p\nvar ä = \"ö\" // ü\n", tree));
  CHECK_FALSE(parser.parse("\xEF\xBB\xBFpackage p\n", tree));
  CHECK_FALSE(parser.parse(std::string("package p // \0\n", 15), tree));
  for (const char* bad : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"})
    CHECK_FALSE(parser.parse("package p // " + std::string(bad), tree));
  std::string comments;
  for (uint32_t i = 0; i <= kMostChildren; ++i) comments += "//\n";
  CHECK_FALSE(parser.parse(comments + "package p\n", tree));
}

TEST_CASE("depth needs no stack, width no time") {
  FreshParser parser;
  ConcreteTree tree;
  constexpr size_t kMany = 300'000;
  CHECK(parser.parse("package p\nvar x = " + std::string(kMany, '(') + "1" + std::string(kMany, ')') + "\n", tree));
  std::string sum = "package p\nvar x = 1";
  for (size_t i = 0; i < kMany; ++i) sum += "+1";
  CHECK(parser.parse(sum + "\n", tree));
  CHECK(tree.nodes.size() > 2 * kMany);
  CHECK(parser.parse("package p\n", tree));  // nothing is left of the one before
  CHECK(tree.children(tree.root).size() == 1);
}
