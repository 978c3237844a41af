// go.mod and go.work (Go Modules Reference, "go.mod files", "Workspaces"; golang.org/x/mod/modfile).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/errors.h"
#include "analysis/source/versions.h"

namespace escapement::source {

struct Requirement {
  ModuleVersion module;
  bool indirect = false;
  LineColumn at;
};

struct Replacement {
  ModuleVersion from;  // without version: all versions
  ModuleVersion to;    // without version: a folder, absolute or relative to the file's folder
  LineColumn at;
};

struct VersionInterval {
  std::string low, high;  // both belong to it
};

struct ModUse {
  std::string folder;
  LineColumn at;
};

// What go.mod says, or what go.work says in the members they share.
struct ModFile {
  std::string path;    // of the file itself
  std::string module;  // module path; empty in go.work
  LineColumn module_at;
  std::string go;         // "1.26.1"; empty without a go line
  std::string toolchain;  // "go1.26.8", "default"
  std::vector<Requirement> requirements;
  std::vector<ModuleVersion> exclusions;
  std::vector<Replacement> replacements;
  std::vector<VersionInterval> retractions;
  std::vector<std::string> tools;    // import paths
  std::vector<std::string> ignores;  // "x": any folder of that name; "./x": that one
  std::vector<ModUse> uses;          // go.work only
  std::vector<LoadError> errors;     // lines that could not be understood; the others count
};

// Who reads: a dependency's directives that matter to the main module only, and unknown ones, are skipped in silence.
enum class ModFileKind : uint8_t { MainModule, Dependency, Workspace };

ModFile parse_mod_file(const std::string& path, std::string_view text, ModFileKind kind);

// Whether a replacement names a folder rather than a module.
bool is_folder_path(std::string_view path);

}  // namespace escapement::source
