// Versions of modules (semver.org 2.0.0 with the leading v that Go requires: golang.org/x/mod/semver) and of Go itself
// ("1.26", "1.21rc1", "1.26.8": internal/gover).
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace escapement::source {

struct ModuleVersion {
  std::string path;
  std::string version;  // empty: a main module, or a folder that replaces a module

  auto operator<=>(const ModuleVersion&) const = default;
  template <class H>
  friend H AbslHashValue(H h, const ModuleVersion& m) {
    return H::combine(std::move(h), m.path, m.version);
  }
};

bool is_semantic_version(std::string_view version);
// Whether go.mod may name the version: complete (three numbers), without build metadata other than "+incompatible".
bool is_canonical_version(std::string_view version);
// Less than, equal to, greater than 0, by precedence. Versions that are not semantic come before all that are.
int compare_versions(std::string_view a, std::string_view b);
// As above, with "none" before and "" (the main module's own) behind everything (cmd/go/internal/modload, cmpVersion).
int compare_selected(std::string_view a, std::string_view b);
// Whether a module path's major version suffix ("/v2", gopkg.in's ".v2") admits the version.
bool major_version_fits(std::string_view path, std::string_view version);

int compare_go_versions(std::string_view a, std::string_view b);
bool is_go_version(std::string_view version);
// 26 for "1.26.1"; 0 if malformed; a huge number for Go 2 and later.
int language_minor(std::string_view go_version);

}  // namespace escapement::source
