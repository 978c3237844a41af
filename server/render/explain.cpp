#include <fmt/format.h>

#include "server/render/render.h"
#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::Report;
using placement::Site;

// The source line of a place with a marker under what is meant.
std::string excerpt(const Report& report, const base::Place& place, const TextOptions& options) {
  const auto* file = report.file(place.file);
  if (file == nullptr) return {};
  auto const [line, column] = line_column(*file, place.span.begin);
  std::string_view const raw = line_text(*file, line);
  std::string const before = printable(raw.substr(0, std::min<size_t>(column - 1, raw.size())));
  std::string_view const marked = raw.substr(std::min<size_t>(column - 1, raw.size()), std::max<uint32_t>(1, place.span.size()));
  std::string const underline(std::clamp<size_t>(display_width(marked), 1, 60), '~');
  return fmt::format("      {:>5} │ {}\n            │ {}{}\n", line, shortened(printable(raw), options.width),
                     std::string(display_width(before), ' '), styled(underline, Emphasis::Bold, options.color));
}

// The hint if there is one, else the segment.
std::string_view short_answer(const Site& site) { return site.hint.empty() ? segment_name(site.segment) : std::string_view(site.hint); }

// The sites of a file that begin nearest to a line, at most `most`, in order of position.
std::vector<const Site*> nearest_sites(const Report& report, const placement::ReportFile& file, uint32_t line, size_t most) {
  struct Near {
    uint32_t distance;
    const Site* site;
  };
  std::vector<Near> near;
  for (const Site& site : report.sites) {
    if (site.anchor.file != file.id) continue;
    uint32_t const at = line_column(file, site.anchor.span.begin).line;
    near.push_back({at > line ? at - line : line - at, &site});
  }
  std::ranges::stable_sort(near, {}, &Near::distance);
  near.resize(std::min(near.size(), most));
  std::vector<const Site*> sites;
  for (const Near& n : near) sites.push_back(n.site);
  std::ranges::stable_sort(sites, {}, [](const Site* s) { return s->anchor.span.begin; });
  return sites;
}

std::string_view what_is_on(std::string_view line) {
  size_t const begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "the line is empty";
  line.remove_prefix(begin);
  if (line.starts_with("//")) return "the line is a comment";
  if (line.find_first_not_of("{}() \t") == std::string_view::npos) return "the line only opens or closes a block";
  return "nothing here creates storage";
}

std::string flows(const Report& report, const Site& site, const TextOptions& options) {
  std::string out;
  for (const placement::GcFlow& flow : site.flows) {
    out += fmt::format("    {}\n", printable(flow.text));
    for (const placement::GcReason& reason : flow.reasons) {
      out += fmt::format("      from {}  {}\n", printable(reason.text),
                         styled(place_text(report, reason.place), Emphasis::Dim, options.color));
    }
  }
  return out.empty() ? out : "  flows, as gc has them\n" + out;
}

}  // namespace

std::string explain_nothing(const Report& report, const placement::ReportFile& file, placement::LineColumn at, const TextOptions& options) {
  constexpr size_t kMostSites = 5;
  std::string out = fmt::format("{}:{}", file.path, at.line);
  if (at.column != 0) out += fmt::format(":{}", at.column);
  out += fmt::format(": {}\n", what_is_on(line_text(file, at.line)));
  auto const offset = offset_of(file, at).value_or(0);
  out += excerpt(report, {file.id, {offset, offset + 1}}, options);
  std::vector<const Site*> sites;
  for (placement::SiteId id : sites_on_line(report, file.id, at.line)) sites.push_back(&report.site(id));
  bool const on_line = !sites.empty();
  if (!on_line) sites = nearest_sites(report, file, at.line, kMostSites);
  if (sites.empty()) return out + "  nothing in this file creates storage\n";
  out += on_line ? "  on this line\n" : "  nearest in this file\n";
  for (const Site* site : sites) {
    auto const [line, column] = line_column(file, site->anchor.span.begin);
    out += fmt::format("    {}:{}  {} {}: {}\n", line, column, site_kind_name(site->kind), shortened(printable(site->name), 40),
                       in_segment_color(short_answer(*site), site->segment, options.color));
  }
  return out;
}

std::string explain(const Report& report, const Site& site, const TextOptions& options) {
  std::string out = fmt::format("{}: {} {}\n", place_text(report, site.anchor), site_kind_name(site.kind),
                                styled(printable(site.name), Emphasis::Bold, options.color));
  out += excerpt(report, site.anchor, options);
  auto row = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<10}{}\n", key, value);
  };
  std::string segment = in_segment_color(segment_name(site.segment), site.segment, options.color);
  if (!site.hint.empty() && site.hint != segment_name(site.segment)) segment += fmt::format(" ({})", site.hint);
  row("segment", segment);
  row("size", size_text(site.size));
  row("lifetime", site.lifetime);
  row("function", site.function);
  row("gc says", site.decision);
  for (const auto& instance : site.instances) {
    row("instance", fmt::format("{}: {}", instance.where, segment_name(instance.segment)));
  }
  row("notes", site.notes);
  row("but", site.reason);
  if (!site.why.empty()) out += "  why\n";
  size_t number = 0;
  for (const auto& step : site.why) {
    out += fmt::format("   {:>2}. {}  {}\n", ++number, step.text, styled(place_text(report, step.place), Emphasis::Dim, options.color));
    out += excerpt(report, step.place, options);
  }
  return out + flows(report, site, options);
}

}  // namespace escapement::render
