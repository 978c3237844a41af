// Package patterns of the command line: "./...", "std", "cmd", "all", "work", "tool", import paths with and without "...",
// folders (`go help packages`; cmd/go/internal/search, cmd/go/internal/modload). Files are the caller's business.
#pragma once

#include <string>
#include <vector>

#include "analysis/source/loader.h"

namespace escapement::source {

struct Matches {
  std::vector<PackagePtr> packages;  // by pattern, then by path; each once
  std::vector<LoadError> errors;     // patterns that match nothing, and why
};

// `folder` is absolute: where relative patterns begin, and whose workspace the others mean.
Matches match_packages(Loader& loader, const std::string& folder, const std::vector<std::string>& patterns);

// The packages that all packages and tools of the main modules need, their tests included: "all".
std::vector<PackagePtr> all_packages(Loader& loader, const WorkspacePtr& workspace);

}  // namespace escapement::source
