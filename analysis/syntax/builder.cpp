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

BuiltDecl TreeBuilder::build(const grammar::ConcreteTree& concrete, const grammar::ConcreteNode& declaration_node,
                             std::string_view file_text, uint32_t start) {
  concrete_ = &concrete;
  file_text_ = file_text;
  start_ = start;
  start_tree(file_text.substr(start, declaration_node.end - start));
  Child root = child(declaration_node);
  directives(root);
  NodeId id = declaration(root);
  sort_findings();
  bool has_errors = !errors_.empty() || concrete.has_error;
  return {finish_tree(id, has_errors), std::move(errors_)};
}

BuiltDecl TreeBuilder::build_bad(std::string_view file_text, Span span) {
  start_tree(file_text.substr(span.begin, span.size()));
  return {finish_tree(bad(NodeKind::BadDecl, 0, span.size()), true), {}};
}

void TreeBuilder::start_tree(std::string_view text) {
  tree_ = std::make_shared<DeclTree>();
  tree_->text_ = text;
  nodes_.assign(1, {});
  lists_.assign(1, {});
  errors_.clear();
  depth_ = 0;
}

std::shared_ptr<const DeclTree> TreeBuilder::finish_tree(NodeId root, bool has_errors) {
  tree_->nodes_.assign(nodes_.begin(), nodes_.end());
  tree_->lists_.assign(lists_.begin(), lists_.end());
  tree_->root_ = root;
  tree_->has_errors_ = has_errors;
  return std::move(tree_);
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
  NodeId id(static_cast<uint32_t>(nodes_.size()));
  Node& n = nodes_.emplace_back();
  n.kind = kind;
  n.begin = begin;
  n.end = end;
  n.pos = pos;
  return id;
}

uint32_t TreeBuilder::list(const List& elements) {
  if (elements.empty()) return 0;
  auto operand = static_cast<uint32_t>(lists_.size());
  lists_.push_back(NodeId(static_cast<uint32_t>(elements.size())));
  lists_.insert(lists_.end(), elements.begin(), elements.end());
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

TreeBuilder::Children::Children(TreeBuilder& builder, const Child& parent) : builder_(builder) {
  if (!parent) return;
  nodes_ = builder.concrete_->children(*parent.node);
  for (size_t i = 1; i < nodes_.size(); ++i)
    if (nodes_[i].newline_before) builder.check_gap(parent, builder.child(nodes_[i - 1]), builder.child(nodes_[i]));
}

TreeBuilder::Child TreeBuilder::Children::get(Fld field) const {
  for (const grammar::ConcreteNode& n : nodes_)
    if (builder_.table_.fields[n.field] == field) return builder_.child(n);
  return {};
}

TreeBuilder::Child TreeBuilder::Children::token(Sym sym) const {
  for (const grammar::ConcreteNode& n : nodes_)
    if (builder_.table_.of(n.symbol) == sym) return builder_.child(n);
  return {};
}

void TreeBuilder::comment(std::string_view comment, uint32_t begin) {
  if (!is_directive(comment)) return;
  if (comment.ends_with('\r')) comment.remove_suffix(1);
  tree_->directives_.push_back({{begin, begin + static_cast<uint32_t>(comment.size())}, std::string(comment)});
}

// Those before the declaration stand outside its node.
void TreeBuilder::directives(const Child& root) {
  skip_blank(text(0, root.begin), 0, [&](std::string_view c, size_t at) { comment(c, static_cast<uint32_t>(at)); });
  auto it = std::ranges::lower_bound(concrete_->comments, root.node->begin, {}, &grammar::ConcreteComment::begin);
  for (; it != concrete_->comments.end() && it->begin < root.node->end; ++it)
    comment(text(it->begin - start_, it->end - start_), it->begin - start_);
}

// Some nodes are looked at twice, so what is found in them may be too.
void TreeBuilder::sort_findings() {
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
