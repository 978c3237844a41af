// The generated parser's tables, for the code of this folder. TSLanguage is declared by the generated parser's own header
// (src/tree_sitter/parser.h), so this asks nothing of the runtime.
#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <vector>

// Newer runtimes declare this in api.h, and the generated header then relies on it.
typedef uint16_t TSStateId;
#include "grammar/src/tree_sitter/parser.h"

namespace escapement::grammar {

// The generator numbers the states so: 0 is for error recovery.
inline constexpr TSStateId kStartState = 1;

// The one action of an entry of a table in which nothing forks; null if there is none. Shifts marked `repetition` only help
// the incremental parser.
inline const TSParseAction* only_action(const TSParseActionEntry* entry) {
  for (uint8_t i = 0; i < entry->entry.count; ++i) {
    const TSParseAction& a = entry[1 + i].action;
    if (a.type == TSParseActionTypeRecover || (a.type == TSParseActionTypeShift && a.shift.repetition)) continue;
    return &a;
  }
  return nullptr;
}

// Where in `parse_actions` of language() entries start that tokens lead to: all in their order, but for the one that refuses.
const std::vector<uint16_t>& action_entries();

}  // namespace escapement::grammar
