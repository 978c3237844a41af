// The head of a Go file: build constraint, package clause, imports, and the patterns of `//go:embed`, without parsing the
// rest (go/build: readGoInfo). The scanner is lenient: what is wrong with the syntax, the parser says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/span.h"
#include "analysis/source/build_constraint.h"
#include "analysis/source/source_file.h"

namespace escapement::source {

struct ImportSpec {
  std::string path;
  std::string name;  // "_", ".", an identifier; empty without one
  base::Span span;   // of the path with its quotes
  LineColumn at;     // of the path
};

struct EmbedPattern {
  std::string pattern;
  base::Span span;
  LineColumn at;
};

struct GoHeader {
  FileConstraint constraint;
  std::string package;  // empty: no package clause, or not a Go file
  base::Span package_span;
  LineColumn package_at;
  std::vector<ImportSpec> imports;
  std::vector<EmbedPattern> embeds;  // in files that import "embed"

  bool imports_path(std::string_view path) const;
};
using GoHeaderPtr = std::shared_ptr<const GoHeader>;

enum class TextExtent : uint8_t { Beginning, Whole };

// None: the text is only a beginning, and more of it is needed.
std::optional<GoHeader> scan_go_header(std::string_view text, TextExtent extent);

}  // namespace escapement::source
