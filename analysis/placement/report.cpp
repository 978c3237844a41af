#include "analysis/placement/report.h"

#include <algorithm>

namespace escapement::placement {

std::string_view segment_name(Segment segment) {
  static constexpr std::string_view kNames[] = {"code", "rodata", "data", "bss", "stack", "heap", "none", "unknown"};
  return kNames[static_cast<size_t>(segment)];
}

std::string_view site_kind_name(SiteKind kind) {
  static constexpr std::string_view kNames[] = {"function",
                                                "method",
                                                "closure",
                                                "function value",
                                                "variable",
                                                "parameter",
                                                "result",
                                                "constant",
                                                "string",
                                                "global",
                                                "composite literal",
                                                "new",
                                                "make",
                                                "append",
                                                "conversion",
                                                "interface value",
                                                "method value",
                                                "variadic slice",
                                                "concatenation",
                                                "defer record",
                                                "goroutine",
                                                "channel",
                                                "map",
                                                "temporary"};
  static_assert(std::size(kNames) == static_cast<size_t>(SiteKind::Temporary) + 1);
  return kNames[static_cast<size_t>(kind)];
}

const ReportFile* Report::file(FileId id) const {
  auto it = std::ranges::find(files, id, &ReportFile::id);
  return it == files.end() ? nullptr : &*it;
}

LineColumn line_column(const ReportFile& file, uint32_t offset) {
  auto it = std::ranges::upper_bound(file.line_starts, offset);
  if (it == file.line_starts.begin()) return {1, offset + 1};
  uint32_t const line = static_cast<uint32_t>(it - file.line_starts.begin());
  return {line, offset - file.line_starts[line - 1] + 1};
}

std::string_view line_text(const ReportFile& file, uint32_t line) {
  if (line == 0 || line > file.line_starts.size()) return {};
  std::string_view const text = file.text;
  size_t const begin = file.line_starts[line - 1];
  size_t end = line < file.line_starts.size() ? file.line_starts[line] : text.size();
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return text.substr(begin, end - begin);
}

std::optional<uint32_t> offset_of(const ReportFile& file, LineColumn at) {
  if (at.line == 0 || at.line > file.line_starts.size()) return std::nullopt;
  auto const length = static_cast<uint32_t>(line_text(file, at.line).size());
  return file.line_starts[at.line - 1] + std::min(at.column == 0 ? 0 : at.column - 1, length);
}

uint32_t hint_offset(const ReportFile& file, const Site& site) {
  bool const behind_anchor = site.kind == SiteKind::Closure || site.kind == SiteKind::VariadicSlice;
  if (behind_anchor || site.place.file != site.anchor.file || site.place.span.end <= site.anchor.span.end) return site.anchor.span.end;
  bool const one_line = line_column(file, site.place.span.end).line == line_column(file, site.anchor.span.begin).line;
  return one_line || site.kind == SiteKind::String ? site.place.span.end : site.anchor.span.end;
}

std::vector<SiteId> sites_at(const Report& report, FileId file, uint32_t offset) {
  struct Hit {
    uint32_t rank;  // anchors first, then by size of what holds the offset
    SiteId site;
  };
  std::vector<Hit> hits;
  constexpr uint32_t kBehindAnchors = 1U << 30;
  for (const Site& site : report.sites) {
    if (site.anchor.file == file && site.anchor.span.touches(offset)) {
      hits.push_back({site.anchor.span.size(), site.id});
    } else if (site.place.file == file && site.place.span.contains(offset)) {
      hits.push_back({std::min(kBehindAnchors + site.place.span.size(), UINT32_MAX - 1), site.id});
    }
  }
  std::ranges::stable_sort(hits, {}, &Hit::rank);
  std::vector<SiteId> sites;
  for (const Hit& hit : hits) sites.push_back(hit.site);
  return sites;
}

std::vector<SiteId> sites_on_line(const Report& report, FileId file, uint32_t line) {
  std::vector<SiteId> sites;
  const ReportFile* const in = report.file(file);
  if (in == nullptr) return sites;
  for (const Site& site : report.sites) {
    if (site.anchor.file == file && line_column(*in, site.anchor.span.begin).line == line) sites.push_back(site.id);
  }
  std::ranges::stable_sort(sites, {}, [&](SiteId id) { return report.site(id).anchor.span.begin; });
  return sites;
}

}  // namespace escapement::placement
