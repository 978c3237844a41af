// Files of corpus tests in tree-sitter's format (grammar/test/corpus): a header between lines of `=`, a
// program, a line of
// `-`, and the concrete tree as an S-expression. They are run with the library, so no tree-sitter program is
// needed; `tree-sitter test` runs the same files.
//
// Of the format's attributes `:error` is known: the tree must hold an ERROR or MISSING node; how the parser
// recovers is not pinned, since that differs between versions of the runtime. The dividing line is the first
// one of three or more `-`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escapement::test {

struct CorpusCase {
  std::string name;
  bool wants_error = false;
  std::string source;
  std::string expected;
  int line = 0;  // of the name, from 1
};

struct CorpusFile {
  std::vector<CorpusCase> cases;
  std::string error;  // what is wrong with the file itself; empty: nothing
};

CorpusFile parse_corpus(std::string_view text);
std::string format_corpus(const std::vector<CorpusCase>& cases);

// One node a line, indented.
std::string pretty(std::string_view sexp);
// White space does not count; names of fields do not if `expected` has none at all.
bool same_tree(std::string_view expected, std::string_view actual);

}  // namespace escapement::test
