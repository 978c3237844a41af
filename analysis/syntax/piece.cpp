#include "analysis/syntax/piece.h"

#include <algorithm>
#include <utility>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"
#include "grammar/read_tree.h"

namespace escapement::syntax {
namespace {

struct CursorOwner {
  TSTreeCursor cursor;
  explicit CursorOwner(TSNode node) : cursor(ts_tree_cursor_new(node)) {}
  ~CursorOwner() { ts_tree_cursor_delete(&cursor); }
  CursorOwner(const CursorOwner&) = delete;
  CursorOwner& operator=(const CursorOwner&) = delete;
};

bool is_declaration(Sym sym) {
  switch (sym) {
    case Sym::import_declaration:
    case Sym::const_declaration:
    case Sym::var_declaration:
    case Sym::type_declaration:
    case Sym::function_declaration:
    case Sym::method_declaration: return true;
    default: return false;
  }
}

}  // namespace

Piece PieceReader::read(TSNode root, std::string_view text, uint32_t skip) {
  begin(text, skip, !ts_node_has_error(root));
  walk(root);
  return finish();
}

Piece PieceReader::read(const grammar::ConcreteTree& tree, std::string_view text, uint32_t skip) {
  begin(text, skip, true);
  whole_ = &tree;
  walk(tree);
  return finish();
}

void PieceReader::begin(std::string_view text, uint32_t skip, bool sound) {
  text_ = text;
  skip_ = skip;
  piece_ = {};
  pending_.clear();
  directives_.clear();
  piece_.sound = sound;
}

Piece PieceReader::finish() {
  loose_directives();
  build();
  return std::move(piece_);
}

// A root or an ERROR: its children up to the first that is no part of a file. What follows that is one bad
// declaration, since declarations behind it may be those of a function's body.
void PieceReader::walk(TSNode parent) {
  CursorOwner owner(parent);
  if (!ts_tree_cursor_goto_first_child(&owner.cursor)) return;
  do {
    TSNode node = ts_tree_cursor_current_node(&owner.cursor);
    Top top{symbol_table().of(ts_node_symbol(node)), {ts_node_start_byte(node), ts_node_end_byte(node)}, node, nullptr};
    if (visit(top)) continue;
    top.span.begin = std::max(top.span.begin, skip_);
    pending_.push_back({top, top.span.begin, static_cast<uint32_t>(text_.size()), true});
    directives_.clear();
    return;
  } while (ts_tree_cursor_goto_next_sibling(&owner.cursor));
}

// The declarations, and the comments between them.
void PieceReader::walk(const grammar::ConcreteTree& tree) {
  auto next_comment = tree.comments.begin();
  auto comments_up_to = [&](uint32_t begin) {
    for (; next_comment != tree.comments.end() && next_comment->begin < begin; ++next_comment)
      comment({next_comment->begin, next_comment->end});
  };
  for (const grammar::ConcreteNode& n : tree.children(tree.root)) {
    comments_up_to(n.begin);
    visit({symbol_table().of(n.symbol), {n.begin, n.end}, {}, &n});
    while (next_comment != tree.comments.end() && next_comment->begin < n.end) ++next_comment;
  }
  comments_up_to(UINT32_MAX);
}

bool PieceReader::visit(const Top& top) {
  if (top.sym == Sym::comment) {
    comment(top.span);
  } else if (top.sym == Sym::package_clause) {
    package(top);
  } else if (is_declaration(top.sym)) {
    pending_.push_back({top, directives_.empty() ? top.span.begin : directives_[0].begin, top.span.end, false});
    directives_.clear();
  } else {
    return false;
  }
  return true;
}

void PieceReader::comment(Span span) {
  std::string_view text = slice(span.begin, span.end);
  if (!piece_.package.found && skip_ == 0 && is_build_line(text))
    piece_.build_lines.emplace_back(text);
  else if (is_directive(text))
    directives_.push_back(span);
}

void PieceReader::package(const Top& top) {
  loose_directives();
  PackageClause& package = piece_.package;
  package.found = true;
  if (top.concrete != nullptr) {
    for (const grammar::ConcreteNode& n : whole_->children(*top.concrete))
      if (symbol_table().fields[n.field] == Fld::name) package.span = {n.begin, n.end};
  } else {
    TSNode name = ts_node_child_by_field_name(top.node, "name", 4);
    package.span = {ts_node_start_byte(name), ts_node_end_byte(name)};
  }
  package.name = names_.intern(slice(package.span.begin, package.span.end));
  if (package.name || !piece_.sound) return;
  piece_.errors.push_back({package.span, errors::kPackageClause, "a keyword cannot be the name of a package"});
}

void PieceReader::loose_directives() {
  for (Span span : directives_) {
    std::string_view text = slice(span.begin, span.end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    uint32_t begin = span.begin - skip_;
    piece_.directives.push_back({{begin, begin + static_cast<uint32_t>(text.size())}, std::string(text)});
  }
  directives_.clear();
}

void PieceReader::build() {
  std::vector<std::string_view> old, now;
  for (const Entry& e : old_) old.push_back(e.sound ? e.decl.tree->text() : std::string_view());
  for (const Pending& p : pending_) now.push_back(slice(p.start, p.end));
  std::vector<size_t> match = match_texts(old, now);
  TreeBuilder builder(names_);
  piece_.entries.reserve(pending_.size());
  for (size_t i = 0; i < pending_.size(); ++i) {
    const Pending& p = pending_[i];
    Entry& e = piece_.entries.emplace_back();
    if (piece_.sound && match[i] != std::string_view::npos) {
      e = old_[match[i]];
      ++reused_;
    } else {
      BuiltDecl built = this->built(builder, p);
      e.decl.tree = std::move(built.tree);
      e.errors = std::move(built.errors);
      e.sound = piece_.sound;
    }
    e.decl.start = p.start - skip_;
  }
}

BuiltDecl PieceReader::built(TreeBuilder& builder, const Pending& p) {
  if (p.bad) return builder.build_bad(text_, {p.start, p.end});
  if (p.top.concrete != nullptr) return builder.build(*whole_, *p.top.concrete, text_, p.start);
  grammar::read_tree(p.top.node, text_, declaration_);
  return builder.build(declaration_, declaration_.root, text_, p.start);
}

std::vector<size_t> match_texts(std::span<const std::string_view> old, std::span<const std::string_view> now) {
  std::vector<size_t> match(now.size(), std::string_view::npos);
  size_t least = std::min(old.size(), now.size()), front = 0, back = 0;
  while (front < least && old[front] == now[front]) match[front] = front, ++front;
  while (back < least - front && old[old.size() - 1 - back] == now[now.size() - 1 - back]) {
    match[now.size() - 1 - back] = old.size() - 1 - back;
    ++back;
  }
  if (front + back == old.size() || front + back == now.size()) return match;
  absl::flat_hash_map<std::string_view, size_t> middle;
  for (size_t i = front; i < old.size() - back; ++i) middle.emplace(old[i], i);
  for (size_t i = front; i < now.size() - back; ++i)
    if (auto it = middle.find(now[i]); it != middle.end()) match[i] = it->second;
  return match;
}

}  // namespace escapement::syntax
