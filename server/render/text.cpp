#include <fmt/format.h>

#include "server/render/render.h"
#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::Report;

std::string heading(const Report& report, const TextOptions& options) {
  std::string const what = fmt::format(" · decisions of {} for {}, each function compiled out of line", report.release, report.goarch);
  std::string out = styled(fmt::format("package {}", report.package_name), Emphasis::Bold, options.color);
  if (display_width(report.package_name) + display_width(what) + 8 <= options.width) return out + what + "\n\n";
  out += "\n";
  for (const std::string& line : wrapped(what.substr(4), options.width)) out += line + "\n";
  return out + "\n";
}

std::string not_analysed_text(const Report& report) {
  std::string out = "Not analysed\n";
  for (const auto& entry : report.not_analysed) {
    out += fmt::format("  {}: {}: {}\n", place_text(report, entry.place), entry.function, entry.construct);
  }
  return out;
}

// The map that says most without being asked: main's, or that of the only function there is.
const placement::MemoryMap* shown_map(const Report& report) {
  for (const auto& map : report.maps) {
    if (map.root == "main") return &map;
  }
  return report.maps.size() == 1 ? &report.maps.front() : nullptr;
}

}  // namespace

std::string text(const Report& report, const TextOptions& options) {
  std::string out = heading(report, options);
  for (const auto& file : report.files) out += source_listing(report, file, options) + "\n";
  if (!report.sites.empty()) out += summary_table(report, options) + "\n";
  if (const auto* map = shown_map(report)) out += map_text(*map, options) + "\n";
  if (!report.not_analysed.empty()) out += not_analysed_text(report) + "\n";
  return out;
}

}  // namespace escapement::render
