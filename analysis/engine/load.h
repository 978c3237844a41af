// From patterns of the command line or an editor's path to groups of files, each one package to analyse.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "analysis/engine/engine.h"
#include "analysis/source/package_files.h"

namespace escapement::engine {

struct Group {
  std::string folder;
  std::string import_path;
  std::vector<std::string> files;
};

using GroupResult = std::expected<Group, Failure>;

// One entry per package or failure. Files named together are one package of the command line, as `go build a.go b.go` has it; a folder whose
// files declare `main` more than once holds several programs.
std::vector<GroupResult> load(source::SourceTable& table, const std::vector<std::string>& patterns, const source::BuildContext& context);

}  // namespace escapement::engine
