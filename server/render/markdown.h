// Pieces of the Markdown that editors show.
#pragma once

#include <string>
#include <string_view>

namespace escapement::render {

// Code that cannot end early: a longer fence than any run of backquotes inside.
std::string markdown_code(std::string_view text);
// The same in a cell of a table, where a bar would end the cell.
std::string markdown_cell_code(std::string_view text);

}  // namespace escapement::render
