// `--print ast` and `--print cst`: the trees as indented text, one node a line. Linear in the size of the tree, however deep it is.
#pragma once

#include <string>
#include <string_view>

#include <tree_sitter/api.h>

#include "analysis/base/names.h"
#include "analysis/syntax/ast.h"

namespace escapement::syntax {

// Kind, operator, [begin,end) and `@pos` in bytes of the file, flags, names and the text of literals.
std::string print_ast(const FileTree& file, const base::NameTable& names);
// The same of one declaration, with offsets relative to it.
std::string print_ast(const DeclTree& tree, const base::NameTable& names);

// Every node of the concrete tree, with its field and its range; tokens and names with their text. Without a tree
// (`Parser::tree`) a line that says why there is none.
std::string print_cst(const TSTree* tree, std::string_view text);

}  // namespace escapement::syntax
