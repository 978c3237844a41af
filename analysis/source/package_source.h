// A package before it is parsed: its files by role, with their heads (go/build, Package).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/errors.h"
#include "analysis/source/go_header.h"
#include "analysis/source/workspace.h"

namespace escapement::source {

struct GoFile {
  std::string name;  // in the package's folder
  GoHeaderPtr header;
  // 22 for Go 1.22: the module's, unless the file's //go:build line names a release; then that one, but at least 1.21
  // (types2.Config.GoVersion, FileVersions).
  int language_minor = 0;
};

struct PackageSource {
  std::string import_path;  // "vendor/golang.org/x/…" for what the standard library vendors
  std::string folder;       // absolute
  std::string name;         // of the package clause; of the tested package if there are external tests only
  bool standard = false;    // of GOROOT/src, commands too
  WorkspacePtr workspace;   // null for standard packages
  ModulePtr module;         // null for standard packages and outside of modules
  int language_minor = 0;

  std::vector<GoFile> go_files;
  std::vector<GoFile> test_files;           // _test.go, of the package itself
  std::vector<GoFile> external_test_files;  // _test.go, of package name_test
  std::vector<GoFile> stray_files;          // of a third package name: left out

  // Names only. Cgo files are ignored files too: analysis follows the rules of CGO_ENABLED=0.
  std::vector<std::string> cgo_files;
  std::vector<std::string> ignored_files;   // Go files that belong to other builds
  std::vector<std::string> invalid_files;   // Go files that cannot be read or understood
  std::vector<std::string> assembly_files;  // .s: bodies of functions that have none in Go
  std::vector<std::string> header_files;    // .h and the like, for assembly
  std::vector<std::string> object_files;    // .syso
  std::vector<std::string> other_files;     // C, C++, Objective-C, Fortran, SWIG: for cgo
  std::vector<std::string> ignored_other_files;
  // Files that //go:embed patterns match, relative to the folder, sorted.
  std::vector<std::string> embedded_files;
  std::vector<std::string> test_embedded_files;
  std::vector<std::string> external_test_embedded_files;

  std::vector<LoadError> errors;  // each concerns a file or the folder; the rest of the package stands

  bool has_files() const { return !go_files.empty() || !test_files.empty() || !external_test_files.empty(); }
  std::string path_of(std::string_view file) const;
};
using PackagePtr = std::shared_ptr<const PackageSource>;

// The paths that files import, sorted, each once.
std::vector<std::string> imported_paths(const std::vector<GoFile>& files);

// What is known of a package before its folder is read.
struct PackageIdentity {
  std::string import_path;
  std::string folder;
  bool standard = false;
  WorkspacePtr workspace;
  ModulePtr module;
  int language_minor = 0;
};

// Sorts the files of a folder by role. With `only`, just these files, whatever the build they belong to.
PackagePtr read_package(FileView& files, const BuildContext& context, const PackageIdentity& identity,
                        const std::vector<std::string>* only = nullptr);

}  // namespace escapement::source
