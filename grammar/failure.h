// Where a text stops being Go, as the grammar sees it: the first token that no continuation of what precedes
// it can hold, and the tokens that could stand there. An LR parser never shifts a wrong token, so the place
// is exact, whereas the ERROR nodes of a tree-sitter tree show how the parser recovered, often far from the
// cause.
//
// This runs the generated tables without building a tree. It is linear in the text.
#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace escapement::grammar {

struct Failure {
  static constexpr TSSymbol kNoToken = UINT16_MAX;
  uint32_t begin = 0;  // bytes; the token
  uint32_t end = 0;
  TSSymbol found = kNoToken;       // kNoToken: the characters at `begin` start no token; 0: the end of the text
  std::vector<TSSymbol> expected;  // in the order of their numbers
};

// None: the text is in the language of the grammar.
std::optional<Failure> first_failure(std::string_view text);

struct Examination {
  std::optional<Failure> failure;
  uint32_t tokens = 0;           // up to the failure; comments are tokens
  uint32_t comments_in_row = 0;  // the longest row of comments
};
Examination examine(std::string_view text);

// The runtime up to 0.20.7 counts the children of an ERROR, and the comments before one token, in 16 bits; with more it
// frees what it does not own. Texts must not be given to it that could make so many.
inline constexpr uint32_t kMostChildren = 65'000;

}  // namespace escapement::grammar
