// From the pieces of a text to its FileTree: declarations and errors in their places, and what only the whole text shows.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "analysis/syntax/ast.h"
#include "analysis/syntax/builder.h"
#include "analysis/syntax/piece.h"

namespace escapement::syntax {

// Offsets are 32 bits, and the runtime's are too; half of that leaves room for arithmetic. What is behind is cut.
inline constexpr size_t kLargestText = size_t{1} << 31;

struct Placed {
  Piece piece;
  uint32_t offset = 0, size = 0;  // of the section
};

// `pieces` are those of `text`, in their order, at least one. `file` goes into the places of errors.
std::shared_ptr<const FileTree> assemble(NameCache& names, base::FileId file, std::string_view text, std::span<const Placed> pieces);

}  // namespace escapement::syntax
