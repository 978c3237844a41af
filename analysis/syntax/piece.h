// What a concrete tree holds at its top: of a whole file, or of one section of it.
#pragma once

#include <tree_sitter/api.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"
#include "grammar/concrete_tree.h"

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
  // The same for a text without errors.
  Piece read(const grammar::ConcreteTree& tree, std::string_view text, uint32_t skip);

  uint32_t reused() const { return reused_; }

 private:
  // Something at the top: a node of either tree.
  struct Top {
    Sym sym = Sym::other;
    Span span;
    TSNode node{};
    const grammar::ConcreteNode* concrete = nullptr;
  };
  struct Pending {
    Top top;
    uint32_t start, end;  // from its first directive on; in the text
    bool bad;             // what the parser made nothing of
  };
  void begin(std::string_view text, uint32_t skip, bool sound);
  Piece finish();
  void walk(TSNode parent);
  void walk(const grammar::ConcreteTree& tree);
  bool visit(const Top& top);
  void comment(Span span);
  void package(const Top& top);
  void build();
  BuiltDecl built(TreeBuilder& builder, const Pending& p);
  std::string_view slice(uint32_t begin, uint32_t end) const { return text_.substr(begin, end - begin); }
  void loose_directives();

  NameCache& names_;
  std::span<const Entry> old_;
  const grammar::ConcreteTree* whole_ = nullptr;  // what nodes of `Top::concrete` belong to
  grammar::ConcreteTree declaration_;             // one of the runtime's
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
