// Runs the lexer that the generator wrote, over a text in one piece.
#pragma once

#include <string_view>

#include "grammar/tables.h"

namespace escapement::grammar {

// What the generated lexer needs of its surroundings. The callbacks get the base class.
class GeneratedLexer : TSLexer {
 public:
  GeneratedLexer(const TSLanguage& language, std::string_view text);

  // Looks for a token at `from`, behind white space; whether there is one. What a token is depends on the state.
  bool run(size_t from, TSStateId lex_state) { return run(language_.lex_fn, from, lex_state); }
  // The same for keywords.
  bool run_keywords(size_t from) { return run(language_.keyword_lex_fn, from, 0); }

  // Of the token that was found; bytes.
  TSSymbol symbol() const { return TSLexer::result_symbol; }
  uint32_t begin() const { return static_cast<uint32_t>(begin_); }
  uint32_t end() const { return static_cast<uint32_t>(token_end_); }
  // Of the first character behind the white space.
  uint32_t size_at_begin() const;

 private:
  bool run(bool (*lex)(TSLexer*, TSStateId), size_t from, TSStateId state);
  void step(bool skip);
  void load();

  const TSLanguage& language_;
  std::string_view text_;
  size_t at_ = 0, begin_ = 0, token_end_ = 0;
  uint32_t size_ = 0;
};

}  // namespace escapement::grammar
