// textDocument/hover: everything about the innermost site at a position.
#include "server/lsp/convert.h"
#include "server/lsp/methods.h"
#include "server/render/render.h"

namespace escapement::lsp::requests {

json hover(Context& context, const json& params) {
  Position const position = position_in(params.at("position"));
  View const view = view_of(context, path_in(params));
  auto const offset = offset_of(lines_of(*view.file), position, context.encoding());
  if (!offset) return nullptr;
  auto const sites = sites_at(view.report(), view.file->id, *offset);
  if (sites.empty()) return nullptr;
  const auto& site = view.report().site(sites[0]);
  return {{"contents", {{"kind", "markdown"}, {"value", render::hover_markdown(view.report(), site)}}},
          {"range", range_json(view.report(), site.anchor, context.encoding())}};
}

}  // namespace escapement::lsp::requests
