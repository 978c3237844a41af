// grammar/queries/highlights.scm: it fits the language, and it colours what it should. The predicates that
// the file uses (any-of?, match?) are evaluated here as editors evaluate them; of several captures of a node
// the last pattern's counts.
#include <tree_sitter/api.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "grammar/language.h"

namespace {

using namespace escapement;

std::string query_text() {
  std::ifstream in(std::string(ESCAPEMENT_SOURCE_DIR) + "/grammar/queries/highlights.scm", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Highlighter {
 public:
  Highlighter() : parser_(ts_parser_new(), ts_parser_delete), query_(nullptr, ts_query_delete) {
    ts_parser_set_language(parser_.get(), grammar::language());
    std::string text = query_text();
    TSQueryError error = TSQueryErrorNone;
    uint32_t offset = 0;
    query_.reset(ts_query_new(grammar::language(), text.data(), static_cast<uint32_t>(text.size()), &offset, &error));
    INFO("error " << error << " at: " << text.substr(offset, 60));
    REQUIRE(query_ != nullptr);
  }

  uint32_t pattern_count() const { return ts_query_pattern_count(query_.get()); }

  // The winning capture at each offset where a node starts.
  std::map<uint32_t, std::string> run(const std::string& source) {
    std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
        ts_parser_parse_string(parser_.get(), nullptr, source.data(), static_cast<uint32_t>(source.size())), ts_tree_delete);
    REQUIRE_FALSE(ts_node_has_error(ts_tree_root_node(tree.get())));
    std::unique_ptr<TSQueryCursor, decltype(&ts_query_cursor_delete)> cursor(ts_query_cursor_new(), ts_query_cursor_delete);
    ts_query_cursor_exec(cursor.get(), query_.get(), ts_tree_root_node(tree.get()));
    std::map<uint32_t, std::pair<uint16_t, std::string>> best;
    TSQueryMatch match;
    while (ts_query_cursor_next_match(cursor.get(), &match)) {
      if (!holds(match, source)) continue;
      for (uint16_t i = 0; i < match.capture_count; ++i) {
        uint32_t length = 0;
        const char* name = ts_query_capture_name_for_id(query_.get(), match.captures[i].index, &length);
        auto& entry = best[ts_node_start_byte(match.captures[i].node)];
        if (!entry.second.empty() && entry.first > match.pattern_index) continue;
        entry = {match.pattern_index, std::string(name, length)};
      }
    }
    std::map<uint32_t, std::string> result;
    for (auto& [offset, entry] : best) result[offset] = entry.second;
    return result;
  }

 private:
  bool holds(const TSQueryMatch& match, const std::string& source) const {
    uint32_t count = 0;
    const TSQueryPredicateStep* step = ts_query_predicates_for_pattern(query_.get(), match.pattern_index, &count);
    std::vector<std::string> words;
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t length = 0;
      if (step[i].type == TSQueryPredicateStepTypeDone) {
        if (!holds(words)) return false;
        words.clear();
      } else if (step[i].type == TSQueryPredicateStepTypeString) {
        const char* text = ts_query_string_value_for_id(query_.get(), step[i].value_id, &length);
        words.emplace_back(text, length);
      } else {
        words.push_back(captured(match, step[i].value_id, source));
      }
    }
    return true;
  }

  static bool holds(const std::vector<std::string>& words) {
    REQUIRE(words.size() >= 3);
    if (words[0] == "match?") return std::regex_search(words[1], std::regex(words[2]));
    REQUIRE(words[0] == "any-of?");
    return std::find(words.begin() + 2, words.end(), words[1]) != words.end();
  }

  static std::string captured(const TSQueryMatch& match, uint32_t id, const std::string& source) {
    for (uint16_t i = 0; i < match.capture_count; ++i) {
      if (match.captures[i].index != id) continue;
      uint32_t begin = ts_node_start_byte(match.captures[i].node);
      return source.substr(begin, ts_node_end_byte(match.captures[i].node) - begin);
    }
    return {};
  }

  std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser_;
  std::unique_ptr<TSQuery, decltype(&ts_query_delete)> query_;
};

// `«` is not Go: it marks the word behind it, and is taken out before parsing.
struct Expectation {
  const char* marked;
  const char* capture;
};

void check(Highlighter& highlighter, const Expectation& e) {
  std::string source = e.marked;
  size_t at = source.find("«");
  REQUIRE(at != std::string::npos);
  source.erase(at, std::strlen("«"));
  INFO(e.marked);
  auto captures = highlighter.run(source);
  CHECK(captures[static_cast<uint32_t>(at)] == e.capture);
}

}  // namespace

TEST_CASE("the highlight query fits the language") { CHECK(Highlighter().pattern_count() > 50); }

TEST_CASE("highlights name what they colour") {
  const Expectation expectations[] = {
      {"«package p\n", "keyword.import"},
      {"package «p\n", "module"},
      {"package p\nimport «m \"x\"\n", "module"},
      {"package p\nimport «\"x\"\n", "string.special.path"},
      {"package p\n«// text\nvar x int\n", "comment"},
      {"package p\n//go:noinline\nvar x = «1\n", "number"},
      {"package p\n«//go:noinline\nfunc f() {}\n", "keyword.directive"},
      {"package p\n«func f() {}\n", "keyword.function"},
      {"package p\nfunc «f() {}\n", "function"},
      {"package p\nfunc (t T) «m() {}\n", "function.method"},
      {"package p\nfunc (t «T) m() {}\n", "type"},
      {"package p\nfunc («t T) m() {}\n", "variable.parameter"},
      {"package p\nfunc f(x «int) {}\n", "type.builtin"},
      {"package p\nfunc f() «T {}\n", "type"},
      {"package p\nfunc f[«P any]() {}\n", "type"},
      {"package p\nvar x «= 1\n", "operator"},
      {"package p\nvar «x = 1\n", "variable"},
      {"package p\nconst «x = 1\n", "constant"},
      {"package p\nvar x = «nil\n", "constant.builtin"},
      {"package p\nvar x = «'c'\n", "character"},
      {"package p\nvar x = «\"s\"\n", "string"},
      {"package p\nvar x = «`s`\n", "string"},
      {"package p\nvar x = «f()\n", "function.call"},
      {"package p\nvar x = a.«f()\n", "function.method.call"},
      {"package p\nvar x = «a.f()\n", "variable"},
      {"package p\nvar x = a.«f\n", "property"},
      {"package p\nvar x = «len(a)\n", "function.builtin"},
      {"package p\nvar x = «string(a)\n", "type.builtin"},
      {"package p\nvar x «pkg.T\n", "module"},
      {"package p\nvar x pkg.«T\n", "type"},
      {"package p\nvar x = «T{a: 1}\n", "type"},
      {"package p\nvar x = T{«a: 1}\n", "property"},
      {"package p\ntype «T struct{ x int }\n", "type.definition"},
      {"package p\ntype T «struct{ x int }\n", "keyword.type"},
      {"package p\ntype T struct{ «x int }\n", "property"},
      {"package p\nfunc f() { «go g() }\n", "keyword.coroutine"},
      {"package p\nfunc f() { «defer g() }\n", "keyword"},
      {"package p\nfunc f() { «return }\n", "keyword.return"},
      {"package p\nfunc f() { «if x {} }\n", "keyword.conditional"},
      {"package p\nfunc f() { «for range x {} }\n", "keyword.repeat"},
      {"package p\nfunc f() { «L: for { break L } }\n", "label"},
      {"package p\nfunc f() { L: for { break «L } }\n", "label"},
      {"package p\nfunc f() { switch x.(«type) {} }\n", "keyword.type"},
      {"package p\nfunc f() { x «<- 1 }\n", "operator"},
      {"package p\nfunc f() «{ }\n", "punctuation.bracket"},
      {"package p\nfunc f(a«, b int) { }\n", "punctuation.delimiter"},
  };
  Highlighter highlighter;
  for (const Expectation& e : expectations) check(highlighter, e);
}

TEST_CASE("every keyword is coloured as one") {
  Highlighter highlighter;
  const std::string source =
      "package p\nimport \"x\"\nconst c = 1\nvar v int\ntype T struct{}\ntype I interface{}\n"
      "func f(m map[K]V, c chan T) {\n\tfor range m {\n\t\tif a {\n\t\t\tbreak\n\t\t} else "
      "{\n\t\t\tcontinue\n\t\t}\n\t}\n"
      "\tswitch a {\n\tcase 1:\n\t\tfallthrough\n\tdefault:\n\t\tgoto L\n\t}\n\tselect {}\n\tgo g()\n\tdefer "
      "g()\n\treturn\n}\n";
  auto captures = highlighter.run(source);
  std::set<std::string> wrong;
  for (const char* keyword :
       {"break", "case",   "chan",      "const", "continue", "default", "defer",  "else",   "fallthrough", "for",    "func", "go", "goto",
        "if",    "import", "interface", "map",   "package",  "range",   "return", "select", "struct",      "switch", "type", "var"}) {
    std::smatch found;
    REQUIRE(std::regex_search(source, found, std::regex("\\b" + std::string(keyword) + "\\b")));
    if (!captures[static_cast<uint32_t>(found.position())].starts_with("keyword")) wrong.insert(keyword);
  }
  CHECK(wrong.empty());
}
