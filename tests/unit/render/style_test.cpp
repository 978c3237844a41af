// Terminal text: widths, wrapping, what can be printed.
#include <catch2/catch.hpp>

#include "server/render/style.h"

using namespace escapement::render;
using Lines = std::vector<std::string>;

TEST_CASE("width is counted in columns, not bytes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é·─▶") == 4);
  CHECK(padded("é", 3) == "é  ");
  CHECK(padded("long", 2) == "long");
}

TEST_CASE("East Asian letters and emoji take two columns, marks that combine none") {
  CHECK(display_width("日本") == 4);
  CHECK(display_width("😀") == 2);
  CHECK(display_width("e\u0301") == 1);
  CHECK(shortened("日本語", 4) == "日…");
  CHECK(wrapped("日本語", 4) == Lines{"日本", "語"});
}

TEST_CASE("shortened cuts at a letter and says so") {
  CHECK(shortened("abcdef", 6) == "abcdef");
  CHECK(shortened("abcdef", 4) == "abc…");
  CHECK(shortened("ééé", 2) == "é…");
  CHECK(shortened("abc", 0).empty());
}

TEST_CASE("wrapped breaks between words, and words that are too long") {
  CHECK(wrapped("", 5) == Lines{""});
  CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrapped("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  for (const std::string& line : wrapped("a sentence with waytoolongwords inside", 6)) CHECK(display_width(line) <= 6);
}

TEST_CASE("printable expands tabs and shows what is no text") {
  CHECK(printable("\tx") == "    x");
  CHECK(printable("ab\tx") == "ab  x");
  CHECK(printable("é\tx") == "é   x");
  CHECK(printable(std::string_view("a\0b\x1b", 4)) == "a·b·");
  CHECK(printable("a\xff\xc3") == "a\uFFFD\uFFFD");
  CHECK(printable("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // half of a surrogate pair is no letter
}

TEST_CASE("a message is one line") {
  CHECK(one_line("one\ntwo") == "one …");
  CHECK(one_line("one") == "one");
  CHECK(display_width(one_line(std::string(10000, 'x'))) <= 300);
}
