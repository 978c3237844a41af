// The parsed files of one program. An open document keeps its parser, which reparses what an edit touches; any other file keeps its tree
// as long as its text is the same. Either way a declaration whose text did not change keeps its DeclTree. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <absl/container/flat_hash_map.h>

#include "analysis/engine/counts.h"
#include "analysis/engine/texts.h"
#include "analysis/source/source_file.h"
#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/parser.h"

namespace escapement::engine {

using TreePtr = std::shared_ptr<const syntax::FileTree>;

class Trees {
 public:
  // `names` and `counts` outlive it.
  Trees(base::NameTable& names, Counts& counts) : names_(names), counts_(counts), file_parser_(names) {}

  // The tree of the file's text.
  TreePtr of(const source::SourceFile& file);
  // A document was opened, edited or closed.
  void change(const std::string& path, const TextChange& change);

 private:
  struct Entry {
    std::unique_ptr<syntax::Parser> parser;  // of an open document that was asked for
    std::vector<syntax::Edit> edits;         // since the parser's text
    std::string text;                        // of the tree, where there is no parser
    TreePtr tree;
    bool open = false;
  };
  TreePtr parse(Entry& entry, const source::SourceFile& file);
  TreePtr reparse(Entry& entry, const source::SourceFile& file);
  void count(const syntax::ParseStats& stats);

  base::NameTable& names_;
  Counts& counts_;
  syntax::FileParser file_parser_;  // of what is not open
  absl::flat_hash_map<std::string, Entry> entries_;
};

}  // namespace escapement::engine
