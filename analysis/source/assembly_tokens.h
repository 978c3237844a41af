// The words of assembly files behind the preprocessor (cmd/asm/internal/lex: Input, Tokenizer).
#pragma once

#include <string>
#include <vector>

#include "analysis/source/assembly_symbols.h"

namespace escapement::source {

struct AssemblyToken {
  enum class Kind : uint8_t { Word, Number, Text, Sign, LineEnd } kind = Kind::LineEnd;
  std::string text;  // of a word with "." and "/" for the signs that stand for them

  bool is(char sign) const { return kind == Kind::Sign && text.size() == 1 && text[0] == sign; }
  bool is_word(std::string_view word) const { return kind == Kind::Word && text == word; }
  bool ends_line() const { return kind == Kind::LineEnd || is(';'); }
};

// Of one file of the package, with what it includes.
std::vector<AssemblyToken> assembly_tokens(const AssemblyPackage& package, const std::string& file, const ReadText& read);

}  // namespace escapement::source
