// Parses one section of a file that has a syntax error somewhere.
#pragma once

#include <tree_sitter/api.h>

#include <string_view>

#include "analysis/syntax/piece.h"

namespace escapement::syntax {

enum class SectionKind : uint8_t {
  Header,       // up to the first declaration: the package clause
  Declaration,  // starts with a declaration
};

// The result depends on nothing but the text. A section that is not valid has one error, where it stops being
// valid; a function in it keeps its signature if that is intact. `content_end` is the end of the last token.
Piece parse_section(NameCache& names, TSParser* parser, std::string_view text, uint32_t content_end, SectionKind kind);

}  // namespace escapement::syntax
