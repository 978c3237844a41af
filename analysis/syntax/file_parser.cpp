#include "analysis/syntax/file_parser.h"

#include <vector>

#include "analysis/syntax/assemble.h"
#include "analysis/syntax/parser.h"
#include "analysis/syntax/piece.h"

namespace escapement::syntax {

std::shared_ptr<const FileTree> FileParser::parse(base::FileId file, const std::string& text) {
  if (text.size() > kLargestText || !parser_.parse(text, tree_)) return Parser(table_, file).parse(text);
  std::vector<Placed> pieces(1);
  pieces[0].piece = PieceReader(names_, {}).read(tree_, text, 0);
  return assemble(names_, file, text, pieces);
}

std::shared_ptr<const FileTree> parse_file(base::NameTable& names, base::FileId file, const std::string& text) {
  return FileParser(names).parse(file, text);
}

}  // namespace escapement::syntax
