// The Go grammar as tree-sitter sees it. The parser itself is generated from grammar.js: `tree-sitter generate --abi 14`.
#pragma once

#include <tree_sitter/api.h>

namespace escapement::grammar {

// The language with its parse table laid out for speed; built at first use, valid for the life of the program. Thread-safe.
const TSLanguage* language();

}  // namespace escapement::grammar
