// The version of Go that a file is written in, and what it lacks (Go Modules Reference, "go directive"; types2: initFiles, version.go).
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

bool Program::is_standard(const Package& package) const {
  return !goroot_.path.empty() && package.folder.starts_with(goroot_.path + "/src/");
}

void Program::settle_languages(Package& package, int package_minor) {
  for (PackageFile& file : package.files) {
    if (file.language_minor != kPackageLanguage) continue;
    file.language_minor = source::file_language_minor(source::parse_file_constraint(file.source->text), package_minor);
  }
}

bool Checker::require(NodeId at, int minor, std::string_view what) {
  if (allows(minor)) return true;
  error(at, errors::kLanguageVersion, fmt::format("{} needs Go 1.{}, and this file is written in Go 1.{}", what, minor, language_));
  return false;
}

}  // namespace escapement::check
