#include "analysis/syntax/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {

namespace {

constexpr std::string_view kKeywords[] = {
    "break", "case",   "chan",      "const", "continue", "default", "defer",  "else",   "fallthrough", "for",    "func", "go",  "goto",
    "if",    "import", "interface", "map",   "package",  "range",   "return", "select", "struct",      "switch", "type", "var",
};

}  // namespace

NameCache::NameCache(base::NameTable& table) : table_(table) {
  for (std::string_view keyword : kKeywords) ids_.emplace(keyword, NameId());
}

NameId NameCache::intern(std::string_view text) {
  if (auto it = ids_.find(text); it != ids_.end()) return it->second;
  NameId id = table_.intern(text);
  ids_.emplace(table_.text(id), id);
  return id;
}

BuiltDecl TreeBuilder::build(TSNode declaration_node, std::string_view file_text, uint32_t start) {
  tree_ = std::make_shared<DeclTree>();
  file_text_ = file_text;
  start_ = start;
  depth_ = 0;
  errors_.clear();
  uint32_t end = ts_node_end_byte(declaration_node);
  tree_->text_ = file_text.substr(start, end - start);
  tree_->nodes_.reserve(1 + (end - start) / 6);
  Child root;
  root.node = declaration_node;
  root.begin = ts_node_start_byte(declaration_node) - start;
  root.end = end - start;
  root.symbol = ts_node_symbol(declaration_node);
  root.sym = table_.of(root.symbol);
  root.present = true;
  directives_between(0, root.begin);
  tree_->root_ = declaration(root);
  sort_findings();
  tree_->has_errors_ = !errors_.empty() || ts_node_has_error(declaration_node);
  return {std::move(tree_), std::move(errors_)};
}

BuiltDecl TreeBuilder::build_bad(std::string_view file_text, Span span) {
  tree_ = std::make_shared<DeclTree>();
  tree_->text_ = file_text.substr(span.begin, span.size());
  tree_->root_ = bad(NodeKind::BadDecl, 0, span.size());
  tree_->has_errors_ = true;
  return {std::move(tree_), {}};
}

std::shared_ptr<const DeclTree> TreeBuilder::with_unknown_body(const DeclTree& function, std::string_view text) {
  auto copy = std::make_shared<DeclTree>(function);
  auto end = static_cast<uint32_t>(text.size());
  copy->text_ = text;
  copy->has_errors_ = true;
  Node& root = copy->nodes_[copy->root_.value];
  root.end = copy->nodes_[root.d].end = end;
  root.flags |= kBad;
  copy->nodes_[root.d].flags |= kBad;
  return copy;
}

size_t DeclTree::memory_bytes() const {
  return sizeof(*this) + nodes_.capacity() * sizeof(Node) + lists_.capacity() * sizeof(NodeId) + text_.capacity() +
         directives_.capacity() * sizeof(Directive);
}

// ---------------------------------------------------------------- Nodes

NodeId TreeBuilder::add(NodeKind kind, uint32_t begin, uint32_t end, uint32_t pos) {
  NodeId id(static_cast<uint32_t>(tree_->nodes_.size()));
  Node& n = tree_->nodes_.emplace_back();
  n.kind = kind;
  n.begin = begin;
  n.end = end;
  n.pos = pos;
  return id;
}

uint32_t TreeBuilder::list(const List& elements) {
  if (elements.empty()) return 0;
  auto operand = static_cast<uint32_t>(tree_->lists_.size());
  tree_->lists_.push_back(NodeId(static_cast<uint32_t>(elements.size())));
  tree_->lists_.insert(tree_->lists_.end(), elements.begin(), elements.end());
  return operand;
}

NodeId TreeBuilder::bad(NodeKind kind, uint32_t begin, uint32_t end) {
  NodeId id = add(kind, begin, end, begin);
  at(id).flags |= kBad;
  return id;
}

std::string_view TreeBuilder::text(uint32_t begin, uint32_t end) const { return file_text_.substr(start_ + begin, end - begin); }

void TreeBuilder::error(Span span, std::string_view code, std::string message) {
  // The first place that is too deep speaks for all.
  if (code == errors::kNesting && std::ranges::any_of(errors_, [&](const DeclError& e) { return e.code == code; })) return;
  errors_.push_back({span, code, std::move(message)});
}

// ---------------------------------------------------------------- Walking

TreeBuilder::Children::Children(TreeBuilder& builder, const Child& parent) : builder_(builder), base_(builder.scratch_.size()) {
  builder_.collect(parent);
  count_ = builder_.scratch_.size() - base_;
}

TreeBuilder::Child TreeBuilder::Children::get(Fld field) const {
  for (size_t i = 0; i < count_; ++i)
    if (builder_.scratch_[base_ + i].field == field) return builder_.scratch_[base_ + i];
  return {};
}

TreeBuilder::Child TreeBuilder::Children::token(Sym sym) const {
  for (size_t i = 0; i < count_; ++i)
    if (builder_.scratch_[base_ + i].sym == sym) return builder_.scratch_[base_ + i];
  return {};
}

namespace {

// Long lists stand in these nodes, and to ask for the field of a child takes a while.
bool has_fields(Sym parent) {
  switch (parent) {
    case Sym::block:
    case Sym::literal_value:
    case Sym::expression_list:
    case Sym::parameters:
    case Sym::struct_type:
    case Sym::interface_type:
    case Sym::union_type:
    case Sym::parenthesized_expression:
    case Sym::import_declaration:
    case Sym::const_declaration:
    case Sym::var_declaration:
    case Sym::type_declaration: return false;
    default: return true;
  }
}

}  // namespace

TreeBuilder::Child TreeBuilder::current_child(bool with_field) {
  Child c;
  c.node = ts_tree_cursor_current_node(&cursor_);
  c.begin = ts_node_start_byte(c.node) - start_;
  c.end = ts_node_end_byte(c.node) - start_;
  c.symbol = ts_node_symbol(c.node);
  c.sym = table_.of(c.symbol);
  if (with_field) c.field = table_.fields[ts_tree_cursor_current_field_id(&cursor_)];
  c.present = true;
  return c;
}

void TreeBuilder::collect(const Child& parent) {
  ts_tree_cursor_reset(&cursor_, parent.node);
  if (!ts_tree_cursor_goto_first_child(&cursor_)) return;
  Child before;
  bool with_fields = has_fields(parent.sym);
  do {
    Child c = current_child(with_fields);
    if (c.sym == Sym::comment) {
      comment(text(c), c.begin);
    } else if (c.sym == Sym::error) {
      before = {};  // the piece that is parsed has an error for it
    } else if (!ts_node_is_missing(c.node)) {
      if (before && before.end != c.begin) check_gap(parent, before, c);
      before = c;
      scratch_.push_back(c);
    }
  } while (ts_tree_cursor_goto_next_sibling(&cursor_));
}

void TreeBuilder::comment(std::string_view comment, uint32_t begin) {
  if (!is_directive(comment)) return;
  if (comment.ends_with('\r')) comment.remove_suffix(1);
  tree_->directives_.push_back({{begin, begin + static_cast<uint32_t>(comment.size())}, std::string(comment)});
}

void TreeBuilder::directives_between(uint32_t begin, uint32_t end) {
  skip_blank(text(begin, end), 0, [&](std::string_view c, size_t at) { comment(c, begin + static_cast<uint32_t>(at)); });
}

// Some nodes are looked at twice, so what is found in them may be too.
void TreeBuilder::sort_findings() {
  auto& directives = tree_->directives_;
  std::ranges::sort(directives, {}, [](const Directive& d) { return d.span; });
  directives.erase(std::ranges::unique(directives, {}, &Directive::span).begin(), directives.end());
  std::ranges::stable_sort(errors_, {}, [](const DeclError& e) { return e.span.begin; });
  auto same = [](const DeclError& x, const DeclError& y) { return x.span == y.span && x.code == y.code && x.text == y.text; };
  errors_.erase(std::unique(errors_.begin(), errors_.end(), same), errors_.end());
}

namespace {

// The words before a newline that end a statement (specification, "Semicolons"). Other keywords do not.
bool ends_statement(Sym sym, std::string_view token_text) {
  if (sym == Sym::keyword) return token_text == "fallthrough";
  switch (sym) {
    case Sym::kw_func:
    case Sym::kw_type:
    case Sym::kw_case:
    case Sym::kw_default:
    case Sym::kw_range:
    case Sym::kw_chan: return false;
    default: break;
  }
  unsigned char last = static_cast<unsigned char>(token_text.back());
  if (std::isalnum(last) || last >= 0x80 || std::strchr("_\"'`)]}", last) != nullptr) return true;
  return token_text.ends_with("++") || token_text.ends_with("--") ||
         (last == '.' && std::isdigit(static_cast<unsigned char>(token_text[0])));
}

// Nodes whose children have terminators between them, so that a newline there has been read as one.
bool has_terminators(Sym parent) {
  switch (parent) {
    case Sym::source_file:
    case Sym::block:
    case Sym::case_clause:
    case Sym::struct_type:
    case Sym::interface_type:
    case Sym::import_declaration:
    case Sym::const_declaration:
    case Sym::var_declaration:
    case Sym::type_declaration:
    case Sym::if_statement:
    case Sym::switch_statement:
    case Sym::for_clause: return true;
    default: return false;
  }
}

}  // namespace

// A newline after a token that ends a statement is a semicolon, wherever it stands. The grammar skips those
// for which it has no use, in `f(a⏎)` for instance.
void TreeBuilder::check_gap(const Child& parent, const Child& before, const Child& after) {
  std::string_view gap = text(before.end, after.begin);
  size_t newline = gap.find('\n');
  if (newline == std::string_view::npos) return;
  bool colon_of_case = parent.sym == Sym::case_clause && after.sym == Sym::colon;
  if (has_terminators(parent.sym) && !colon_of_case) return;
  std::string_view last = text(before);
  if (last.empty() || !ends_statement(before.sym, last)) return;
  uint32_t place = before.end + static_cast<uint32_t>(newline);
  bool closing = after.sym == Sym::right_paren || after.sym == Sym::right_brace || after.sym == Sym::right_bracket;
  error({place, place + 1}, errors::kNewline,
        closing ? fmt::format("unexpected newline: put a comma at the end of the line, or \"{}\" on it", text(after))
                : fmt::format("unexpected newline before \"{}\"", text(after).substr(0, 20)));
}

}  // namespace escapement::syntax
