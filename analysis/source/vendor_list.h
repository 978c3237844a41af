// vendor/modules.txt: which modules and packages a vendor folder holds, and whether it agrees with go.mod
// (cmd/go/internal/modload, vendor.go).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/source/mod_file.h"

namespace escapement::source {

struct VendoredModule {
  ModuleVersion module;
  ModuleVersion replaced_by;  // empty path: not replaced
  std::string go;             // its go line
  bool is_explicit = false;   // required in go.mod itself
  LineColumn at;
};

struct VendorList {
  std::string path;  // of modules.txt
  bool for_workspace = false;
  std::vector<VendoredModule> modules;
  absl::flat_hash_map<std::string, size_t> module_of_package;  // import path to index

  const VendoredModule* find(const ModuleVersion& module) const;
};

// Lines that are not understood are skipped, as the go command does.
VendorList parse_vendor_list(const std::string& path, std::string_view text);

// What go.mod (or the go.mod files of a workspace, and go.work) says of a module's replacement; empty path: nothing.
using ReplacementOf = std::function<ModuleVersion(const ModuleVersion&)>;

// One error per disagreement, each at its place in modules.txt or go.mod.
std::vector<LoadError> vendoring_errors(const VendorList& list, const std::vector<const ModFile*>& files,
                                        const ReplacementOf& replacement_of);

}  // namespace escapement::source
