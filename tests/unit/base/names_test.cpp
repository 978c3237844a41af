#include "analysis/base/names.h"

#include <catch2/catch.hpp>
#include <string>

using escapement::base::NameTable;

TEST_CASE("a name interned twice has one id, and its text never moves") {
  NameTable names;
  auto const count = names.intern("count");
  const char* data = names.text(count).data();
  for (int i = 0; i < 100000; ++i) names.intern("name" + std::to_string(i));
  CHECK(names.intern("count") == count);
  CHECK(names.text(count).data() == data);
  CHECK(names.text(names.intern("")).empty());
  CHECK(names.intern("a") != names.intern("b"));
}
