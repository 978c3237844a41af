#include "analysis/syntax/assemble.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"
#include "analysis/syntax/literals.h"

namespace escapement::syntax {
namespace {

// A file of garbage gets a few errors, not one per byte.
constexpr size_t kMostErrors = 1000;
constexpr size_t kMostEncodingErrors = 20;

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

class Assembler {
 public:
  Assembler(FileTree& out, base::FileId file, std::string_view text) : out_(out), file_(file), text_(text) {}

  void add_piece(const Placed& placed);
  void check_text();
  void check_import_order();
  void add_error(Span span, std::string_view code, std::string text);

 private:
  FileTree& out_;
  base::FileId file_;
  std::string_view text_;
};

void Assembler::add_piece(const Placed& placed) {
  const Piece& piece = placed.piece;
  // What a NUL breaks is told by its own error.
  bool broken_by_nul = !piece.sound && text_.substr(placed.offset, placed.size).find('\0') != std::string_view::npos;
  for (const Entry& e : piece.entries) {
    uint32_t start = e.decl.start + placed.offset;
    out_.decls.push_back({e.decl.tree, start});
    for (const DeclError& error : e.errors) add_error(error.span.shifted(start), error.code, error.text);
  }
  for (const DeclError& error : piece.errors)
    if (!broken_by_nul) add_error(error.span.shifted(placed.offset), error.code, error.text);
  for (const Directive& d : piece.directives) out_.directives.push_back({d.span.shifted(placed.offset), d.text});
}

void Assembler::add_error(Span span, std::string_view code, std::string text) {
  if (out_.errors.size() >= kMostErrors) return;
  out_.errors.push_back({base::Severity::Error, code, {file_, span}, std::move(text), {}});
}

// ---------------------------------------------------------------- The whole text

// NUL, byte order marks and invalid UTF-8 are errors wherever they stand, also in comments.
void Assembler::check_text() {
  size_t found = 0;
  auto report = [&](size_t at, size_t length, std::string message) {
    auto begin = static_cast<uint32_t>(at);
    add_error({begin, begin + static_cast<uint32_t>(length)}, errors::kEncoding, std::move(message));
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

void Assembler::check_import_order() {
  bool others = false, reported = false;
  for (const DeclInFile& d : out_.decls) {
    const Node& n = d.tree->node(d.tree->root());
    bool import = n.kind == NodeKind::GenDecl && n.token() == Token::Import;
    if (import && others && !reported) {
      add_error(d.in_file(d.tree->root()), errors::kImportOrder, "imports must appear before other declarations");
      reported = true;
    }
    others |= !import;
  }
}

}  // namespace

std::shared_ptr<const FileTree> assemble(NameCache& names, base::FileId file, std::string_view text, std::span<const Placed> pieces) {
  auto out = std::make_shared<FileTree>();
  Assembler assembler(*out, file, text);
  assembler.check_text();
  const Piece& first = pieces[0].piece;
  out->package_name = first.package.name;
  out->package_name_span = first.package.span;
  if (!first.package.found && first.errors.empty()) {
    auto start = static_cast<uint32_t>(skip_blank(text, 0, [](std::string_view, size_t) {}));
    assembler.add_error({start, start}, errors::kPackageClause, "a Go file starts with a package clause: package <name>");
  }
  if (!out->package_name) out->package_name = names.intern("_");
  out->build_lines = first.build_lines;
  for (const Placed& p : pieces) assembler.add_piece(p);
  assembler.check_import_order();
  std::ranges::stable_sort(out->errors, {}, [](const base::Diagnostic& d) { return d.place.span.begin; });
  return out;
}

}  // namespace escapement::syntax
