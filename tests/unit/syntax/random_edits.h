// Edits as a person makes them, drawn from a seed: letters, lines, brackets, quotes, comments, blocks cut and pasted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "analysis/syntax/parser.h"

namespace escapement::test {

class RandomEdits {
 public:
  explicit RandomEdits(uint32_t seed) : random_(seed) {}

  // An edit of `text`; inserted blocks are cut from it.
  syntax::Edit next(const std::string& text) {
    auto size = static_cast<uint32_t>(text.size());
    uint32_t at = below(size + 1);
    switch (below(10)) {
      case 0: return {at, at, "x"};
      case 1: return {at, at, "\n"};
      case 2: return {at, std::min(at + 1, size), ""};
      case 3: return {at, at + below(std::min<uint32_t>(size - at, 40) + 1), ""};
      case 4: return {at, at, pick({"(", ")", "[", "]", "{", "}"})};
      case 5: return {at, at, pick({"\"", "'", "`"})};
      case 6: return {at, at, pick({"//", "/*", "*/", "//go:noinline\n", "//line x.go:1\n"})};
      case 7:
        return {at, at,
                pick({"func ", "func f() {\n", "var x = ", "\nvar y int\n", "type T ", "if ", " := ", "else", "package", "import \"q\"\n",
                      ";", ",", ".", "..."})};
      case 8: {
        uint32_t line = line_start(text, at);
        return {line, line, cut(text)};
      }
      default: {
        uint32_t from = line_start(text, at);
        return {from, line_start(text, std::min(size, from + below(200))), ""};
      }
    }
  }

  uint32_t below(uint32_t limit) { return limit == 0 ? 0 : static_cast<uint32_t>(random_() % limit); }

 private:
  std::string pick(std::initializer_list<const char*> choices) { return choices.begin()[below(static_cast<uint32_t>(choices.size()))]; }
  static uint32_t line_start(const std::string& text, uint32_t at) {
    while (at > 0 && text[at - 1] != '\n') --at;
    return at;
  }
  std::string cut(const std::string& text) {
    uint32_t from = line_start(text, below(static_cast<uint32_t>(text.size()) + 1));
    uint32_t to = std::min(static_cast<uint32_t>(text.size()), from + below(400));
    return text.substr(from, line_start(text, to) < from ? 0 : line_start(text, to) - from);
  }

  std::mt19937 random_;
};

}  // namespace escapement::test
