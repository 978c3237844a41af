#include "analysis/source/import_path.h"

#include <catch2/catch.hpp>

using namespace escapement::source;

TEST_CASE("a wildcard matches any text, but not into vendor folders") {
  CHECK(ImportPattern("net/...").matches("net"));
  CHECK(ImportPattern("net/...").matches("net/http"));
  CHECK_FALSE(ImportPattern("net/...").matches("netip"));
  CHECK(ImportPattern("net...").matches("netip"));
  CHECK(ImportPattern("...").matches("a/b/c"));
  CHECK(ImportPattern(".../http").matches("net/http"));
  CHECK(ImportPattern("x/.../y/...").matches("x/a/y/b"));
  CHECK_FALSE(ImportPattern("./...").matches("./vendor/a"));
  CHECK(ImportPattern("./vendor/...").matches("./vendor/a"));
  CHECK(ImportPattern("./vendor/...").matches("./vendor"));
  CHECK(ImportPattern("cmd/...").matches("cmd/vendor"));  // a command of that name
  CHECK_FALSE(ImportPattern("cmd/...").matches("cmd/vendor/a"));
}

TEST_CASE("a tree is searched only where the pattern can match") {
  CHECK(ImportPattern("a/b/...").can_match_below("a"));
  CHECK(ImportPattern("a/b/...").can_match_below("a/b/c"));
  CHECK_FALSE(ImportPattern("a/b/...").can_match_below("b"));
  CHECK(ImportPattern("a...").can_match_below("ab/c"));
}

TEST_CASE("import paths have well-formed elements") {
  for (const char* good : {"fmt", "example.com/a-b_c~d", "example.com/m/v2", "C++"}) CHECK_FALSE(import_path_fault(good));
  for (const char* bad :
       {"", "-x", "a//b", "a/", "a/./b", "a/../b", "a b", "a/b.", "a/con", "a/nul.go", "a/foo~1", "a\\b", "a:b", "\xff"}) {
    INFO(bad);
    CHECK(import_path_fault(bad));
  }
}

TEST_CASE("internal and vendor elements") {
  CHECK(parent_of_internal("a/internal/b") == "a");
  CHECK(parent_of_internal("a/internal/b/internal") == "a/internal/b");
  CHECK(parent_of_internal("internal/abi") == "");
  CHECK_FALSE(parent_of_internal("a/internals"));
  CHECK(behind_vendor("a/vendor/b/c") == 9);
  CHECK(behind_vendor("vendor/b") == 7);
  CHECK_FALSE(behind_vendor("a/vendor"));
}

TEST_CASE("capitals are escaped in the module cache") {
  CHECK(escape_module_path("github.com/Azure/azure-SDK") == "github.com/!azure/azure-!s!d!k");
}
