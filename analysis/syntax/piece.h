// What a concrete tree holds at its top: of a whole file, or of one section of it.
#pragma once

#include <tree_sitter/api.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"

namespace escapement::syntax {

struct Entry {
  DeclInFile decl;  // `start` is relative to the piece
  std::vector<DeclError> errors;
  bool sound = true;  // the grammar took it: its text alone determines its tree
};

struct PackageClause {
  bool found = false;
  NameId name;
  Span span;
};

// All offsets are relative to the piece's text.
struct Piece {
  PackageClause package;
  std::vector<Entry> entries;
  std::vector<DeclError> errors;      // in none of the entries
  std::vector<Directive> directives;  // of none of the entries
  std::vector<std::string> build_lines;
  bool sound = true;
};

class PieceReader {
 public:
  // `old` are entries whose trees are taken where their text comes again.
  PieceReader(NameCache& names, std::span<const Entry> old) : names_(names), old_(old) {}

  // `text` is what `root` was parsed from; its first `skip` bytes are no part of the piece.
  Piece read(TSNode root, std::string_view text, uint32_t skip);

  uint32_t reused() const { return reused_; }

 private:
  struct Pending {
    TSNode node;
    uint32_t start, end;  // from its first directive on; in the text
    bool bad;             // what the parser made nothing of
  };
  void walk(TSNode parent);
  bool visit(TSNode node);
  void comment(TSNode node);
  void package(TSNode node);
  void build(TSNode root);
  std::string_view slice(uint32_t begin, uint32_t end) const { return text_.substr(begin, end - begin); }
  void loose_directives();

  NameCache& names_;
  std::span<const Entry> old_;
  std::string_view text_;
  uint32_t skip_ = 0;
  Piece piece_;
  std::vector<Pending> pending_;
  std::vector<Span> directives_;  // since the last declaration
  uint32_t reused_ = 0;
};

// For each text of `now` the index of an equal one in `old`, or npos. Equal beginnings and ends are cheap.
std::vector<size_t> match_texts(std::span<const std::string_view> old, std::span<const std::string_view> now);

}  // namespace escapement::syntax
