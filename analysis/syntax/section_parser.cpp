#include "analysis/syntax/section_parser.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"
#include "analysis/syntax/failures.h"
#include "grammar/fresh_parser.h"

namespace escapement::syntax {
namespace {

// Makes a file of a declaration.
constexpr std::string_view kPackage = "package _\n";
// Beyond this size nothing is recovered from a section that is not valid: the time for that may grow faster than the text,
// and the runtime must not see more tokens in an error than it can count.
constexpr size_t kLargestRecovery = 48 * 1024;
static_assert(kLargestRecovery < grammar::kMostChildren);

struct TreeDeleter {
  void operator()(TSTree* t) const { ts_tree_delete(t); }
};

Piece read(NameCache& names, TSParser* parser, std::string_view source, uint32_t skip) {
  std::unique_ptr<TSTree, TreeDeleter> tree(ts_parser_parse_string(parser, nullptr, source.data(), static_cast<uint32_t>(source.size())));
  return PieceReader(names, {}).read(ts_tree_root_node(tree.get()), source, skip);
}

Piece bad_piece(NameCache& names, std::string_view text, uint32_t content_end) {
  Piece piece;
  piece.sound = false;
  if (content_end == 0) return piece;
  Entry& e = piece.entries.emplace_back();
  e.decl.tree = TreeBuilder(names).build_bad(text, {0, content_end}).tree;
  e.sound = false;
  return piece;
}

bool starts_with_func(std::string_view text) {
  size_t i = skip_blank(text, 0, [](std::string_view, size_t) {});
  return text.substr(i).starts_with("func");
}

// The function whose signature is intact, with a body that nothing is known of; none if the signature is not.
std::optional<Piece> signature(NameCache& names, TSParser* parser, std::string_view text, uint32_t content_end) {
  constexpr int kMostBraces = 8;  // of struct and interface types in the signature
  constexpr size_t kLongest = 4096;
  if (!starts_with_func(text)) return std::nullopt;
  size_t brace = text.find('{');
  for (int i = 0; i < kMostBraces && brace < std::min<size_t>(kLongest, content_end); ++i, brace = text.find('{', brace + 1)) {
    std::string source = std::string(kPackage) + std::string(text.substr(0, brace)) + "{}\n";
    if (grammar::first_failure(source)) continue;
    Piece piece = read(names, parser, source, static_cast<uint32_t>(kPackage.size()));
    if (piece.entries.size() != 1 || !piece.sound) return std::nullopt;
    Entry& e = piece.entries[0];
    e.decl.tree = TreeBuilder::with_unknown_body(*e.decl.tree, text.substr(e.decl.start, content_end - e.decl.start));
    e.sound = piece.sound = false;
    return piece;
  }
  return std::nullopt;
}

// Whether the recovery kept the function whole: one declaration with a body, up to the end.
bool is_whole_function(const Piece& piece, uint32_t content_end) {
  if (piece.entries.size() != 1) return false;
  const DeclInFile& d = piece.entries[0].decl;
  const Node& n = d.tree->node(d.tree->root());
  return n.kind == NodeKind::FuncDecl && n.d != 0 && n.end + d.start == content_end;
}

// Where the broken part of a section starts: behind the declarations in front of it that are valid, if there are any.
uint32_t broken_part(std::string_view text, std::string_view prefix, uint32_t failure) {
  constexpr int kMostLines = 4;
  auto is_valid = [&](size_t end) { return !grammar::first_failure(std::string(prefix).append(text.substr(0, end))); };
  auto is_blank = [&](size_t end) { return skip_blank(text.substr(0, end), 0, [](std::string_view, size_t) {}) >= end; };
  size_t end = failure;
  for (int i = 0; i <= kMostLines && end > 0 && !is_blank(end); ++i) {
    if (is_valid(end)) return static_cast<uint32_t>(end);
    size_t newline = text.rfind('\n', end - 1);
    while (newline != std::string_view::npos && newline > 0 && newline + 1 < text.size() &&
           std::strchr(" \t\r\n}", text[newline + 1]) != nullptr)
      newline = text.rfind('\n', newline - 1);
    if (newline == std::string_view::npos) break;
    end = newline + 1 < end ? newline + 1 : newline;
  }
  return 0;
}

void append(Piece& piece, Piece&& more, uint32_t offset) {
  for (Entry& e : more.entries) {
    e.decl.start += offset;
    piece.entries.push_back(std::move(e));
  }
}

// Of the errors that the builder found only those of tokens in front of the failure are sure.
void drop_consequences(Piece& piece, uint32_t failure) {
  for (Entry& e : piece.entries) {
    std::erase_if(e.errors, [&](const DeclError& x) {
      bool of_token = x.code == errors::kLiteral || x.code == errors::kIdentifier || x.code == errors::kImportPath;
      return !of_token || x.span.end + e.decl.start > failure;
    });
  }
}

}  // namespace

Piece parse_section(NameCache& names, TSParser* parser, std::string_view text, uint32_t content_end, SectionKind kind) {
  std::string source(kind == SectionKind::Header ? std::string_view() : kPackage);
  auto skip = static_cast<uint32_t>(source.size());
  source += text;
  if (grammar::ConcreteTree tree; grammar::FreshParser().parse(source, tree)) return PieceReader(names, {}).read(tree, source, skip);
  auto [failure, tokens, comments] = grammar::examine(source);
  if (!failure && comments <= grammar::kMostChildren) return read(names, parser, source, skip);
  if (!failure) {
    Piece piece = bad_piece(names, text, content_end);
    piece.errors.push_back({{0, 0},
                            errors::kTooLarge,
                            fmt::format("more than {} comments in a row: what they surround is not analysed", grammar::kMostChildren)});
    return piece;
  }
  DeclError error = describe_failure(*failure, source);
  // What is missing is missing behind the last token, not behind the comments that follow it.
  auto place = [&](uint32_t at) { return std::min(std::max(at, skip) - skip, std::max(content_end, 1U)); };
  error.span = failure->found == 0 || failure->begin == failure->end ? Span{place(error.span.begin), place(error.span.begin)}
                                                                     : Span{error.span.begin - skip, error.span.end - skip};
  uint32_t at =
      text.size() > kLargestRecovery ? 0 : broken_part(text, source.substr(0, skip), std::min(failure->begin - skip, content_end));
  Piece piece;
  if (at > 0) {
    piece = read(names, parser, source.substr(0, skip + at), skip);
    std::string_view rest = text.substr(at);
    auto function = signature(names, parser, rest, content_end - at);
    append(piece, function ? std::move(*function) : bad_piece(names, rest, content_end - at), at);
  } else {
    piece = text.size() > kLargestRecovery ? bad_piece(names, text, content_end) : read(names, parser, source, skip);
    if (kind == SectionKind::Declaration && !is_whole_function(piece, content_end))
      if (auto function = signature(names, parser, text, content_end)) piece = std::move(*function);
    drop_consequences(piece, error.span.begin);
  }
  piece.sound = false;
  piece.errors.push_back(std::move(error));
  return piece;
}

}  // namespace escapement::syntax
