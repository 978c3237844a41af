// The inlay hints of a document: which sites have one, and where.
#pragma once

#include <vector>

#include "server/lsp/context.h"

namespace escapement::lsp {

// Those whose position is in the span, its end included; of equal hints at one place the first.
std::vector<const placement::Site*> hinted_sites(const View& view, base::Span span);

}  // namespace escapement::lsp
