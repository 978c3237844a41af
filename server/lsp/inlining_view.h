// What inlining decided, for hovers and hints of a document.
#pragma once

#include <optional>
#include <string>

#include "server/lsp/context.h"

namespace escapement::lsp {

struct InliningAt {
  std::string markdown;
  base::Span span;  // of what it is about
};

// About the call or function at an offset; none: there is no call and no function.
std::optional<InliningAt> inlining_at(const View& view, uint32_t offset);

struct InliningHint {
  uint32_t offset;
  std::string label;
  std::string tooltip;  // Markdown, where it is asked for
};
enum class WithTooltips : uint8_t { No, Yes };
// By position.
std::vector<InliningHint> inlining_hints(const View& view, base::Span span, WithTooltips tooltips);

}  // namespace escapement::lsp
