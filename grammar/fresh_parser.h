// From text to concrete tree by the generated tables alone, for texts that are parsed once: no reference counts, no versions
// of the stack, nothing kept for the next edit. The grammar never forks, so the tables are those of a plain LR parser, and one
// stack does. The tree has the nodes and fields that the runtime's tree of the same text has; a test compares the two.
#pragma once

#include <string>
#include <vector>

#include "grammar/concrete_tree.h"

namespace escapement::grammar {

// Keeps its memory from one text to the next. One thread at a time.
class FreshParser {
 public:
  FreshParser() = default;

  // Whether the text, of less than 4 GiB, was taken. It is if it is in the language of the grammar, is valid UTF-8 without NUL and byte order mark,
  // and has no longer row of comments than the runtime could take (failure.h). A text that is refused is the runtime's; `tree`
  // then says nothing.
  bool parse(const std::string& text, ConcreteTree& tree);

 private:
  // What stands on the stack: a state, and the symbol that led to it.
  struct Entry {
    uint32_t first_item;  // of its visible nodes
    uint32_t begin, end;
    TSSymbol state;
    bool newline_before;
  };
  struct Reduction;
  void reduce(const Reduction& r, ConcreteTree& tree);
  void set_fields(uint16_t production, size_t first);

  std::vector<Entry> stack_;
  // The visible nodes below what is on the stack that have no parent yet: those of hidden nodes stand in their place.
  std::vector<ConcreteNode> items_;
};

}  // namespace escapement::grammar
