#include "grammar/fast_lexer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "grammar/generated_lexer.h"

namespace escapement::grammar {
namespace {

constexpr std::string_view kOperators[] = {
    "(",  ")",  "[",  "]",   "{", "}",  ",",  ";", ":",  ":=", ".",   "...", "~",  "!",  "!=", "=",
    "==", "+",  "+=", "++",  "-", "-=", "--", "*", "*=", "/",  "/=",  "%",   "%=", "^",  "^=", "&",
    "&&", "&=", "&^", "&^=", "|", "||", "|=", "<", "<=", "<<", "<<=", "<-",  ">",  ">=", ">>", ">>="};
static_assert(std::size(kOperators) <= 64, "they are bits of a LexMode");

constexpr std::string_view kKeywords[] = {
    "break", "case",   "chan",      "const", "continue", "default", "defer",  "else",   "fallthrough", "for",    "func", "go",  "goto",
    "if",    "import", "interface", "map",   "package",  "range",   "return", "select", "struct",      "switch", "type", "var",
};

constexpr size_t kKeywordSlots = 128;
constexpr size_t kShortestKeyword = 2, kLongestKeyword = 11;

// Tells all keywords apart: by their length and first two characters.
constexpr size_t hash_of(const char* word, size_t size) {
  auto byte = [&](size_t i) { return static_cast<size_t>(static_cast<unsigned char>(word[i])); };
  return (byte(0) + byte(1) * 4 + size * 8) % kKeywordSlots;
}

consteval bool keywords_have_own_slots() {
  std::array<bool, kKeywordSlots> taken{};
  for (std::string_view word : kKeywords) {
    bool& slot = taken[hash_of(word.data(), word.size())];
    if (slot) return false;
    slot = true;
  }
  return true;
}
static_assert(keywords_have_own_slots());

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '_'; }
char lower(char c) { return static_cast<char>(c | 0x20); }

}  // namespace

// ---------------------------------------------------------------- Tables

TokenTables::TokenTables(const TSLanguage& language) : word_(language.keyword_capture_token) {
  keywords_.resize(kKeywordSlots);
  for (std::string_view word : kKeywords) {
    GeneratedLexer lexer(language, word);
    if (lexer.run_keywords(0) && lexer.end() == word.size())
      keywords_[hash_of(word.data(), word.size())] = {std::string(word), lexer.symbol()};
  }
  first_operator_.resize(257);
  for (unsigned first = 0; first < 256; ++first) {
    first_operator_[first] = static_cast<uint16_t>(operators_.size());
    for (size_t size = 3; size > 0; --size)
      for (size_t i = 0; i < std::size(kOperators); ++i) {
        std::string_view text = kOperators[i];
        if (static_cast<unsigned char>(text[0]) != first || text.size() != size) continue;
        GeneratedLexer lexer(language, text);
        TSSymbol symbol = lexer.run(0, 0) && lexer.end() == size ? lexer.symbol() : TSSymbol{0};
        operators_.push_back(
            {size > 1 ? text[1] : '\0', size > 2 ? text[2] : '\0', static_cast<uint8_t>(size), static_cast<uint8_t>(i), symbol});
      }
  }
  first_operator_[256] = static_cast<uint16_t>(operators_.size());
  // Tokens without a name of their own are operators and keywords.
  for (TSSymbol s = 1; s < language.token_count; ++s)
    complete_ &= language.symbol_metadata[s].named || !language.symbol_metadata[s].visible || knows(s);
  std::vector<TSStateId> lex_states;
  for (uint32_t state = 0; state < language.state_count; ++state) {
    TSStateId lex_state = language.lex_modes[state].lex_state;
    auto it = std::ranges::find(lex_states, lex_state);
    mode_of_state_.push_back(static_cast<uint8_t>(it - lex_states.begin()));
    if (it != lex_states.end()) continue;
    lex_states.push_back(lex_state);
    modes_.push_back(probe(language, lex_state));
  }
}

bool TokenTables::knows(TSSymbol symbol) const {
  auto is_it = [&](const auto& token) { return token.symbol == symbol; };
  return std::ranges::any_of(operators_, is_it) || std::ranges::any_of(keywords_, is_it);
}

// Asks the generated lexer for one token of each kind.
LexMode TokenTables::probe(const TSLanguage& language, TSStateId lex_state) {
  auto symbol_of = [&](std::string_view text) -> TSSymbol {
    GeneratedLexer lexer(language, text);
    return lexer.run(0, lex_state) && lexer.begin() == 0 && lexer.end() == text.size() ? lexer.symbol() : TSSymbol{0};
  };
  LexMode mode;
  for (const Operator& op : operators_)
    if (op.symbol != 0 && symbol_of(kOperators[op.number]) == op.symbol) mode.operators |= uint64_t{1} << op.number;
  mode.words = symbol_of("a") == word_;
  mode.number = symbol_of("1");
  mode.rune = symbol_of("'a'");
  mode.interpreted_string = symbol_of("\"a\"");
  mode.raw_string = symbol_of("`a`");
  mode.newline = symbol_of("\n\n");
  mode.comment = symbol_of("//a");
  mode.lines_comment = symbol_of("/*\n*/");
  GeneratedLexer at_end(language, "");
  mode.at_end_of_text = at_end.run(0, lex_state);
  mode.end_of_text = mode.at_end_of_text ? at_end.symbol() : TSSymbol{0};
  return mode;
}

TSSymbol TokenTables::keyword(const char* word, size_t size) const {
  if (size < kShortestKeyword || size > kLongestKeyword || *word < 'a') return 0;
  const Keyword& candidate = keywords_[hash_of(word, size)];
  return candidate.text == std::string_view(word, size) ? candidate.symbol : TSSymbol{0};
}

// ---------------------------------------------------------------- Tokens

// 0 for a comment between tokens.
TSSymbol FastLexer::comment(const LexMode& mode) {
  auto rest = static_cast<size_t>(end_ - at_);
  bool lines = false;
  if (at_[1] == '/') {
    const void* newline = std::memchr(at_, '\n', rest);
    at_ = newline != nullptr ? static_cast<const char*>(newline) : end_;
  } else {
    size_t close = std::string_view(at_, rest).find("*/", 2);
    if (close == std::string_view::npos) return token(mode);
    lines = std::memchr(at_, '\n', close) != nullptr;
    at_ += close + 2;
  }
  comments_.push_back({token_begin(), token_end()});
  TSSymbol symbol = lines ? mode.lines_comment : mode.comment;
  if (symbol == 0) return kNoToken;
  if (symbol != mode.comment) return symbol;
  newline_before_ |= lines;
  ++comments_before_;
  return 0;
}

TSSymbol FastLexer::token(const LexMode& mode) {
  char c = *at_;
  if (c == '"') return quoted('"', mode.interpreted_string);
  if (c == '\'') return quoted('\'', mode.rune);
  if (c == '`') return raw_string(mode);
  if (kind_of(c) == CharacterKind::Digit || (c == '.' && mode.number != 0 && kind_of(at_[1]) == CharacterKind::Digit)) return number(mode);
  if (c == '\0') {
    if (at_ != end_ || !mode.at_end_of_text) return kNoToken;
    return mode.end_of_text;
  }
  return operators(mode);
}

// The longest of those that may stand here.
TSSymbol FastLexer::operators(const LexMode& mode) {
  for (const TokenTables::Operator& op : tables_.operators(static_cast<unsigned char>(*at_))) {
    if ((mode.operators >> op.number & 1) == 0) continue;
    if (op.size > 1 && (at_[1] != op.second || (op.size > 2 && at_[2] != op.third))) continue;
    at_ += op.size;
    return op.symbol;
  }
  return kNoToken;
}

TSSymbol FastLexer::quoted(char quote, TSSymbol symbol) {
  for (++at_; at_ != end_ && *at_ != '\n'; ++at_) {
    if (*at_ == quote) {
      ++at_;
      return symbol != 0 ? symbol : kNoToken;
    }
    if (*at_ == '\\' && at_[1] != '\n' && at_ + 1 != end_) ++at_;
  }
  return kNoToken;
}

TSSymbol FastLexer::raw_string(const LexMode& mode) {
  const void* close = std::memchr(at_ + 1, '`', static_cast<size_t>(end_ - at_ - 1));
  if (close == nullptr || mode.raw_string == 0) return kNoToken;
  at_ = static_cast<const char*>(close) + 1;
  return mode.raw_string;
}

void FastLexer::skip_digits() {
  while (kind_of(*at_) == CharacterKind::Digit || *at_ == '_') ++at_;
}

// Malformed numbers too: the extents are those of the grammar's expressions.
TSSymbol FastLexer::number(const LexMode& mode) {
  bool hexadecimal = *at_ == '0' && lower(at_[1]) == 'x';
  char base = lower(at_[1]);
  if (hexadecimal || (*at_ == '0' && (base == 'b' || base == 'o'))) at_ += 2;
  auto digits = [&] {
    if (hexadecimal)
      while (is_hex_digit(*at_)) ++at_;
    else
      skip_digits();
  };
  digits();
  if (*at_ == '.') ++at_, digits();
  if (char e = lower(*at_); e == 'p' || (e == 'e' && !hexadecimal)) {
    ++at_;
    if (*at_ == '+' || *at_ == '-') ++at_;
    skip_digits();
  }
  if (*at_ == 'i') ++at_;
  return mode.number != 0 ? mode.number : kNoToken;
}

}  // namespace escapement::grammar
