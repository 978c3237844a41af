#include "grammar/generated_lexer.h"

namespace escapement::grammar {
namespace {

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

}  // namespace

GeneratedLexer::GeneratedLexer(const TSLanguage& language, std::string_view text) : TSLexer{}, language_(language), text_(text) {
  using Self = GeneratedLexer;
  TSLexer::advance = [](TSLexer* self, bool skip) { static_cast<Self*>(self)->step(skip); };
  TSLexer::mark_end = [](TSLexer* self) { static_cast<Self*>(self)->token_end_ = static_cast<Self*>(self)->at_; };
  TSLexer::eof = [](const TSLexer* self) { return static_cast<const Self*>(self)->at_ >= static_cast<const Self*>(self)->text_.size(); };
  TSLexer::get_column = [](TSLexer*) { return uint32_t{0}; };
  TSLexer::is_at_included_range_start = [](const TSLexer*) { return false; };
}

bool GeneratedLexer::run(bool (*lex)(TSLexer*, TSStateId), size_t from, TSStateId state) {
  at_ = begin_ = token_end_ = from;
  load();
  constexpr int32_t kByteOrderMark = 0xFEFF;
  if (from == 0 && TSLexer::lookahead == kByteOrderMark) step(true);
  return lex(this, state);
}

void GeneratedLexer::step(bool skip) {
  at_ += size_;
  if (skip) begin_ = at_;
  load();
}

void GeneratedLexer::load() {
  Character c = character_at(text_, at_);
  TSLexer::lookahead = c.value;
  size_ = c.size;
}

uint32_t GeneratedLexer::size_at_begin() const { return character_at(text_, begin_).size; }

}  // namespace escapement::grammar
