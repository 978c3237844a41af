// FILE:LINE[:COL], the place `escapement explain` is asked about.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/placement/report.h"

namespace escapement::cli {

struct WantedPlace {
  std::string path;
  placement::LineColumn at{0, 0};  // 1-based; column 0: the whole line
};

// None: not of this form. The path may hold colons.
std::optional<WantedPlace> parse_place(std::string_view text);

}  // namespace escapement::cli
