// The settings of the go command that decide where sources are: environment, the user's `go env -w` file, GOROOT/go.env, in that
// order (cmd/go/internal/cfg). The go command itself is never run.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/versions.h"

namespace escapement::source {

struct GoEnvironment {
  std::string goroot;
  int minor = 26;                        // of the release in goroot
  std::string module_cache;              // GOMODCACHE, else GOPATH/pkg/mod
  std::string work_file;                 // GOWORK: empty: looked for; "off"; else a path
  std::string mod_flag;                  // -mod of GOFLAGS: empty, "mod", "readonly", "vendor"
  std::vector<std::string> tags;         // -tags of GOFLAGS
  std::vector<std::string> experiments;  // GOEXPERIMENT: "x" on, "nox" off

  std::string source_root() const { return goroot + "/src"; }
  // Where the cache keeps a module's files, and its go.mod alone, which is all that version selection needs.
  std::string folder_in_cache(const ModuleVersion& module) const;
  std::string mod_file_in_cache(const ModuleVersion& module) const;
};

// The value of an environment variable; empty where it is not set.
using Variables = std::function<std::string(std::string_view)>;
std::string process_variable(std::string_view name);

GoEnvironment read_go_environment(const std::string& goroot, int minor, const Variables& variables = process_variable);

}  // namespace escapement::source
