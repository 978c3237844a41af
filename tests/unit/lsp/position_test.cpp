#include "server/lsp/position.h"

#include <catch2/catch.hpp>
#include <string>

#include "analysis/source/source_file.h"
#include "server/lsp/uri.h"

using namespace escapement::lsp;

namespace {
// Two bytes, one unit; four bytes, two UTF-16 units; a line end of two bytes; a lone "\r".
const std::string kText = "a\xC3\xA9z\r\n\xF0\x9F\x98\x80x\n\ny\rz";
}  // namespace

TEST_CASE("offsets and positions agree at every character, in every encoding") {
  auto const starts = escapement::source::line_starts(kText);
  Lines const lines{kText, starts};
  for (Encoding const encoding : {Encoding::Utf8, Encoding::Utf16, Encoding::Utf32}) {
    for (uint32_t offset = 0; offset <= kText.size(); ++offset) {
      bool const inside = offset < kText.size() && (static_cast<unsigned char>(kText[offset]) & 0xC0) == 0x80;
      if (inside || offset == 5) continue;  // 5: between "\r" and "\n"
      Position const position = position_of(lines, offset, encoding);
      CHECK(offset_of(lines, position, encoding) == offset);
      CHECK(offset_of(kText, position, encoding) == offset);
    }
  }
}

TEST_CASE("units of an encoding") {
  auto const starts = escapement::source::line_starts(kText);
  Lines const lines{kText, starts};
  uint32_t const x = 10;
  CHECK(position_of(lines, x, Encoding::Utf8).character == 4);
  CHECK(position_of(lines, x, Encoding::Utf16).character == 2);
  CHECK(position_of(lines, x, Encoding::Utf32).character == 1);
  // Inside the surrogate pair: its beginning. Behind the end of a line: that end, before "\r\n".
  CHECK(offset_of(lines, {1, 1}, Encoding::Utf16) == 6);
  CHECK(offset_of(lines, {0, 99}, Encoding::Utf16) == 4);
  CHECK_FALSE(offset_of(lines, {4, 0}, Encoding::Utf16));
  CHECK_FALSE(offset_of(kText, {4, 0}, Encoding::Utf16));
}

TEST_CASE("file URIs") {
  CHECK(path_of_uri("file:///a%20b/%C3%A9.go") == "/a b/\xC3\xA9.go");
  CHECK(path_of_uri("file://localhost/a.go") == "/a.go");
  CHECK(path_of_uri(uri_of_path("/a b/%25#?.go")) == "/a b/%25#?.go");
  for (const char* none : {"http://a/b", "file://host/a", "/a.go", "file:a", "", "file:///a%00b", "untitled:1"})
    CHECK_FALSE(path_of_uri(none));
}
