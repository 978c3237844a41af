// The version of Go that a file is written in, and what it lacks (Go Modules Reference, "go directive"; types2: initFiles, version.go).
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

// The standard library, with what it vendors, is of the release's own version.
void Program::settle_languages(Package& package, int package_minor) const {
  if (package_minor == kUnknownLanguage) {
    bool const standard = !goroot_.path.empty() && package.folder.starts_with(goroot_.path + "/src/");
    package_minor = standard || !package.module ? 0 : package.module->language_minor;
  }
  for (PackageFile& file : package.files) {
    if (file.language_minor != kUnknownLanguage) continue;
    file.language_minor = source::file_language_minor(source::parse_file_constraint(file.source->text), package_minor);
  }
}

bool Checker::require(NodeId at, int minor, std::string_view what) {
  if (allows(minor)) return true;
  error(at, errors::kLanguageVersion, fmt::format("{} needs Go 1.{}, and this file is written in Go 1.{}", what, minor, language_));
  return false;
}

}  // namespace escapement::check
