// From text to FileTree, for a text that is read once: without the runtime's tree, which only edits need. What comes out is what
// a Parser makes of the same text (parser.h), several times faster; a text with a syntax error is a Parser's.
#pragma once

#include <memory>
#include <string>

#include "analysis/base/names.h"
#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"
#include "grammar/fresh_parser.h"

namespace escapement::syntax {

// Keeps its memory and what it knows of names from one file to the next. One thread at a time.
class FileParser {
 public:
  // `names` must outlive it and every tree it makes.
  explicit FileParser(base::NameTable& names) : table_(names), names_(names) {}

  // `file` goes into the places of errors.
  std::shared_ptr<const FileTree> parse(base::FileId file, const std::string& text);

 private:
  base::NameTable& table_;
  NameCache names_;
  grammar::FreshParser parser_;
  grammar::ConcreteTree tree_;
};

// Parses one file.
std::shared_ptr<const FileTree> parse_file(base::NameTable& names, base::FileId file, const std::string& text);

}  // namespace escapement::syntax
