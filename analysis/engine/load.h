// From patterns of the command line or an editor's path to groups of files, each one package to analyse.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "analysis/engine/engine.h"
#include "analysis/source/build_graph.h"
#include "analysis/source/loader.h"

namespace escapement::engine {

struct Group {
  std::string folder;
  std::string import_path;
  std::vector<std::string> files;  // as the user spelled the folder
  source::PackagePtr source;       // what the loader knows of the package; its file list may be another one
  source::Variant variant = source::Variant::Plain;
};

using GroupResult = std::expected<Group, Failure>;

// One entry per package or failure. A pattern that names a file or folder means it; others are patterns of the go command: "./...",
// "std", "cmd/...", "all", import paths. Files named together are one package of the command line, as `go build a.go b.go` has it;
// a folder whose files declare `main` more than once holds several programs. With `Tests::Include`, behind each package come the package
// with its tests, and its external tests, where it has some.
std::vector<GroupResult> load(source::Loader& loader, const std::vector<std::string>& patterns, source::Tests tests);

// The package that an editor's file belongs to; a file that build constraints leave out is one of its own.
GroupResult group_of(source::Loader& loader, const std::string& path);

// What is wrong with files and imports of a group, besides what `load` says itself. Imports that lead nowhere are the checker's errors.
std::vector<source::LoadError> problems_of(source::Loader& loader, const Group& group);

}  // namespace escapement::engine
