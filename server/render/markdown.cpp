#include "server/render/markdown.h"

#include <algorithm>

#include <fmt/format.h>

namespace escapement::render {

std::string markdown_code(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  std::string const fence(longest + 1, '`');
  std::string_view const pad = longest == 0 ? "" : " ";
  return fmt::format("{}{}{}{}{}", fence, pad, text, pad, fence);
}

std::string markdown_cell_code(std::string_view text) {
  std::string out;
  for (char c : markdown_code(text)) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

}  // namespace escapement::render
