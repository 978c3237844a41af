// Which files make a package (go/build, Context.Import: what it takes and what it leaves).
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "analysis/source/build_constraint.h"
#include "analysis/source/source_table.h"

namespace escapement::source {

// The Go files of a folder that belong to this build, sorted by name, without tests; overlays count as files.
// Codes of the error: "source.not-found", "source.no-go-files".
std::expected<std::vector<std::string>, ReadError> package_files(SourceTable& table, const std::string& folder,
                                                                 const BuildContext& context);

}  // namespace escapement::source
