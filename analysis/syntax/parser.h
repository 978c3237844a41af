// From text to FileTree. `parse_file` parses once; a `Parser` keeps the concrete tree of one file, takes byte edits, and
// reparses only what they touch: a declaration whose text did not change keeps its DeclTree.
//
// Any bytes may come in. Every error has a place; declarations without one are answered whatever the others hold.
// Both classes belong to one thread at a time; what they return is immutable and may be shared.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tree_sitter/api.h>

#include "analysis/base/diagnostic.h"
#include "analysis/base/names.h"
#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"

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
  // Applies the edits one after the other, each to the text that the one before left, and reparses. An edit out of range
  // is cut to the text.
  std::shared_ptr<const FileTree> edit(std::span<const Edit> edits);

  const std::string& text() const { return text_; }
  // The concrete tree of the last parse; null before the first.
  const TSTree* tree() const { return tree_.get(); }
  const ParseStats& stats() const { return stats_; }

  // The halves of `edit`, for measuring: the concrete tree, and the abstract tree from it.
  void reparse(std::span<const Edit> edits);
  std::shared_ptr<const FileTree> rebuild();

 private:
  struct Entry {
    DeclInFile decl;
    std::vector<DeclError> errors;
  };
  struct Pending {
    TSNode node;
    uint32_t start, end;
  };

  void apply(const Edit& edit);
  std::vector<Pending> top_level(FileTree& file);
  void check_text(FileTree& file) const;
  void check_package_clause(FileTree& file, TSNode root) const;
  void check_import_order(FileTree& file) const;
  std::vector<Entry> build(const std::vector<Pending>& pending);
  const Entry* reusable(const Pending& p, size_t index, size_t from_end) const;
  void add_error(FileTree& file, Span span, std::string_view code, std::string text) const;

  NameCache names_;
  base::FileId file_;
  std::unique_ptr<TSParser, ParserDeleter> parser_;
  TreePtr tree_;
  std::string text_;
  std::vector<Entry> entries_;
  ParseStats stats_;
};

// Parses a file once.
std::shared_ptr<const FileTree> parse_file(base::NameTable& names, base::FileId file, std::string text);

}  // namespace escapement::syntax
