// gc's flags of `escapement check --gc-flags`.
#include <catch2/catch.hpp>

#include "server/cli/gc_flags.h"

using escapement::cli::parse_gc_flags;

TEST_CASE("without flags all is as gc has it by default") {
  auto const none = parse_gc_flags("  ");
  REQUIRE(none);
  CHECK((none->level == 0 && none->package_path.empty() && none->flags.zero_copy));
  CHECK_FALSE((none->flags.no_inlining || none->flags.no_optimisation || none->flags.small_frames || none->flags.check_pointers));
}

TEST_CASE("flags that count add up, or are told") {
  CHECK(parse_gc_flags("-m -m")->level == 2);
  CHECK(parse_gc_flags("-m=2")->level == 2);
  CHECK(parse_gc_flags("-l")->flags.no_inlining);
  CHECK_FALSE(parse_gc_flags("-l -l")->flags.no_inlining);
  CHECK(parse_gc_flags("-l=4")->flags.cheap_calls);
  CHECK_FALSE(parse_gc_flags("-l=4")->flags.no_inlining);
}

TEST_CASE("flags and settings are taken") {
  auto const told = parse_gc_flags("-N -smallframes -d=escapemutationscalls,zerocopy=0,checkptr=1,inlfuncswithclosures=1 -p=a/b -std");
  REQUIRE(told);
  CHECK((told->flags.no_optimisation && told->flags.small_frames && told->flags.tell_mutations && told->flags.check_pointers));
  CHECK_FALSE(told->flags.zero_copy);
  CHECK(told->package_path == "a/b");
}

TEST_CASE("the runtime is compiled optimised and unchecked") {
  auto const told = parse_gc_flags("-N -d=checkptr -+");
  REQUIRE(told);
  CHECK_FALSE((told->flags.no_optimisation || told->flags.check_pointers));
}

TEST_CASE("what is not simulated is refused, and named") {
  for (const char* text :
       {"-live", "-race", "x", "-d=ssa/check/on", "-d=checkptr=2", "-d=inlfuncswithclosures=0", "-m=x", "-l=9", "-N=2", "-p", "-p="}) {
    CAPTURE(text);
    auto const refused = parse_gc_flags(std::string("-m ") + text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().starts_with(text));
  }
}
