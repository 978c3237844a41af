#include "analysis/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"
#include "analysis/syntax/literals.h"
#include "analysis/syntax/section_parser.h"
#include "analysis/syntax/sections.h"
#include "grammar/failure.h"
#include "grammar/language.h"

namespace escapement::syntax {
namespace {

// Offsets are 32 bits, and the runtime's are too; half of that leaves room for arithmetic.
constexpr size_t kLargestText = size_t{1} << 31;
// A file of garbage gets a few errors, not one per byte.
constexpr size_t kMostErrors = 1000;
constexpr size_t kMostEncodingErrors = 20;

// Row and column of an offset. Nothing here asks the tree for rows, so they are left at zero: the runtime
// only adds them.
TSPoint no_point() { return {0, 0}; }

// The offset of the first byte at or behind `i` that is not ASCII; most files have none, so eight bytes at a time.
size_t skip_ascii(std::string_view text, size_t i) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  for (uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

Parser::Parser(base::NameTable& names, base::FileId file) : names_(names), file_(file), parser_(ts_parser_new()) {
  ts_parser_set_language(parser_.get(), grammar::language());
}

std::shared_ptr<const FileTree> Parser::parse(std::string text) {
  text_ = std::move(text);
  tree_.reset();
  state_ = State::Unparsed;
  most_tokens_ = text_.size();
  if (text_.size() > kLargestText) text_.resize(kLargestText);
  reparse({});
  return rebuild();
}

std::shared_ptr<const FileTree> Parser::edit(std::span<const Edit> edits) {
  reparse(edits);
  return rebuild();
}

const TSTree* Parser::tree() {
  if (!tree_is_current_ && state_ != State::Unparsed && may_parse_whole()) parse_whole();
  return tree_.get();
}

void Parser::apply(const Edit& edit) {
  auto size = static_cast<uint32_t>(text_.size());
  uint32_t begin = std::min(edit.begin, size);
  uint32_t end = std::clamp(edit.end, begin, size);
  text_.replace(begin, end - begin, edit.replacement);
  most_tokens_ += edit.replacement.size() + 1;  // and one token more where one is cut in two
  auto new_end = begin + static_cast<uint32_t>(edit.replacement.size());
  TSInputEdit input{begin, end, new_end, no_point(), no_point(), no_point()};
  if (tree_) ts_tree_edit(tree_.get(), &input);
}

void Parser::parse_whole() {
  TreePtr old = std::move(tree_);
  tree_.reset(ts_parser_parse_string(parser_.get(), old.get(), text_.data(), static_cast<uint32_t>(text_.size())));
  tree_is_current_ = true;
}

// Whether the runtime can take the whole text, errors and all. A text of many tokens may only come to it without errors.
bool Parser::may_parse_whole() {
  if (most_tokens_ <= grammar::kMostChildren) return true;
  grammar::Examination found = grammar::examine(text_);
  if (found.failure || found.comments_in_row > grammar::kMostChildren) return false;
  most_tokens_ = found.tokens;
  return true;
}

// Where the last text had errors, the sections tell sooner than the whole whether the new one has.
void Parser::reparse(std::span<const Edit> edits) {
  tree_is_current_ = false;
  for (const Edit& e : edits) apply(e);
  if (text_.size() > kLargestText) {
    text_.resize(kLargestText);
    tree_.reset();
  }
  stats_ = {};
  pieces_.clear();
  if (state_ == State::Sections || !may_parse_whole()) {
    pieces_ = read_sections();
    if (!std::ranges::all_of(pieces_, [](const Placed& p) { return p.piece.sound; }) || !may_parse_whole()) return;
  }
  parse_whole();
  if (!ts_node_has_error(ts_tree_root_node(tree_.get()))) pieces_.clear();
}

std::shared_ptr<const FileTree> Parser::rebuild() {
  if (pieces_.empty() && !ts_node_has_error(ts_tree_root_node(tree_.get()))) {
    auto file = assemble(read_whole());
    state_ = State::Whole;
    cache_.clear();
    return file;
  }
  auto file = assemble(pieces_.empty() ? read_sections() : std::exchange(pieces_, {}));
  state_ = State::Sections;
  return file;
}

std::vector<Parser::Placed> Parser::read_whole() {
  PieceReader reader(names_, entries_);
  std::vector<Placed> pieces(1);
  pieces[0].piece = reader.read(ts_tree_root_node(tree_.get()), text_, 0);
  stats_.reused = reader.reused();
  return pieces;
}

// A section that holds what one declaration held before keeps that one's tree; others keep their last result.
std::vector<Parser::Placed> Parser::read_sections() {
  std::vector<Section> sections = split_sections(text_);
  std::vector<std::string_view> contents, texts, old_contents, old_texts;
  for (const Section& s : sections) {
    contents.push_back(std::string_view(text_).substr(s.begin, s.content_end - s.begin));
    texts.push_back(std::string_view(text_).substr(s.begin, s.end - s.begin));
  }
  for (const Entry& e : entries_) old_contents.push_back(e.sound ? e.decl.tree->text() : std::string_view());
  for (const CachedSection& c : cache_) old_texts.push_back(c.text);
  std::vector<size_t> by_content = match_texts(old_contents, contents), by_text = match_texts(old_texts, texts);
  std::vector<Placed> pieces;
  std::vector<CachedSection> cache;
  stats_ = {};
  for (size_t i = 0; i < sections.size(); ++i) {
    const Section& s = sections[i];
    ++stats_.sections;
    Placed& placed = pieces.emplace_back();
    placed.offset = s.begin;
    placed.size = s.end - s.begin;
    if (i > 0 && by_content[i] != std::string_view::npos && !s.directives_follow && !contents[i].empty()) {
      placed.piece.entries.push_back(entries_[by_content[i]]);
      placed.piece.entries[0].decl.start = 0;
      ++stats_.reused;
      continue;
    }
    if (by_text[i] != std::string_view::npos) {
      placed.piece = cache_[by_text[i]].piece;
      stats_.reused += static_cast<uint32_t>(placed.piece.entries.size());
    } else {
      auto kind = i == 0 ? SectionKind::Header : SectionKind::Declaration;
      placed.piece = parse_section(names_, parser_.get(), texts[i], static_cast<uint32_t>(contents[i].size()), kind);
      ++stats_.parsed_sections;
    }
    cache.push_back({std::string(texts[i]), placed.piece});
  }
  cache_ = std::move(cache);
  return pieces;
}

std::shared_ptr<const FileTree> Parser::assemble(std::vector<Placed> pieces) {
  auto file = std::make_shared<FileTree>();
  check_text(*file);
  const Piece& first = pieces[0].piece;
  file->package_name = first.package.name;
  file->package_name_span = first.package.span;
  if (!first.package.found && first.errors.empty()) {
    auto start = static_cast<uint32_t>(skip_blank(text_, 0, [](std::string_view, size_t) {}));
    add_error(*file, {start, start}, errors::kPackageClause, "a Go file starts with a package clause: package <name>");
  }
  if (!file->package_name) file->package_name = names_.intern("_");
  file->build_lines = first.build_lines;
  for (const Placed& p : pieces) add_piece(*file, p);
  check_import_order(*file);
  std::ranges::stable_sort(file->errors, {}, [](const base::Diagnostic& d) { return d.place.span.begin; });
  stats_.declarations = static_cast<uint32_t>(file->decls.size());
  entries_.clear();
  for (Placed& p : pieces) std::ranges::move(p.piece.entries, std::back_inserter(entries_));
  return file;
}

void Parser::add_piece(FileTree& file, const Placed& placed) const {
  const Piece& piece = placed.piece;
  // What a NUL breaks is told by its own error.
  bool broken_by_nul = !piece.sound && std::string_view(text_).substr(placed.offset, placed.size).find('\0') != std::string_view::npos;
  for (const Entry& e : piece.entries) {
    uint32_t start = e.decl.start + placed.offset;
    file.decls.push_back({e.decl.tree, start});
    for (const DeclError& error : e.errors) add_error(file, error.span.shifted(start), error.code, error.text);
  }
  for (const DeclError& error : piece.errors)
    if (!broken_by_nul) add_error(file, error.span.shifted(placed.offset), error.code, error.text);
  for (const Directive& d : piece.directives) file.directives.push_back({d.span.shifted(placed.offset), d.text});
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
    i = skip_ascii(text, i);
    if (i == text.size()) break;
    CodePoint c = decode(text, i);
    if (c.length == 0) report(i, 1, "invalid UTF-8 encoding");
    if (c.value == 0xFEFF && i > 0) report(i, 3, "invalid byte order mark: it may only be the first character of a file");
    i += std::max(1U, c.length);
  }
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

std::shared_ptr<const FileTree> parse_file(base::NameTable& names, base::FileId file, std::string text) {
  Parser parser(names, file);
  return parser.parse(std::move(text));
}

}  // namespace escapement::syntax
