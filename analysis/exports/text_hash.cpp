#include "analysis/exports/text_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace escapement::exports {

uint64_t text_hash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace escapement::exports
