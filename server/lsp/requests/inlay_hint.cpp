// textDocument/inlayHint: what a site's storage is, behind its whole expression; and inlayHint/resolve: the tooltip of one hint. Tooltips are
// much longer than hints and few are read, so a client that can ask for one gets it when it asks.
#include <set>

#include "server/lsp/convert.h"
#include "server/lsp/hints.h"
#include "server/lsp/inlining_view.h"
#include "server/lsp/methods.h"
#include "server/lsp/uri.h"
#include "server/render/render.h"

namespace escapement::lsp {

std::vector<const placement::Site*> hinted_sites(const View& view, base::Span span) {
  std::vector<const placement::Site*> out;
  std::set<std::pair<uint32_t, std::string_view>> shown;
  for (const auto& site : view.report().sites) {
    if (site.hint.empty() || site.anchor.file != view.file->id) continue;
    uint32_t const at = placement::hint_offset(*view.file, site);
    if (span.touches(at) && shown.emplace(at, site.hint).second) out.push_back(&site);
  }
  return out;
}

namespace requests {

namespace {

base::Span span_in(const View& view, const json& params, Encoding encoding) {
  base::Span span{0, static_cast<uint32_t>(view.file->text.size())};
  auto const range = params.find("range");
  if (range == params.end()) return span;
  Lines const lines = lines_of(*view.file);
  return {offset_of(lines, position_in(range->at("start")), encoding).value_or(span.end),
          offset_of(lines, position_in(range->at("end")), encoding).value_or(span.end)};
}

json tooltip(const placement::Report& report, const placement::Site& site) {
  return {{"kind", "markdown"}, {"value", render::hover_markdown(report, site)}};
}

}  // namespace

void add_inlining_hints(const Context& context, const View& view, base::Span span, json& out) {
  if (!context.client.settings.inlining_hints) return;
  bool const lazy = context.client.capabilities.resolves_tooltips;
  for (const InliningHint& each : inlining_hints(view, span, lazy ? WithTooltips::No : WithTooltips::Yes)) {
    json hint = {{"position", position_json(*view.file, each.offset, context.encoding())}, {"label", each.label}, {"paddingLeft", true}};
    if (lazy) {
      hint["data"] = {{"path", view.file->path}, {"snapshot", view.snapshot->version}, {"inlining", each.offset}};
    } else {
      hint["tooltip"] = {{"kind", "markdown"}, {"value", each.tooltip}};
    }
    out.push_back(std::move(hint));
  }
}

json inlining_tooltip(const View& view, uint32_t offset, const json& label) {
  for (const InliningHint& each : inlining_hints(view, {offset, offset}, WithTooltips::Yes)) {
    if (each.offset == offset && label == each.label) return {{"kind", "markdown"}, {"value", each.tooltip}};
  }
  throw RequestError{kInvalidParams, "no hint of this server"};
}

json inlay_hint(Context& context, const json& params) {
  std::string const path = path_in(params);
  auto const known = view_if_known(context, path);
  if (!known) return json::array();  // the client is asked to come again
  const View& view = *known;
  bool const lazy = context.client.capabilities.resolves_tooltips;
  json out = json::array();
  base::Span const span = span_in(view, params, context.encoding());
  for (const auto* site : hinted_sites(view, span)) {
    // Nothing in the source stands for a variadic slice: the dots do.
    bool const variadic = site->kind == placement::SiteKind::VariadicSlice;
    json hint = {{"position", position_json(*view.file, placement::hint_offset(*view.file, *site), context.encoding())},
                 {"label", variadic ? "... " + site->hint : site->hint},
                 {"paddingLeft", true}};
    if (variadic) hint["paddingRight"] = true;
    if (lazy) {
      hint["data"] = {{"path", path}, {"snapshot", view.snapshot->version}, {"site", site->id.value}};
    } else {
      hint["tooltip"] = tooltip(view.report(), *site);
    }
    out.push_back(std::move(hint));
  }
  add_inlining_hints(context, view, span, out);
  return out;
}

json inlay_hint_resolve(Context& context, const json& params) {
  const json& data = params.at("data");
  View const view = view_of(context, data.at("path").get<std::string>());
  if (data.at("snapshot") != view.snapshot->version) {
    throw RequestError{kContentModified, "the package was edited since this hint was made"};
  }
  if (data.contains("inlining")) {
    json out = params;
    out["tooltip"] = inlining_tooltip(view, data.at("inlining").get<uint32_t>(), params.at("label"));
    return out;
  }
  auto const site = data.at("site").get<uint32_t>();
  if (site == 0 || site > view.report().sites.size()) throw RequestError{kInvalidParams, "no hint of this server"};
  json out = params;
  out["tooltip"] = tooltip(view.report(), view.report().sites[site - 1]);
  return out;
}

}  // namespace requests

}  // namespace escapement::lsp
