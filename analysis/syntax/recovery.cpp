// What to say about the places where tree-sitter skipped or invented text.
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {
namespace {

// The first line of the text, cut to what fits in a message.
std::string_view excerpt(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  constexpr size_t kLongest = 40;
  if (text.size() <= kLongest) return text;
  size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return text.substr(0, cut);
}

}  // namespace

void TreeBuilder::report_error_node(const Child& c) {
  uint32_t end = std::max(c.end, c.begin);
  std::string_view words = excerpt(text(c.begin, end));
  error({c.begin, end}, errors::kUnexpected,
        words.empty() ? std::string("unexpected newline") : fmt::format("unexpected \"{}\"", words));
}

// Errors in places where the builder has nothing to look for, inside a token's node for instance.
void TreeBuilder::report_first_error(TSNode node) {
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (uint32_t i = 0, n = ts_node_child_count(node); i < n && !deeper; ++i) {
      TSNode child = ts_node_child(node, i);
      if (!ts_node_has_error(child) && !ts_node_is_missing(child)) continue;
      node = child;
      deeper = true;
    }
  }
  uint32_t begin = ts_node_start_byte(node) - start_, end = ts_node_end_byte(node) - start_;
  error({begin, end}, errors::kUnexpected, fmt::format("unexpected \"{}\"", excerpt(text(begin, end))));
}

void TreeBuilder::report_missing(const Child& c) {
  const char* what = ts_node_type(c.node);
  bool token = !ts_node_is_named(c.node);
  error({c.begin, c.begin}, errors::kMissing,
        token ? fmt::format("missing \"{}\"", what) : fmt::format("missing {}", what));
}

}  // namespace escapement::syntax
