// What the engine did, and how often it took the slow way: `--stats` and the tests read it.
#pragma once

#include <atomic>
#include <cstdint>

namespace escapement::engine {

struct Counts {
  using Count = std::atomic<uint64_t>;
  Count analyses = 0;                 // packages checked, lowered, solved
  Count snapshots_reused = 0;         // answers whose inputs had not changed
  Count cancelled = 0;                // analyses given up for a stop request
  Count packages_updated = 0;         // analyses that checked only the bodies that changed
  Count inlining_programs = 0;        // times that all that editors have open was compiled anew
  Count packages_inlined = 0;         // open packages compiled as a whole
  Count functions_inlined_again = 0;  // of open packages, by themselves after an edit
  Count inlining_cancelled = 0;
  Count programs = 0;             // times the imported packages were read anew
  Count files_parsed = 0;         // from the first byte
  Count files_reparsed = 0;       // from the edits
  Count files_reused = 0;         // text unchanged: the tree was kept
  Count parse_fallbacks = 0;      // a reparse whose text did not match; parsed from the first byte
  Count declarations = 0;         // of all parsed and reparsed files
  Count declarations_reused = 0;  // those of them that kept their tree
};

}  // namespace escapement::engine
