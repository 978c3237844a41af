// Comments and white space as text, where no tree is needed to see them (specification, "Comments").
#pragma once

#include <cstddef>
#include <string_view>

namespace escapement::syntax {

// Whether a comment addresses the compiler or a tool that rewrites positions and symbols: `//go:noinline`,
// `//line f.go:1`,
// `//export f`, … Where such a comment has an effect is its reader's business.
bool is_directive(std::string_view comment);

// Whether a comment is a build constraint, `//go:build …` or the older `// +build …`.
bool is_build_line(std::string_view comment);

// The comment that starts at `text[at]`, a line comment without its newline; empty if none does. An
// unterminated general comment reaches to the end of the text.
std::string_view comment_at(std::string_view text, size_t at);

// The offset of the first character at or behind `from` that is neither white space nor in a comment.
// `visit(comment, at)` is called for each comment on the way.
template <class Visit>
size_t skip_blank(std::string_view text, size_t from, Visit&& visit) {
  size_t i = from;
  while (i < text.size()) {
    if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
      ++i;
      continue;
    }
    std::string_view comment = comment_at(text, i);
    if (comment.empty()) break;
    visit(comment, i);
    i += comment.size();
  }
  return i;
}

}  // namespace escapement::syntax
