// Which files a `//go:embed` pattern takes (package embed; cmd/go/internal/load, resolveEmbed).
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "analysis/source/file_view.h"

namespace escapement::source {

// Paths relative to the package's folder, sorted; else what is wrong with the pattern. A folder stands for all files below it,
// hidden ones only with the prefix "all:".
std::expected<std::vector<std::string>, std::string> embedded_files(FileView& files, const std::string& folder, std::string_view pattern);

// Go's path.Match for one element or a whole path: `*`, `?`, `[a-z]`, `\x`; none: the pattern is malformed.
std::optional<bool> glob_matches(std::string_view pattern, std::string_view name);

}  // namespace escapement::source
