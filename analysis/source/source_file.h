// A file's text and its line table. Lines and columns are 1-based, columns count bytes, as gc's messages do.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/diagnostic.h"

namespace escapement::source {

using base::FileId;

struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
};

// The offsets at which lines begin; a line ends behind its "\n".
std::vector<uint32_t> line_starts(std::string_view text);
LineColumn line_column(const std::vector<uint32_t>& starts, uint32_t offset);

struct SourceFile {
  FileId id;
  std::string path;
  std::string text;
  std::vector<uint32_t> starts;
};
using SourceFilePtr = std::shared_ptr<const SourceFile>;

}  // namespace escapement::source
