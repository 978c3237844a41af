#include "analysis/exports/vocabulary.h"

#include <string>

#include <fmt/format.h>

#include "analysis/exports/text_hash.h"
#include "analysis/ir/print_tree.h"

namespace escapement::exports {

uint64_t vocabulary() {
  using syntax::Token;
  std::string words;
  for (size_t op = 0; op <= static_cast<size_t>(ir::Op::Fallthrough); ++op) {
    words += fmt::format("{} ", ir::op_name(static_cast<ir::Op>(op)));
  }
  for (Token const token : {Token::OrOr, Token::Arrow, Token::AddAssign, Token::Dec, Token::Var}) {
    words += fmt::format("{} ", static_cast<int>(token));
  }
  return text_hash(words);
}

}  // namespace escapement::exports
