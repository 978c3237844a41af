// Lays out the generated parse table densely. The generator keeps most states as short lists that the runtime searches
// linearly for each look-up; as one row per state a look-up is one load.
#include "grammar/language.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "grammar/tables.h"

extern "C" const TSLanguage* tree_sitter_go(void);

namespace escapement::grammar {
namespace {

// A small state's entry: a count of groups, then per group a value, a count of symbols, and the symbols that have the value.
void expand(const uint16_t* entry, uint16_t* row) {
  uint16_t groups = *entry++;
  for (uint16_t g = 0; g < groups; ++g) {
    uint16_t value = *entry++;
    uint16_t symbols = *entry++;
    for (uint16_t s = 0; s < symbols; ++s) row[*entry++] = value;
  }
}

struct DenseLanguage {
  std::vector<uint16_t> table;
  std::vector<uint16_t> entries;
  TSLanguage language;

  explicit DenseLanguage(const TSLanguage& sparse) : language(sparse) {
    const size_t width = sparse.symbol_count;
    table.assign(width * sparse.state_count, 0);
    std::copy_n(sparse.parse_table, width * sparse.large_state_count, table.begin());
    for (uint32_t state = sparse.large_state_count; state < sparse.state_count; ++state)
      expand(sparse.small_parse_table + sparse.small_parse_table_map[state - sparse.large_state_count], table.data() + width * state);
    language.parse_table = table.data();
    language.large_state_count = sparse.state_count;
    find_entries();
  }

 private:
  // Entries follow each other; the largest number in the columns of tokens is the last.
  void find_entries() {
    uint16_t last = 0;
    for (uint32_t state = 0; state < language.state_count; ++state) {
      const uint16_t* row = table.data() + size_t{state} * language.symbol_count;
      last = std::max(last, *std::max_element(row, row + language.token_count));
    }
    for (uint32_t i = 1; i <= last; i += 1U + language.parse_actions[i].entry.count) entries.push_back(static_cast<uint16_t>(i));
  }
};

const DenseLanguage& dense_language() {
  static const DenseLanguage dense(*tree_sitter_go());
  return dense;
}

}  // namespace

const TSLanguage* language() { return &dense_language().language; }

const std::vector<uint16_t>& action_entries() { return dense_language().entries; }

}  // namespace escapement::grammar
