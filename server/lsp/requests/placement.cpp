// escapement/placement: the sites at a position, or of a whole file, with everything the report says of them (docs/protocol.md).
#include "server/lsp/convert.h"
#include "server/lsp/diagnostics.h"
#include "server/lsp/methods.h"
#include "server/render/render.h"

namespace escapement::lsp::requests {

namespace {

std::vector<placement::SiteId> chosen_sites(const View& view, const json& params, Encoding encoding) {
  std::vector<placement::SiteId> chosen;
  if (params.contains("position")) {
    auto const offset = offset_of(lines_of(*view.file), position_in(params["position"]), encoding);
    if (offset) chosen = sites_at(view.report(), view.file->id, *offset);
    return chosen;
  }
  for (const auto& site : view.report().sites) {
    if (site.place.file == view.file->id) chosen.push_back(site.id);
  }
  return chosen;
}

json full_site(const Context& context, const placement::Report& report, const placement::Site& site, const render::PlaceWriter& write) {
  json out = render::site_json(report, site, write);
  for (size_t i = 0; i < site.why.size(); ++i) {
    const auto* file = report.file(site.why[i].place.file);
    out["why"][i]["uri"] = file == nullptr ? json(nullptr) : json(context.documents.uri_of(file->path));
  }
  return out;
}

}  // namespace

json placement(Context& context, const json& params) {
  View const view = view_of(context, path_in(params));
  auto const& report = view.report();
  auto const write = [&](const placement::Report& r, const base::Place& place) { return range_json(r, place, context.encoding()); };
  json sites = json::array();
  for (auto const id : chosen_sites(view, params, context.encoding())) {
    sites.push_back(full_site(context, report, report.site(id), write));
  }
  json not_analysed = json::array();
  for (const auto& each : report.not_analysed) {
    if (each.place.file == view.file->id) not_analysed.push_back(render::not_analysed_json(report, each, write));
  }
  return {{"version", 1},
          {"uri", params["textDocument"]["uri"]},
          {"decisionsOf", "out of line"},
          {"release", report.release},
          {"sites", std::move(sites)},
          {"notAnalysed", std::move(not_analysed)},
          {"diagnostics", diagnostics_json(view, context.encoding())}};
}

}  // namespace escapement::lsp::requests
