// What lies beside a package, would change what gc does, and is not taken into account.
#pragma once

#include <vector>

#include "analysis/placement/report.h"

namespace escapement::engine {

inline constexpr std::string_view kProfile = "source.profile";

// `folder`: of a package named so.
std::vector<placement::Notice> notices_of(const std::string& folder, std::string_view package_name);

}  // namespace escapement::engine
