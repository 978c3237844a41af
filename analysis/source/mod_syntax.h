// The lines of go.mod and go.work files (Go Modules Reference, "Lexical elements" and "Grammar"): words, quoted strings,
// comments, and blocks, which are taken apart into their lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/errors.h"

namespace escapement::source {

struct ModWord {
  std::string text;  // of a quoted string: what stands between the quotes, unescaped
  LineColumn at;
  bool quoted = false;
};

struct ModLine {
  std::string verb;
  LineColumn at;               // of the line's first word; in a block, behind the verb
  std::vector<ModWord> words;  // without the verb
  std::string comment;         // behind the words, without "//" and blanks around
};

struct ModSyntax {
  std::vector<ModLine> lines;
  std::vector<LoadError> errors;  // the rest of a line with an error is skipped
};

// `path` is for the errors only.
ModSyntax parse_mod_lines(const std::string& path, std::string_view text);

}  // namespace escapement::source
