// Import paths as text: which are well formed, which can name the standard library, what "internal" and "vendor" elements
// mean in them (golang.org/x/mod/module, cmd/go/internal/load, cmd/internal/pkgpattern).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escapement::source {

// Why a path cannot be imported; none if it can.
std::optional<std::string> import_path_fault(std::string_view path);
// Whether a file of this name may be embedded (and be part of a module's zip file).
bool is_good_file_name(std::string_view name);
// "./x", "../x", ".", "..".
bool is_local_path(std::string_view path);
// Paths whose first element has no dot belong to the standard library; whether it has the package is another question.
bool has_standard_shape(std::string_view path);
// Whether `path` is `prefix` or lies below it, element by element. Everything lies below the empty prefix.
bool has_path_prefix(std::string_view path, std::string_view prefix);
// "a/b" and "c" to "a/b/c"; an empty side adds no slash.
std::string join_path(std::string_view a, std::string_view b);
// The path below whose tree alone `path` may be imported: what stands before its last "internal" element.
std::optional<std::string_view> parent_of_internal(std::string_view path);
// The offset behind the last "vendor/" that is not the path's end: where the path to import begins.
std::optional<size_t> behind_vendor(std::string_view path);
// Module paths and versions in the module cache's file names: "!x" for "X".
std::string escape_module_path(std::string_view path);

// `...` stands for any text; at the end, `/...` also for none. Wildcards do not reach into vendor folders.
class ImportPattern {
 public:
  explicit ImportPattern(std::string_view pattern);
  bool matches(std::string_view path) const;
  // Whether `path` or something below it can match.
  bool can_match_below(std::string_view path) const;

 private:
  bool matches_from(std::string_view pattern, std::string_view path) const;

  std::string pattern_;  // with non-final "vendor" elements made unmatchable by wildcards
  std::string before_wildcard_;
  bool wild_ = false;
};

}  // namespace escapement::source
