// What the tests of the syntax layer share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/base/names.h"
#include "analysis/syntax/file_parser.h"

namespace escapement::test {

// A parsed file together with the names it refers to.
struct ParsedFile {
  std::string text;
  std::unique_ptr<base::NameTable> names = std::make_unique<base::NameTable>();
  std::shared_ptr<const syntax::FileTree> tree;

  explicit ParsedFile(std::string source) : text(std::move(source)) { tree = syntax::parse_file(*names, base::FileId(1), text); }
  const syntax::DeclTree& decl(size_t i) const { return *tree->decls.at(i).tree; }
  // The text of a node, cut from the file: right only if the spans are.
  std::string_view text_of(size_t decl_index, syntax::NodeId id) const {
    base::Span span = tree->decls.at(decl_index).in_file(id);
    return std::string_view(text).substr(span.begin, span.size());
  }
  std::string_view name_of(size_t decl_index, syntax::NodeId id) const { return names->text(decl(decl_index).name(id)); }
};

}  // namespace escapement::test
