// textDocument/hover: everything about the innermost site at a position, and what inlining decided about the call or function there.
#include <fmt/format.h>

#include "server/lsp/convert.h"
#include "server/lsp/inlining_view.h"
#include "server/lsp/methods.h"
#include "server/render/render.h"

namespace escapement::lsp::requests {

namespace {

struct Part {
  std::string markdown;
  base::Span span;
};

std::optional<Part> storage(const View& view, uint32_t offset) {
  auto const sites = sites_at(view.report(), view.file->id, offset);
  if (sites.empty()) return std::nullopt;
  const auto& site = view.report().site(sites[0]);
  return Part{render::hover_markdown(view.report(), site), site.anchor.span};
}

}  // namespace

json hover(Context& context, const json& params) {
  Position const position = position_in(params.at("position"));
  std::string why;
  auto const known = view_if_known(context, path_in(params), &why);
  if (!known) return {{"contents", {{"kind", "markdown"}, {"value", "Storage: " + why + "."}}}};
  const View& view = *known;
  auto const offset = offset_of(lines_of(*view.file), position, context.encoding());
  if (!offset) return nullptr;
  auto const site = storage(view, *offset);
  auto const inlining = inlining_at(view, *offset);
  if (!site && !inlining) return nullptr;
  // On a call's name the storage is that of what stands around it, if of anything.
  bool const site_is_meant = site && site->span.touches(*offset);
  std::string text;
  if (site_is_meant || !inlining) text = site->markdown;
  if (inlining) text += (text.empty() ? "" : "\n---\n\n") + inlining->markdown;
  if (!view.report().notices.empty() && inlining) text += fmt::format("\n_default.pgo: {}_\n", view.report().notices[0].text);
  base::Span const span = site_is_meant || !inlining ? site->span : inlining->span;
  return {{"contents", {{"kind", "markdown"}, {"value", text}}},
          {"range", range_json(view.report(), {view.file->id, span}, context.encoding())}};
}

}  // namespace escapement::lsp::requests
