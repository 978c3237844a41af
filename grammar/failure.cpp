#include "grammar/failure.h"

#include <algorithm>

#include "grammar/generated_lexer.h"
#include "grammar/language.h"
#include "grammar/tables.h"

namespace escapement::grammar {
namespace {

struct Token {
  TSSymbol symbol;
  uint32_t begin, end;
  bool is_keyword = false;
};

class Lexer {
 public:
  Lexer(const TSLanguage& language, std::string_view text) : language_(language), lexer_(language, text) {}

  // The token at `from` in a parser state. A word is a keyword only where the state can use that keyword.
  Token next(size_t from, TSStateId state, const auto& can_use) {
    // What is no token in this state may be one in another: state 0 knows all.
    if (!lexer_.run(from, language_.lex_modes[state].lex_state) && !lexer_.run(from, language_.lex_modes[0].lex_state))
      return {Failure::kNoToken, lexer_.begin(), lexer_.begin() + lexer_.size_at_begin()};
    Token token{lexer_.symbol(), lexer_.begin(), lexer_.end()};
    if (token.symbol != language_.keyword_capture_token) return token;
    if (lexer_.run_keywords(token.begin) && lexer_.end() == token.end && can_use(lexer_.symbol()))
      token.symbol = lexer_.symbol(), token.is_keyword = true;
    return token;
  }

 private:
  const TSLanguage& language_;
  GeneratedLexer lexer_;
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

  // The one action for a token; null if there is none.
  const TSParseAction* action(TSStateId state, TSSymbol symbol) const {
    return only_action(&language_.parse_actions[value(state, symbol)]);
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
