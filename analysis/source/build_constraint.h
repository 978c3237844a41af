// Which files of a folder belong to a build: `//go:build` expressions and _GOOS/_GOARCH/_test name suffixes
// (go/build/constraint, go/build: goodOSArchFile, matchTag).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escapement::source {

struct BuildContext {
  std::string goos = "linux";
  std::string goarch = "amd64";
  int minor = 26;  // release tags go1.1 … go1.minor hold
  bool cgo = false;
  std::vector<std::string> tags;
};

bool tag_holds(std::string_view tag, const BuildContext& context);
// The value of the expression of a `//go:build` line; an expression that cannot be parsed holds for no build.
bool constraint_holds(std::string_view expression, const BuildContext& context);
// Whether the suffixes of a file's name fit; "x_test.go" is told by `is_test_file`.
bool file_name_fits(std::string_view name, const BuildContext& context);
bool is_test_file(std::string_view name);
// The expression of the file's `//go:build` line, or empty. Looks at the comments before the package clause
// only.
std::string_view build_expression(std::string_view text);

}  // namespace escapement::source
