// Places of a report as LSP has them, and positions of messages as a report has them.
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/placement/report.h"
#include "server/lsp/position.h"

namespace escapement::lsp {

using nlohmann::json;

// Throws RequestError for what is no position.
Position position_in(const json& position);

Lines lines_of(const placement::ReportFile& file);
json position_json(const placement::ReportFile& file, uint32_t offset, Encoding encoding);
// Null where the place has no file of the package.
json range_json(const placement::Report& report, const base::Place& place, Encoding encoding);

}  // namespace escapement::lsp
