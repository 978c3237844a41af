// Go's string literals where no syntax tree is made: import paths, go.mod words, arguments of directives (Go specification,
// "String literals").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escapement::source {

struct StringLiteral {
  std::string value;
  size_t length = 0;  // of the literal in the text, with its quotes
};

// The literal that `text` begins with, interpreted or raw; none if it is malformed or not closed.
std::optional<StringLiteral> take_string_literal(std::string_view text);

}  // namespace escapement::source
