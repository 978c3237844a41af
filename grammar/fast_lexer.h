// The tokens of the grammar, found by loops written for them instead of the generated lexer's automaton. Which tokens may
// stand in a state is asked of that automaton once, so the two can only disagree about the extent of words, numbers,
// literals and comments; tests hold them together over real and broken files. In a text for which this finds no token the
// other may still find one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "grammar/concrete_tree.h"
#include "grammar/tables.h"

namespace escapement::grammar {

// What may come next, as the generated lexer's state has it.
struct LexMode {
  uint64_t operators = 0;                                                 // a bit for each of FastLexer's operators
  bool words = false;                                                     // also keywords
  TSSymbol number = 0, rune = 0, interpreted_string = 0, raw_string = 0;  // 0: not here
  TSSymbol newline = 0;                                                   // one or more in a row; 0: white space here
  TSSymbol comment = 0;                                                   // a comment within a line
  TSSymbol lines_comment = 0;                                             // a general comment over several lines
  TSSymbol end_of_text = 0;
  bool at_end_of_text = false;  // `end_of_text` may be 0, which is the end itself
};

// What is known of a language, for all texts. Immutable.
class TokenTables {
 public:
  explicit TokenTables(const TSLanguage& language);

  const LexMode& mode(TSStateId state) const { return modes_[mode_of_state_[state]]; }
  TSSymbol word() const { return word_; }
  // Whether the operators and keywords of the grammar are those that are known here.
  bool complete() const { return complete_; }
  // 0 for a word that is no keyword.
  TSSymbol keyword(const char* word, size_t size) const;

  struct Operator {
    char second, third;  // NUL where it is shorter
    uint8_t size;
    uint8_t number;  // of its bit in LexMode
    TSSymbol symbol;
  };
  // The operators that start with a character, longer ones first.
  std::span<const Operator> operators(unsigned char first) const {
    return {operators_.data() + first_operator_[first], operators_.data() + first_operator_[first + 1U]};
  }

 private:
  struct Keyword {
    std::string text;
    TSSymbol symbol = 0;
  };
  LexMode probe(const TSLanguage& language, TSStateId lex_state);
  bool knows(TSSymbol symbol) const;

  std::vector<LexMode> modes_;
  std::vector<uint8_t> mode_of_state_;
  std::vector<Operator> operators_;
  std::vector<uint16_t> first_operator_;
  std::vector<Keyword> keywords_;  // by hash
  TSSymbol word_ = 0;
  bool complete_ = true;
};

class FastLexer {
 public:
  static constexpr TSSymbol kNoToken = UINT16_MAX;

  // The text must outlive this. Comments between tokens, and those that are tokens, are appended to `comments`.
  FastLexer(const TokenTables& tables, const std::string& text, std::vector<ConcreteComment>& comments)
      : tables_(tables), begin_(text.data()), at_(text.data()), end_(text.data() + text.size()), comments_(comments) {}

  // The next token in a state of the parser; `can_use` says of a keyword whether the state has a use for it.
  TSSymbol next(TSStateId state, const auto& can_use);

  // Of the last token; bytes.
  uint32_t token_begin() const { return static_cast<uint32_t>(token_ - begin_); }
  uint32_t token_end() const { return static_cast<uint32_t>(at_ - begin_); }
  bool newline_before() const { return newline_before_; }
  uint32_t comments_before() const { return comments_before_; }

 private:
  TSSymbol comment(const LexMode& mode);
  TSSymbol number(const LexMode& mode);
  TSSymbol quoted(char quote, TSSymbol symbol);
  TSSymbol raw_string(const LexMode& mode);
  TSSymbol operators(const LexMode& mode);
  TSSymbol token(const LexMode& mode);
  void skip_digits();

  const TokenTables& tables_;
  const char* begin_;
  const char* at_;
  const char* end_;
  const char* token_ = nullptr;
  bool newline_before_ = false;
  uint32_t comments_before_ = 0;
  std::vector<ConcreteComment>& comments_;
};

// ---------------------------------------------------------------- Inline: the loop around all tokens

enum class CharacterKind : uint8_t { Other, Blank, Newline, Word, Digit };

// Every byte of a character beyond ASCII counts as part of a word: the texts are valid UTF-8.
constexpr std::array<CharacterKind, 256> character_kinds() {
  std::array<CharacterKind, 256> kinds{};
  for (char c : {' ', '\t', '\r'}) kinds[static_cast<unsigned char>(c)] = CharacterKind::Blank;
  kinds['\n'] = CharacterKind::Newline;
  for (unsigned c = 0; c < 256; ++c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    if (letter) kinds[c] = CharacterKind::Word;
    if (c >= '0' && c <= '9') kinds[c] = CharacterKind::Digit;
  }
  return kinds;
}

inline constexpr std::array<CharacterKind, 256> kCharacterKinds = character_kinds();

inline CharacterKind kind_of(char c) { return kCharacterKinds[static_cast<unsigned char>(c)]; }

inline TSSymbol FastLexer::next(TSStateId state, const auto& can_use) {
  const LexMode& mode = tables_.mode(state);
  newline_before_ = false;
  comments_before_ = 0;
  for (;;) {
    switch (kind_of(*at_)) {
      case CharacterKind::Blank: ++at_; continue;
      case CharacterKind::Newline:
        token_ = at_++;
        if (mode.newline == 0) {
          newline_before_ = true;
          continue;
        }
        // The generator lets a terminator run on over the white space of its own kind.
        while (*at_ == '\n') ++at_;
        return mode.newline;
      case CharacterKind::Word: {
        token_ = at_;
        do ++at_;
        while (kind_of(*at_) >= CharacterKind::Word);
        if (!mode.words) return kNoToken;
        TSSymbol keyword = tables_.keyword(token_, static_cast<size_t>(at_ - token_));
        return keyword != 0 && can_use(keyword) ? keyword : tables_.word();
      }
      default: break;
    }
    token_ = at_;
    if (*at_ != '/' || (at_[1] != '/' && at_[1] != '*')) return token(mode);
    if (TSSymbol symbol = comment(mode); symbol != 0) return symbol;
  }
}

}  // namespace escapement::grammar
