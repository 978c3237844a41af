// What can go wrong between a name and the files of a package. Each error has a place and a sentence a person can act on;
// loading goes on after it.
#pragma once

#include <string>
#include <string_view>

#include "analysis/source/source_file.h"

namespace escapement::source {

struct LoadError {
  std::string path;       // the file or folder in which something is wrong
  LineColumn at;          // 0:0 where no line is meant
  std::string_view code;  // one of `code::` below
  std::string text;

  bool operator==(const LoadError& other) const {
    return path == other.path && at.line == other.at.line && at.column == other.at.column && code == other.code && text == other.text;
  }
};

namespace code {
inline constexpr std::string_view kNotFound = "source.not-found";  // a file or folder named by the user
inline constexpr std::string_view kUnreadable = "source.unreadable";
inline constexpr std::string_view kNotRegular = "source.not-regular";  // a pipe, a device
inline constexpr std::string_view kNoGoFiles = "source.no-go-files";
inline constexpr std::string_view kNoPackageClause = "source.no-package-clause";
inline constexpr std::string_view kSeveralPackages = "source.two-packages";
inline constexpr std::string_view kBadConstraint = "source.bad-build-constraint";
inline constexpr std::string_view kUsesCgo = "source.uses-cgo";
inline constexpr std::string_view kBadEmbed = "source.bad-embed";
inline constexpr std::string_view kBadModFile = "source.bad-mod-file";  // go.mod, go.work
inline constexpr std::string_view kBadReplacement = "source.bad-replacement";
inline constexpr std::string_view kInconsistentVendoring = "source.inconsistent-vendoring";
inline constexpr std::string_view kModuleNotInCache = "source.module-not-in-cache";
inline constexpr std::string_view kBadImportPath = "source.bad-import-path";
inline constexpr std::string_view kImportNotFound = "source.import-not-found";
inline constexpr std::string_view kAmbiguousImport = "source.ambiguous-import";
inline constexpr std::string_view kInternalImport = "source.internal-import";
inline constexpr std::string_view kImportOfProgram = "source.import-of-program";
inline constexpr std::string_view kImportCycle = "source.import-cycle";
inline constexpr std::string_view kNoMatch = "source.no-match";  // a pattern that matches nothing
}  // namespace code

}  // namespace escapement::source
