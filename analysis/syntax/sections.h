// Cuts the text of a file where top-level declarations seem to start, without parsing it: at `func f`, `func
// (r T) m(`, `import`, and at `var`, `const`, `type` outside brackets, each at the start of a line. A file
// with a syntax error is parsed section by section, so that an error reaches no further than its section, and
// what a section holds depends on its own text alone.
//
// In a file without syntax errors each section is valid by itself: nothing else may start a line so. Where
// brackets do not balance, `var`, `const` and `type` count inside them too; where the file ends in a raw
// string or a general comment, such a line ends it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace escapement::syntax {

// Half open ranges of bytes. A section starts at the directive comments before its declaration, if there are
// any.
struct Section {
  uint32_t begin = 0;
  uint32_t content_end = 0;  // behind the last token; comments and blanks follow
  uint32_t end = 0;
  bool directives_follow = false;  // among these comments are directives
};

// The sections in order, from 0 to the end of the text. The first is what precedes all declarations; it may
// be empty.
std::vector<Section> split_sections(std::string_view text);

}  // namespace escapement::syntax
