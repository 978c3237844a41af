// Flags of gc that change what it decides about a package (cmd/compile/internal/base, flag.go). Packages that are imported have none.
#pragma once

namespace escapement::ir {

struct GcFlags {
  bool no_inlining = false;      // -l
  bool cheap_calls = false;      // -l=4: calls that are not inlined cost next to nothing
  bool no_optimisation = false;  // -N: dead locals stay, and appending a make makes it
  bool small_frames = false;     // -smallframes: less is too large for the stack
  bool check_pointers = false;   // -d=checkptr: what would not be checked is not inlined
  bool tell_mutations = false;   // -d=escapemutationscalls: lines about what parameters point to and who changes or calls it
  bool zero_copy = true;         // -d=zerocopy: conversions to []byte may share the bytes of their strings
};

}  // namespace escapement::ir
