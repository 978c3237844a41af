// Tells whether a file has the text that facts were written for.
#pragma once

#include <cstdint>
#include <string_view>

namespace escapement::exports {

uint64_t text_hash(std::string_view text);  // XXH3

}  // namespace escapement::exports
