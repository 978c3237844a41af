#include "analysis/syntax/parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/syntax/section_parser.h"
#include "analysis/syntax/sections.h"
#include "grammar/failure.h"
#include "grammar/fresh_parser.h"
#include "grammar/language.h"

namespace escapement::syntax {
namespace {

// Row and column of an offset. Nothing here asks the tree for rows, so they are left at zero: the runtime
// only adds them.
TSPoint no_point() { return {0, 0}; }

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
    auto file = finish(read_whole());
    state_ = State::Whole;
    cache_.clear();
    return file;
  }
  auto file = finish(pieces_.empty() ? read_sections() : std::exchange(pieces_, {}));
  state_ = State::Sections;
  return file;
}

std::vector<Placed> Parser::read_whole() {
  PieceReader reader(names_, entries_);
  std::vector<Placed> pieces(1);
  // Of a new text most is new, and the tables alone are faster than a walk over the runtime's tree.
  grammar::ConcreteTree fresh;
  if (state_ == State::Unparsed && grammar::FreshParser().parse(text_, fresh))
    pieces[0].piece = reader.read(fresh, text_, 0);
  else
    pieces[0].piece = reader.read(ts_tree_root_node(tree_.get()), text_, 0);
  stats_.reused = reader.reused();
  return pieces;
}

// A section that holds what one declaration held before keeps that one's tree; others keep their last result.
std::vector<Placed> Parser::read_sections() {
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

std::shared_ptr<const FileTree> Parser::finish(std::vector<Placed> pieces) {
  auto file = assemble(names_, file_, text_, pieces);
  stats_.declarations = static_cast<uint32_t>(file->decls.size());
  entries_.clear();
  for (Placed& p : pieces) std::ranges::move(p.piece.entries, std::back_inserter(entries_));
  return file;
}

}  // namespace escapement::syntax
