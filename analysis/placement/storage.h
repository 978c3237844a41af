// Where the storage of an allocating expression is when the program runs, given what escape analysis decided.
// The two differ: what "does not escape" may still be on the heap (a map's ninth entry), and what "escapes"
// may need no storage at all (a constant, a byte).
//
// Rules: cmd/compile/internal/walk (convert.go, complit.go, builtin.go, order.go),
// cmd/compile/internal/ssagen (append), runtime/iface.go (convT…), runtime/string.go (buffers). Sizes are
// those of 64-bit machines.
#pragma once

#include <string>

#include "analysis/placement/sites.h"

namespace escapement::placement {

struct Storage {
  Segment segment = Segment::Unknown;
  std::string condition;  // what changes the segment at run time, to follow the hint: "beyond 32 B on the
                          // heap"; empty: nothing
  std::string note;       // a sentence for the table where the segment alone would surprise
  Size size;
  bool has_pointers = false;
};

// `location` is one of an expression (Location::node).
Storage storage_of(Analysis& a, const escape::UnitResult& result, const escape::Location& location);

}  // namespace escapement::placement
