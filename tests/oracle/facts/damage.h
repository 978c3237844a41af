// What becomes of facts of which a byte is wrong.
#pragma once

#include <string>

#include "tests/oracle/facts/build.h"

namespace escapement::test {

struct Damaged {
  size_t tried = 0;
  size_t believed = 0;  // though the hash tells
  // With a hash that fits: refused for what stands in them, refused because the program has no such things, taken for facts of something else.
  size_t broken = 0, unknown = 0, taken = 0;
};

// Reads the facts of a package with each byte changed and with each end cut off, as they are and with a length and a hash that fit. What is taken is
// printed, so that all of it is looked at.
Damaged read_damaged(Build& build, check::Package& package, const std::string& bytes, const facts::Target& target);

}  // namespace escapement::test
