#include "grammar/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace escapement::grammar {
namespace {

// The size of the character at text[i], 0 if there is none. What the second byte may be depends on the first.
size_t character_size(std::string_view text, size_t i) {
  auto byte = [&](size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
  unsigned first = byte(0);
  size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (size_t k = 2; k < size; ++k)
    if ((byte(k) & 0xC0) != 0x80) return 0;
  return size;
}

}  // namespace

bool is_plain_text(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos) return false;
  for (size_t i = 0; i < text.size();) {
    constexpr uint64_t kHighBits = 0x8080808080808080;
    if (uint64_t word = 0; i + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & kHighBits) == 0) {
        i += sizeof word;
        continue;
      }
    }
    size_t size = static_cast<unsigned char>(text[i]) < 0x80 ? 1 : character_size(text, i);
    if (size == 0) return false;
    i += size;
  }
  return true;
}

}  // namespace escapement::grammar
