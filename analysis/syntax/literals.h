// What makes a literal or an identifier well formed (specification, "Lexical elements"). The grammar's tokens are wider
// than Go's, so that a malformed literal is one error at its own place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/syntax/ast.h"

namespace escapement::syntax {

// What is wrong with a token; `at` is a byte offset in it.
struct LexError {
  uint32_t at = 0;
  std::string text;
};

// Whether `text`, which has the extent of a number, is Int, Float or Imaginary.
LitKind number_kind(std::string_view text);
std::optional<LexError> check_number(std::string_view text);
// A rune literal (quote '\'') or an interpreted string (quote '"'), with its quotes.
std::optional<LexError> check_quoted(std::string_view text, char quote);
std::optional<LexError> check_identifier(std::string_view text);

// The code point at `text[i]` and its length in bytes; length 0 if the bytes there are not valid UTF-8.
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 0;
};
CodePoint decode(std::string_view text, size_t i);

}  // namespace escapement::syntax
