// FILE:LINE[:COL] of `escapement explain`.
#include <catch2/catch.hpp>

#include "server/cli/place.h"

using escapement::cli::parse_place;

TEST_CASE("a place is a file, a line, and maybe a column") {
  auto const line = parse_place("a.go:12");
  REQUIRE(line);
  CHECK((line->path == "a.go" && line->at.line == 12 && line->at.column == 0));
  auto const column = parse_place("dir/a.go:12:3");
  REQUIRE(column);
  CHECK((column->path == "dir/a.go" && column->at.line == 12 && column->at.column == 3));
}

TEST_CASE("a path may hold colons") {
  auto const place = parse_place("a:b.go:7");
  REQUIRE(place);
  CHECK((place->path == "a:b.go" && place->at.line == 7 && place->at.column == 0));
}

TEST_CASE("anything else is no place") {
  for (const char* text : {"", ":", "a.go", "a.go:", "a.go:x", "a.go:0", ":3", ":3:4", "a.go:-1", "a.go:99999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_place(text));
  }
}
