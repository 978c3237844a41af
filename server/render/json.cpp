#include <nlohmann/json.hpp>

#include "server/render/render.h"
#include "server/render/sections.h"

namespace escapement::render {

namespace {

using nlohmann::json;
using placement::certainty_name;
using placement::Report;

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json diagnostics_json(const Report& report) {
  json out = json::array();
  static constexpr std::string_view kSeverities[] = {"error", "warning", "info"};
  for (const auto& d : report.diagnostics) {
    out.push_back({{"severity", kSeverities[static_cast<size_t>(d.severity)]},
                   {"code", d.code},
                   {"message", d.text},
                   {"range", line_column_json(report, d.place)}});
  }
  return out;
}

json notices_json(const Report& report) {
  json out = json::array();
  for (const auto& notice : report.notices) out.push_back({{"path", notice.path}, {"code", notice.code}, {"message", notice.text}});
  return out;
}

json gc_lines_json(const Report& report) {
  json out = json::array();
  for (const auto& line : report.gc_lines) {
    const auto* file = report.file(line.place.file);
    out.push_back({{"path", !line.file.empty() || file == nullptr ? line.file : file->path},
                   {"line", line.line},
                   {"column", line.column},
                   {"text", line.text},
                   {"certainty", certainty_name(line.certainty)}});
  }
  return out;
}

}  // namespace

json line_column_json(const Report& report, const base::Place& place) {
  const auto* file = report.file(place.file);
  if (file == nullptr) return nullptr;
  auto const begin = line_column(*file, place.span.begin);
  auto const end = line_column(*file, place.span.end);
  return {{"path", file->path},
          {"start", {{"line", begin.line}, {"column", begin.column}}},
          {"end", {{"line", end.line}, {"column", end.column}}}};
}

json site_json(const Report& report, const placement::Site& site, const PlaceWriter& write_place) {
  json out = {{"id", site.id.value},
              {"name", site.name},
              {"kind", site_kind_name(site.kind)},
              {"segment", segment_name(site.segment)},
              {"hint", site.hint},
              {"decision", text_or_null(site.decision)},
              {"certainty", certainty_name(site.certainty)},
              {"range", write_place(report, site.place)},
              {"anchor", write_place(report, site.anchor)},
              {"function", site.function},
              {"size", {{"bytes", site.size.bytes ? json(*site.size.bytes) : json(nullptr)}}},
              {"pointers", site.has_pointers},
              {"lifetime", site.lifetime},
              {"notes", site.notes},
              {"why", json::array()},
              {"capturedBy", json::array()},
              {"instances", json::array()}};
  if (!site.reason.empty()) out["reason"] = site.reason;
  if (!site.size.formula.empty()) out["size"]["formula"] = site.size.formula;
  for (const auto& step : site.why) {
    out["why"].push_back({{"range", write_place(report, step.place)}, {"text", step.text}});
  }
  for (const auto& flow : site.flows) {
    json reasons = json::array();
    for (const auto& reason : flow.reasons) reasons.push_back({{"range", write_place(report, reason.place)}, {"text", reason.text}});
    out["flows"].push_back({{"text", flow.text}, {"reasons", std::move(reasons)}});
  }
  for (const auto& capture : site.captured_by) {
    out["capturedBy"].push_back(
        {{"name", capture.closure}, {"mode", capture.mode == placement::CaptureMode::Value ? "value" : "reference"}});
  }
  for (const auto& instance : site.instances) {
    out["instances"].push_back({{"where", instance.where}, {"segment", segment_name(instance.segment)}});
  }
  return out;
}

json not_analysed_json(const Report& report, const placement::NotAnalysed& entry, const PlaceWriter& write_place) {
  return {{"function", entry.function}, {"construct", entry.construct}, {"range", write_place(report, entry.place)}};
}

json map_json(const Report& report, const placement::MemoryMap& map, const PlaceWriter& write_place) {
  json objects = json::array();
  for (const auto& object : map.objects) {
    objects.push_back({{"id", object.id.value},
                       {"segment", segment_name(object.segment)},
                       {"label", object.label},
                       {"detail", object.detail},
                       {"group", object.group},
                       {"site", object.site ? json(object.site.value) : json(nullptr)},
                       {"range", write_place(report, object.place)}});
  }
  json arrows = json::array();
  for (const auto& arrow : map.arrows) {
    arrows.push_back({{"from", arrow.from.value}, {"to", arrow.to.value}, {"label", arrow.label}});
  }
  return {{"root", map.root}, {"objects", objects}, {"arrows", arrows}, {"remarks", map.remarks}};
}

json failure_json(std::string_view path, std::string_view code, std::string_view message) {
  return {{"version", 1}, {"failure", {{"path", path}, {"code", code}, {"message", message}}}};
}

json report_json(const Report& report) {
  json files = json::array();
  for (const auto& file : report.files) files.push_back(file.path);
  json sites = json::array();
  for (const auto& site : report.sites) sites.push_back(site_json(report, site, line_column_json));
  json not_analysed = json::array();
  for (const auto& entry : report.not_analysed) not_analysed.push_back(not_analysed_json(report, entry, line_column_json));
  json maps = json::array();
  for (const auto& map : report.maps) maps.push_back(map_json(report, map, line_column_json));
  return {{"version", 1},
          {"package", report.package_name},
          {"importPath", report.import_path},
          {"release", report.release},
          {"goarch", report.goarch},
          {"decisionsOf", "out of line"},
          {"files", files},
          {"sites", sites},
          {"notAnalysed", not_analysed},
          {"diagnostics", diagnostics_json(report)},
          {"notices", notices_json(report)},
          {"gcLines", gc_lines_json(report)},
          {"maps", maps}};
}

}  // namespace escapement::render
