// How UTF-8 text takes up columns of a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace escapement::render {

// The first code point of a text.
struct Letter {
  size_t bytes = 1;
  size_t columns = 1;  // 0: it combines with the one before; 2: East Asian wide, emoji (Unicode Standard Annex 11)
  bool valid = true;   // false: no UTF-8; it is one byte
};
Letter first_letter(std::string_view text);  // of a text that is not empty

}  // namespace escapement::render
