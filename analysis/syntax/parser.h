// From text to FileTree, for a text that changes: a `Parser` keeps the concrete tree of one file, takes byte edits, and reparses only
// what they touch: a declaration whose text did not change keeps its DeclTree. Any bytes may come in. Every error has a place;
// declarations without one are answered whatever the others hold. A file without syntax errors is one tree, reparsed incrementally. A
// file with some is parsed section by section (sections.h), each by itself and from its own text, so that what comes out never depends
// on the edits before. A parser belongs to one thread at a time; what it returns is immutable and may be shared.
#pragma once

#include <tree_sitter/api.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/diagnostic.h"
#include "analysis/base/names.h"
#include "analysis/syntax/assemble.h"
#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"
#include "analysis/syntax/piece.h"

namespace escapement::syntax {

// Replaces the bytes [begin, end) of the text by `replacement`.
struct Edit {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string replacement;
};

struct ParserDeleter {
  void operator()(TSParser* p) const { ts_parser_delete(p); }
};
struct TreeDeleter {
  void operator()(TSTree* t) const { ts_tree_delete(t); }
};
using TreePtr = std::unique_ptr<TSTree, TreeDeleter>;

// Where a reparse spent its work; `--stats` prints it.
struct ParseStats {
  uint32_t declarations = 0;
  uint32_t reused = 0;
  uint32_t sections = 0;         // the file has a syntax error: it was parsed in so many sections,
  uint32_t parsed_sections = 0;  // so many of which were new
};

class Parser {
 public:
  // `names` must outlive the parser and every tree it makes. `file` goes into the places of errors.
  Parser(base::NameTable& names, base::FileId file);
  ~Parser() = default;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Parses `text`; knows nothing of what was parsed before, but for unchanged declarations.
  std::shared_ptr<const FileTree> parse(std::string text);
  // Applies the edits one after the other, each to the text that the one before left, and reparses. An edit
  // out of range is cut to the text.
  std::shared_ptr<const FileTree> edit(std::span<const Edit> edits);

  const std::string& text() const { return text_; }
  // The concrete tree of the whole text; null before the first parse, and for a text with errors that is too large to recover.
  const TSTree* tree();
  const ParseStats& stats() const { return stats_; }

  // The halves of `edit`, for measuring: the concrete trees, and the abstract tree from them.
  void reparse(std::span<const Edit> edits);
  std::shared_ptr<const FileTree> rebuild();

 private:
  enum class State : uint8_t { Unparsed, Whole, Sections };
  // The last result for a section that is no single sound declaration.
  struct CachedSection {
    std::string text;
    Piece piece;
  };
  void apply(const Edit& edit);
  void parse_whole();
  bool may_parse_whole();
  std::vector<Placed> read_whole();
  std::vector<Placed> read_sections();
  std::shared_ptr<const FileTree> finish(std::vector<Placed> pieces);

  NameCache names_;
  base::FileId file_;
  std::unique_ptr<TSParser, ParserDeleter> parser_;
  TreePtr tree_;
  bool tree_is_current_ = false;
  size_t most_tokens_ = 0;         // the text has no more
  State state_ = State::Unparsed;  // how `entries_` were made
  std::string text_;
  std::vector<Entry> entries_;
  std::vector<CachedSection> cache_;
  std::vector<Placed> pieces_;  // of the text, if `reparse` has read its sections already
  ParseStats stats_;
};

}  // namespace escapement::syntax
