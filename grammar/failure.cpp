#include "grammar/failure.h"

#include <algorithm>

#include "grammar/language.h"

// Newer runtimes declare this in api.h, and the generated header then relies on it.
typedef uint16_t TSStateId;
#include "grammar/src/tree_sitter/parser.h"

namespace escapement::grammar {
namespace {

constexpr TSStateId kStartState = 1;

struct Character {
  int32_t value;  // 0 at the end of the text, -1 for a byte that starts no character
  uint32_t size;
};

Character character_at(std::string_view text, size_t at) {
  if (at >= text.size()) return {0, 0};
  auto byte = [&](size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  uint32_t first = byte(0);
  if (first < 0x80) return {static_cast<int32_t>(first), 1};
  uint32_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (size == 0 || first > 0xF4) return {-1, 1};
  uint32_t value = first & (0x7FU >> size);
  for (uint32_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {-1, 1};
    value = value << 6 | (byte(i) & 0x3F);
  }
  return {static_cast<int32_t>(value), size};
}

struct Token {
  TSSymbol symbol;
  uint32_t begin, end;
  bool is_keyword = false;
};

// What the generated lexer needs of its surroundings. The callbacks get the base class.
class Lexer : TSLexer {
 public:
  Lexer(const TSLanguage& language, std::string_view text) : TSLexer{}, language_(language), text_(text) {
    TSLexer::advance = [](TSLexer* self, bool skip) { static_cast<Lexer*>(self)->step(skip); };
    TSLexer::mark_end = [](TSLexer* self) { static_cast<Lexer*>(self)->token_end_ = static_cast<Lexer*>(self)->at_; };
    TSLexer::eof = [](const TSLexer* self) {
      return static_cast<const Lexer*>(self)->at_ >= static_cast<const Lexer*>(self)->text_.size();
    };
    TSLexer::get_column = [](TSLexer*) { return uint32_t{0}; };
    TSLexer::is_at_included_range_start = [](const TSLexer*) { return false; };
  }

  // The token at `from` in a parser state. A word is a keyword only where the state can use that keyword.
  Token next(size_t from, TSStateId state, const auto& can_use) {
    // What is no token in this state may be one in another: state 0 knows all.
    if (!run(language_.lex_fn, from, language_.lex_modes[state].lex_state) &&
        !run(language_.lex_fn, from, language_.lex_modes[0].lex_state))
      return {Failure::kNoToken, begin(), begin() + size_at_begin()};
    Token token{TSLexer::result_symbol, begin(), static_cast<uint32_t>(token_end_)};
    if (token.symbol != language_.keyword_capture_token) return token;
    if (run(language_.keyword_lex_fn, token.begin, 0) && token_end_ == token.end && can_use(TSLexer::result_symbol))
      token.symbol = TSLexer::result_symbol, token.is_keyword = true;
    return token;
  }

 private:
  bool run(bool (*lex)(TSLexer*, TSStateId), size_t from, TSStateId state) {
    at_ = begin_ = token_end_ = from;
    load();
    constexpr int32_t kByteOrderMark = 0xFEFF;
    if (from == 0 && TSLexer::lookahead == kByteOrderMark) step(true);
    return lex(this, state);
  }
  void step(bool skip) {
    at_ += size_;
    if (skip) begin_ = at_;
    load();
  }
  void load() {
    Character c = character_at(text_, at_);
    TSLexer::lookahead = c.value;
    size_ = c.size;
  }
  uint32_t begin() const { return static_cast<uint32_t>(begin_); }
  uint32_t size_at_begin() const { return character_at(text_, begin_).size; }

  const TSLanguage& language_;
  std::string_view text_;
  size_t at_ = 0, begin_ = 0, token_end_ = 0;
  uint32_t size_ = 0;
};

// The automaton of the dense table: a stack of states.
class Automaton {
 public:
  explicit Automaton(const TSLanguage& language) : language_(language), stack_{kStartState} {}

  TSStateId state() const { return stack_.back(); }

  bool has_action(TSSymbol symbol) const { return action(state(), symbol) != nullptr; }

  enum class Step { Shifted, ShiftedExtra, Accepted, Refused };

  Step feed(TSSymbol symbol) {
    for (;;) {
      const TSParseAction* a = action(state(), symbol);
      if (a == nullptr) return Step::Refused;
      if (a->type == TSParseActionTypeAccept) return Step::Accepted;
      if (a->type == TSParseActionTypeShift) {
        if (a->shift.extra) return Step::ShiftedExtra;
        stack_.push_back(a->shift.state);
        return Step::Shifted;
      }
      stack_.resize(stack_.size() - a->reduce.child_count);
      stack_.push_back(value(state(), a->reduce.symbol));
    }
  }

  // Whether a token could come next. The lists of a state alone say too much: a reduction may lead to a state
  // without use for it.
  bool accepts(TSSymbol symbol) const {
    std::vector<TSStateId> top;  // replaces the end of the stack
    size_t below = stack_.size();
    auto current = [&] { return top.empty() ? stack_[below - 1] : top.back(); };
    for (;;) {
      const TSParseAction* a = action(current(), symbol);
      if (a == nullptr) return false;
      if (a->type != TSParseActionTypeReduce) return true;
      size_t pops = a->reduce.child_count;
      size_t from_top = std::min(pops, top.size());
      top.resize(top.size() - from_top);
      below -= pops - from_top;
      top.push_back(value(current(), a->reduce.symbol));
    }
  }

 private:
  uint16_t value(TSStateId state, TSSymbol symbol) const { return language_.parse_table[size_t{state} * language_.symbol_count + symbol]; }

  // The one action for a token; null if there is none. Shifts marked `repetition` only help the incremental
  // parser.
  const TSParseAction* action(TSStateId state, TSSymbol symbol) const {
    const TSParseActionEntry* entry = &language_.parse_actions[value(state, symbol)];
    for (uint8_t i = 0; i < entry->entry.count; ++i) {
      const TSParseAction& a = entry[1 + i].action;
      if (a.type == TSParseActionTypeRecover || (a.type == TSParseActionTypeShift && a.shift.repetition)) continue;
      return &a;
    }
    return nullptr;
  }

  const TSLanguage& language_;
  std::vector<TSStateId> stack_;
};

}  // namespace

std::optional<Failure> first_failure(std::string_view text) { return examine(text).failure; }

Examination examine(std::string_view text) {
  const TSLanguage& language = *grammar::language();
  Lexer lexer(language, text);
  Automaton automaton(language);
  Examination result;
  uint32_t comments = 0;
  for (size_t at = 0;; ++result.tokens) {
    Token token = lexer.next(at, automaton.state(), [&](TSSymbol keyword) { return automaton.has_action(keyword); });
    auto step = token.symbol == Failure::kNoToken ? Automaton::Step::Refused : automaton.feed(token.symbol);
    // As the runtime has it, a keyword that turns out to fit nowhere is a word.
    if (step == Automaton::Step::Refused && token.is_keyword) step = automaton.feed(language.keyword_capture_token);
    comments = step == Automaton::Step::ShiftedExtra ? comments + 1 : 0;
    result.comments_in_row = std::max(result.comments_in_row, comments);
    if (step == Automaton::Step::Accepted) return result;
    if (step != Automaton::Step::Refused) {
      at = token.end;
      continue;
    }
    result.failure = Failure{token.begin, token.end, token.symbol, {}};
    for (TSSymbol s = 0; s < language.token_count; ++s)
      if (automaton.accepts(s)) result.failure->expected.push_back(s);
    return result;
  }
}

}  // namespace escapement::grammar
