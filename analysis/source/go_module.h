// The module a folder belongs to: the nearest go.mod above it (Go Modules Reference, "go.mod files"). Today
// its module path and `go` line; requirements and replacements come with whole-module loading.
#pragma once

#include <optional>
#include <string>

namespace escapement::source {

struct GoModule {
  std::string folder;      // of go.mod
  std::string path;        // "example.com/m"
  int language_minor = 0;  // 26 for "go 1.26.1"; 16 where no go line stands (the go command's rule)
};

// None: no go.mod above the folder.
std::optional<GoModule> module_of(const std::string& folder);

// The folder that holds an import path: GOROOT/src, GOROOT/src/vendor, the module itself, its vendor folder.
// None: not found.
std::optional<std::string> folder_of_import(const std::string& import_path, const std::string& goroot,
                                            const std::optional<GoModule>& module);

}  // namespace escapement::source
