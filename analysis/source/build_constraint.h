// Which files of a folder belong to a build: `//go:build` and `// +build` lines, and _GOOS, _GOARCH, _test in file names
// (go/build/constraint; go/build: matchTag, goodOSArchFile, parseFileHeader, shouldBuild).
#pragma once

#include <cstdint>
#include <optional>
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
  std::vector<std::string> tool_tags;  // "amd64.v1", "goexperiment.regabiargs": see default_tool_tags
};

// What the go command adds to the tags for a target and a release: architecture level and experiments (internal/buildcfg).
std::vector<std::string> default_tool_tags(const BuildContext& context);

bool tag_holds(std::string_view tag, const BuildContext& context);
// Whether the suffixes of a file's name fit; "x_test.go" is told by `is_test_file`.
bool file_name_fits(std::string_view name, const BuildContext& context);
bool is_test_file(std::string_view name);

// A parsed expression of one line. Immutable.
class Constraint {
 public:
  enum class Kind : uint8_t { Tag, Not, And, Or };

  bool holds(const BuildContext& context) const;
  // The least Go 1.N in which it can hold, judged by its form alone; -1 if it says nothing about releases
  // (go/build/constraint, GoVersion).
  int least_minor() const;

 private:
  friend class ConstraintParser;
  struct Node {
    Kind kind;
    uint32_t left = 0, right = 0;
    std::string tag;
  };
  bool holds(uint32_t node, const BuildContext& context) const;
  int least_minor(uint32_t node, bool negated) const;

  std::vector<Node> nodes_;  // the last one is the root; children come before parents
};

struct ConstraintError {
  size_t offset = 0;  // in the expression
  std::string text;
};

// What a file's header says: the one `//go:build` line, else all `// +build` lines.
struct FileConstraint {
  std::vector<Constraint> all;  // every one must hold
  bool from_go_build = false;
  std::optional<ConstraintError> error;  // offset in the file; such a file belongs to no build

  bool holds(const BuildContext& context) const;
  int least_minor() const { return from_go_build && !all.empty() ? all[0].least_minor() : -1; }
};

// `header` reaches from the file's start to its first line that is neither blank nor comment, or further.
FileConstraint parse_file_constraint(std::string_view header);

// 22 for Go 1.22: the language a file is written in, in a package of language `package_minor`. A //go:build line that names a release
// decides, but for no less than 1.21, the first release that looked there (cmd/compile/internal/types2, initFiles).
int file_language_minor(const FileConstraint& constraint, int package_minor);

}  // namespace escapement::source
