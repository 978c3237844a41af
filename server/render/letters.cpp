#include "server/render/letters.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace escapement::render {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Blocks whose letters are wide or full width (EastAsianWidth.txt, W and F), sorted.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x274c, 0x274c},
    {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18aff},
    {0x1b000, 0x1b2ff}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
    {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3e0, 0x1f3f0}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f4fc}, {0x1f4ff, 0x1f53d},
    {0x1f550, 0x1f567}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

// Marks that combine with the letter before, joiners, variation selectors (general categories Mn, Me, Cf), sorted.
constexpr Range kCombining[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0e31, 0x0e31},
    {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e},
    {0x2060, 0x2064}, {0x20d0, 0x20f0}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

template <size_t N>
bool is_in(const Range (&ranges)[N], char32_t letter) {
  auto const it = std::ranges::lower_bound(ranges, letter, {}, &Range::last);
  return it != std::end(ranges) && it->first <= letter;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

constexpr Letter kInvalid{1, 1, false};

}  // namespace

Letter first_letter(std::string_view text) {
  auto const first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {};
  size_t const bytes = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (bytes == 0 || bytes > text.size()) return kInvalid;
  char32_t letter = first & (0x7fU >> bytes);
  for (char byte : text.substr(1, bytes - 1)) {
    if (!is_continuation(byte)) return kInvalid;
    letter = letter << 6 | (static_cast<unsigned char>(byte) & 0x3fU);
  }
  static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  bool const surrogate = letter >= 0xd800 && letter <= 0xdfff;
  if (letter < kLeast[bytes] || letter > 0x10ffff || surrogate) return kInvalid;
  if (is_in(kCombining, letter)) return {bytes, 0};
  return {bytes, is_in(kWide, letter) ? size_t{2} : size_t{1}};
}

}  // namespace escapement::render
