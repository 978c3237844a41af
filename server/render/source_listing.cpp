#include <fmt/format.h>

#include <map>

#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::Report;
using placement::ReportFile;
using placement::Site;

constexpr size_t kHintColumn = 44;  // where hints start, unless a line is longer
constexpr size_t kLongestName = 28;

// Neighbours with the same hint are said once: "inc1(), dec1(): escapes to heap".
struct Hint {
  std::string names;
  const Site* site;
};

std::vector<Hint> hints_of_line(const std::vector<const Site*>& sites) {
  std::vector<Hint> hints;
  for (const Site* site : sites) {
    std::string const name = shortened(printable(site->name), kLongestName);
    if (!hints.empty() && hints.back().site->hint == site->hint) {
      hints.back().names += ", " + name;
    } else {
      hints.push_back({name, site});
    }
  }
  return hints;
}

std::map<uint32_t, std::vector<const Site*>> hinted_sites(const Report& report, const ReportFile& file) {
  std::map<uint32_t, std::vector<const Site*>> by_line;
  for (const Site& site : report.sites) {
    if (site.anchor.file != file.id || site.hint.empty()) continue;
    by_line[line_column(file, site.anchor.span.begin).line].push_back(&site);
  }
  for (auto& [line, sites] : by_line) {
    std::ranges::stable_sort(sites, {}, [](const Site* s) { return s->anchor.span.begin; });
  }
  return by_line;
}

}  // namespace

std::string source_listing(const Report& report, const ReportFile& file, const TextOptions& options) {
  auto const by_line = hinted_sites(report, file);
  auto const lines = static_cast<uint32_t>(file.line_starts.size());
  size_t const digits = fmt::format("{}", lines).size();
  std::string out = styled(file.path, Emphasis::Bold, options.color) + "\n\n";
  bool const ends_with_break = !file.text.empty() && file.text.back() == '\n';
  for (uint32_t line = 1; line <= lines - (ends_with_break ? 1 : 0); ++line) {
    std::string const number = styled(fmt::format("{:>{}}", line, digits + 1), Emphasis::Dim, options.color);
    std::string const text = shortened(printable(line_text(file, line)), 400);
    auto const sites = by_line.find(line);
    if (sites == by_line.end()) {
      out += fmt::format("{}  {}\n", number, text);
      continue;
    }
    out += fmt::format("{}  {} ", number, padded(text, kHintColumn));
    std::string_view separator = "◂ ";
    for (const Hint& hint : hints_of_line(sites->second)) {
      out += fmt::format("{}{}: {}", separator, hint.names, in_segment_color(hint.site->hint, hint.site->segment, options.color));
      separator = " · ";
    }
    out += '\n';
  }
  return out;
}

}  // namespace escapement::render
