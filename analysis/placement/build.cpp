#include "analysis/placement/build.h"

#include <algorithm>

#include "analysis/inline/inline.h"
#include "analysis/placement/sites.h"

namespace escapement::placement {

namespace {

constexpr uint32_t kFirstLostColumn = 255;  // gc keeps 8 bits of a column (cmd/internal/src, pos.go)

void all_sites(Analysis& a) {
  global_sites(a);
  for (const auto& unit : a.bodies.units) {
    a.program.throw_if_stopped();
    function_sites(a, *unit);
    if (unit->failed) continue;
    string_sites(a, *unit);
    channel_sites(a, *unit);
  }
  for (const escape::UnitResult& unit : a.result.units) {
    for (const escape::Location& location : unit.locations) {
      if (location.local) {
        variable_site(a, unit, location);
      } else if (location.node) {
        expression_site(a, unit, location);
      }
    }
  }
  for (const auto& unit : a.bodies.units) {
    if (!unit->failed) temporary_sites(a, *unit);
  }
  std::ranges::stable_sort(a.report.sites, {}, [](const Site& s) { return std::pair(s.anchor.file, s.anchor.span.begin); });
  for (uint32_t i = 0; i < a.report.sites.size(); ++i) a.report.sites[i].id = SiteId(i + 1);
}

void gc_lines(Analysis& a) {
  for (const escape::Line& line : a.result.lines) {
    GcLine out;
    out.place = {line.file, {line.pos, line.pos + 1}};
    const ReportFile* const file = a.report.file(line.file);
    LineColumn const at = file != nullptr ? line_column(*file, line.pos) : LineColumn{0, 0};
    out.line = at.line;
    out.column = at.column >= kFirstLostColumn ? 0 : at.column;
    out.text = line.text;
    out.certainty = line.certainty == escape::Certainty::Exact ? Certainty::Exact : Certainty::Assumed;
    a.report.gc_lines.push_back(std::move(out));
  }
}

void maps(Analysis& a) {
  MapBuilder builder(a.program, a.bodies, a.result, a.report);
  for (const auto& unit : a.bodies.units) {
    if (unit->failed || unit->funcs.empty() || !unit->funcs[0].object) continue;
    a.program.throw_if_stopped();
    a.report.functions.push_back(unit->funcs[0].name);
    a.report.maps.push_back(builder.map_of(*unit));
  }
}

}  // namespace

Report build(check::Program& program, check::Package& package, const std::string& release, const std::string& goarch) {
  Report report;
  report.package_name = std::string(program.names().text(package.name));
  report.import_path = package.path;
  report.release = release;
  report.goarch = goarch;
  for (const check::PackageFile& file : package.files) {
    report.files.push_back({file.source->id, file.source->path, file.source->text, file.source->starts});
    report.diagnostics.insert(report.diagnostics.end(), file.tree->errors.begin(), file.tree->errors.end());
  }
  report.diagnostics.insert(report.diagnostics.end(), package.diagnostics.begin(), package.diagnostics.end());
  ir::Bodies bodies = ir::lower(program, package);
  inlining::run(program, bodies);
  escape::Result result = escape::analyse(program, bodies);
  Analysis a{program, program.types(), package, report, std::move(bodies), std::move(result)};
  all_sites(a);
  for (const ir::NotAnalysed& n : a.bodies.not_analysed) report.not_analysed.push_back({n.function, n.construct, n.place});
  gc_lines(a);
  maps(a);
  return report;
}

}  // namespace escapement::placement
