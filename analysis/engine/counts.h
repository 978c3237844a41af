// What the engine did, and how often it took the slow way: `--stats` and the tests read it.
#pragma once

#include <atomic>
#include <cstdint>

namespace escapement::engine {

struct Counts {
  using Count = std::atomic<uint64_t>;
  Count analyses = 0;                  // that were asked for and not there
  Count snapshots_reused = 0;          // answers that were there
  Count cancelled = 0;                 // that somebody did not wait for any more
  Count packages_updated = 0;          // open packages of which only the bodies that changed were checked again
  Count programs = 0;                  // times that all that editors have open was compiled anew
  Count packages_compiled = 0;         // open packages compiled as a whole
  Count functions_compiled_again = 0;  // of open packages, by themselves after an edit
  Count overtaken = 0;                 // analyses given up for newer texts
  Count files_parsed = 0;              // from the first byte
  Count files_reparsed = 0;            // from the edits
  Count files_reused = 0;              // text unchanged: the tree was kept
  Count parse_fallbacks = 0;           // a reparse whose text did not match; parsed from the first byte
  Count declarations = 0;              // of all parsed and reparsed files
  Count declarations_reused = 0;       // those of them that kept their tree
};

}  // namespace escapement::engine
