// Whether bytes are text that needs no special care.
#pragma once

#include <string_view>

namespace escapement::grammar {

// Valid UTF-8 (Unicode 15, table 3-7) without NUL that starts with no byte order mark.
bool is_plain_text(std::string_view text);

}  // namespace escapement::grammar
