#include <fmt/format.h>

#include "server/render/render.h"

namespace escapement::render {

std::string gc(const placement::Report& report) {
  std::string out = fmt::format("# {}\n", report.import_path);
  for (const placement::GcLine& line : report.gc_lines) {
    const auto* file = report.file(line.place.file);
    std::string path = !line.file.empty() || file == nullptr ? line.file : file->path;
    if (path.find('/') == std::string::npos && file != nullptr && line.file.empty()) path = "./" + path;
    if (line.column != 0) {
      out += fmt::format("{}:{}:{}: {}\n", path, line.line, line.column, line.text);
    } else {
      out += fmt::format("{}:{}: {}\n", path, line.line, line.text);
    }
  }
  return out;
}

}  // namespace escapement::render
