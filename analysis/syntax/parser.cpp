#include "analysis/syntax/parser.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "analysis/syntax/errors.h"
#include "analysis/syntax/literals.h"
#include "analysis/syntax/symbols.h"
#include "grammar/language.h"

namespace escapement::syntax {
namespace {

// Offsets are 32 bits, and the runtime's are too; half of that leaves room for arithmetic.
constexpr size_t kLargestText = size_t{1} << 31;
// A file of garbage gets a few errors, not one per byte.
constexpr size_t kMostErrors = 1000;
constexpr size_t kMostEncodingErrors = 20;

struct CursorOwner {
  TSTreeCursor cursor;
  explicit CursorOwner(TSNode node) : cursor(ts_tree_cursor_new(node)) {}
  ~CursorOwner() { ts_tree_cursor_delete(&cursor); }
  CursorOwner(const CursorOwner&) = delete;
  CursorOwner& operator=(const CursorOwner&) = delete;
};

bool is_directive(std::string_view comment) {
  auto starts = [&](std::string_view prefix) { return comment.substr(0, prefix.size()) == prefix; };
  return starts("//go:") || starts("//line ") || starts("/*line ") || starts("//export ") || starts("//extern ");
}

bool is_build_line(std::string_view comment) {
  return comment.substr(0, 10) == "//go:build" || comment.substr(0, 9) == "// +build";
}

// Row and column of an offset. Nothing here asks the tree for rows, so they are left at zero: the runtime only adds them.
TSPoint no_point() { return {0, 0}; }

}  // namespace

Parser::Parser(base::NameTable& names, base::FileId file)
    : names_(names), file_(file), parser_(ts_parser_new()) {
  ts_parser_set_language(parser_.get(), grammar::language());
}

std::shared_ptr<const FileTree> Parser::parse(std::string text) {
  text_ = std::move(text);
  tree_.reset();
  if (text_.size() > kLargestText) text_.resize(kLargestText);
  tree_.reset(ts_parser_parse_string(parser_.get(), nullptr, text_.data(), static_cast<uint32_t>(text_.size())));
  return rebuild();
}

std::shared_ptr<const FileTree> Parser::edit(std::span<const Edit> edits) {
  reparse(edits);
  return rebuild();
}

void Parser::apply(const Edit& edit) {
  auto size = static_cast<uint32_t>(text_.size());
  uint32_t begin = std::min(edit.begin, size);
  uint32_t end = std::clamp(edit.end, begin, size);
  text_.replace(begin, end - begin, edit.replacement);
  auto new_end = begin + static_cast<uint32_t>(edit.replacement.size());
  TSInputEdit input{begin, end, new_end, no_point(), no_point(), no_point()};
  if (tree_) ts_tree_edit(tree_.get(), &input);
}

void Parser::reparse(std::span<const Edit> edits) {
  for (const Edit& e : edits) apply(e);
  if (text_.size() > kLargestText) {
    text_.resize(kLargestText);
    tree_.reset();
  }
  TreePtr old = std::move(tree_);
  tree_.reset(ts_parser_parse_string(parser_.get(), old.get(), text_.data(), static_cast<uint32_t>(text_.size())));
}

std::shared_ptr<const FileTree> Parser::rebuild() {
  auto file = std::make_shared<FileTree>();
  stats_ = {};
  check_text(*file);
  if (!tree_) {
    add_error(*file, {0, 0}, errors::kUnexpected, "the file could not be parsed");
    return file;
  }
  entries_ = build(top_level(*file));
  file->decls.reserve(entries_.size());
  for (const Entry& e : entries_) {
    file->decls.push_back(e.decl);
    for (const DeclError& error : e.errors) add_error(*file, error.span.shifted(e.decl.start), error.code, error.text);
  }
  check_import_order(*file);
  std::stable_sort(file->errors.begin(), file->errors.end(), [](const base::Diagnostic& x, const base::Diagnostic& y) {
    return x.place.span.begin < y.place.span.begin;
  });
  return file;
}

void Parser::add_error(FileTree& file, Span span, std::string_view code, std::string text) const {
  if (file.errors.size() >= kMostErrors) return;
  file.errors.push_back({base::Severity::Error, code, {file_, span}, std::move(text), {}});
}

// ---------------------------------------------------------------- The whole text

// NUL, byte order marks and invalid UTF-8 are errors wherever they stand, also in comments.
void Parser::check_text(FileTree& file) const {
  size_t found = 0;
  auto report = [&](size_t at, size_t length, std::string message) {
    auto begin = static_cast<uint32_t>(at);
    add_error(file, {begin, begin + static_cast<uint32_t>(length)}, errors::kEncoding, std::move(message));
    ++found;
  };
  std::string_view text = text_;
  if (text.size() >= kLargestText) report(0, 0, "the file is larger than 2 GiB; what is behind that is not analysed");
  for (size_t i = 0; (i = text.find('\0', i)) != std::string_view::npos && found < kMostEncodingErrors; ++i)
    report(i, 1, "invalid NUL character");
  for (size_t i = 0; i < text.size() && found < kMostEncodingErrors;) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    CodePoint c = decode(text, i);
    if (c.length == 0) report(i, 1, "invalid UTF-8 encoding");
    if (c.value == 0xFEFF && i > 0) report(i, 3, "invalid byte order mark: it may only be the first character of a file");
    i += std::max(1U, c.length);
  }
}

void Parser::check_package_clause(FileTree& file, TSNode root) const {
  const SymbolTable& table = symbol_table();
  for (uint32_t i = 0, n = ts_node_named_child_count(root); i < n; ++i) {
    TSNode child = ts_node_named_child(root, i);
    Sym sym = table.of(ts_node_symbol(child));
    if (sym == Sym::comment) {
      std::string_view t = std::string_view(text_).substr(ts_node_start_byte(child), ts_node_end_byte(child) - ts_node_start_byte(child));
      if (is_build_line(t)) file.build_lines.emplace_back(t);
      continue;
    }
    if (sym == Sym::package_clause) return;
    break;
  }
  uint32_t start = ts_node_start_byte(root);
  add_error(file, {start, start}, errors::kPackageClause, "a Go file starts with a package clause: package <name>");
}

void Parser::check_import_order(FileTree& file) const {
  bool others = false, reported = false;
  for (const DeclInFile& d : file.decls) {
    const Node& n = d.tree->node(d.tree->root());
    bool import = n.kind == NodeKind::GenDecl && n.token() == Token::Import;
    if (import && others && !reported) {
      add_error(file, d.in_file(d.tree->root()), errors::kImportOrder, "imports must appear before other declarations");
      reported = true;
    }
    others |= !import;
  }
}

// ---------------------------------------------------------------- Declarations

// The declarations of the root, each from its first directive comment on.
std::vector<Parser::Pending> Parser::top_level(FileTree& file) {
  const SymbolTable& table = symbol_table();
  TSNode root = ts_tree_root_node(tree_.get());
  check_package_clause(file, root);
  std::vector<Pending> pending;
  pending.reserve(entries_.size() + 8);
  CursorOwner owner(root);
  if (!ts_tree_cursor_goto_first_child(&owner.cursor)) return pending;
  constexpr uint32_t kNone = UINT32_MAX;
  uint32_t directive = kNone;
  do {
    TSNode node = ts_tree_cursor_current_node(&owner.cursor);
    uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
    Sym sym = table.of(ts_node_symbol(node));
    if (sym == Sym::comment) {
      if (directive == kNone && is_directive(std::string_view(text_).substr(begin, end - begin))) directive = begin;
    } else if (sym == Sym::package_clause) {
      TSNode name = ts_node_child_by_field_name(node, "name", 4);
      file.package_name_span = {ts_node_start_byte(name), ts_node_end_byte(name)};
      file.package_name = names_.intern(std::string_view(text_).substr(file.package_name_span.begin, file.package_name_span.size()));
      if (!file.package_name) {
        add_error(file, file.package_name_span, errors::kPackageClause, "a keyword cannot be the name of a package");
        file.package_name = names_.intern("_");
      }
      if (ts_node_has_error(node)) add_error(file, {begin, end}, errors::kPackageClause, "malformed package clause: package <name>");
      directive = kNone;
    } else {
      pending.push_back({node, std::min(directive, begin), end});
      directive = kNone;
    }
  } while (ts_tree_cursor_goto_next_sibling(&owner.cursor));
  return pending;
}

// A declaration without errors is determined by its text alone. Declarations before an edit keep their index, those
// behind it their distance from the end.
const Parser::Entry* Parser::reusable(const Pending& p, size_t index, size_t from_end) const {
  if (ts_node_has_error(p.node)) return nullptr;
  std::string_view text = std::string_view(text_).substr(p.start, p.end - p.start);
  for (size_t i : {index, entries_.size() - from_end}) {
    if (i >= entries_.size()) continue;
    const Entry& e = entries_[i];
    if (!e.decl.tree->has_errors() && e.decl.tree->text() == text) return &e;
  }
  return nullptr;
}

std::vector<Parser::Entry> Parser::build(const std::vector<Pending>& pending) {
  std::vector<Entry> entries;
  entries.reserve(pending.size());
  if (pending.empty()) return entries;
  CursorOwner owner(pending[0].node);
  TreeBuilder builder(names_, owner.cursor);
  for (size_t i = 0; i < pending.size(); ++i) {
    const Pending& p = pending[i];
    Entry& e = entries.emplace_back();
    ++stats_.declarations;
    if (const Entry* old = reusable(p, i, pending.size() - i)) {
      e = *old;
      ++stats_.reused;
    } else {
      BuiltDecl built = builder.build(p.node, text_, p.start);
      e.decl.tree = std::move(built.tree);
      e.errors = std::move(built.errors);
    }
    e.decl.start = p.start;
  }
  return entries;
}

std::shared_ptr<const FileTree> parse_file(base::NameTable& names, base::FileId file, std::string text) {
  Parser parser(names, file);
  return parser.parse(std::move(text));
}

}  // namespace escapement::syntax
