// The parts of the text report, each one function in a file of its own.
#pragma once

#include <string>

#include "analysis/placement/print.h"
#include "analysis/placement/report.h"
#include "server/render/render.h"

namespace escapement::render {

// The text of a file, each line that creates storage followed by its hints.
std::string source_listing(const placement::Report& report, const placement::ReportFile& file, const TextOptions& options);

// Component | Segment | Lifetime | Notes, for every site of the package.
std::string summary_table(const placement::Report& report, const TextOptions& options);

using placement::place_text;
using placement::size_text;

}  // namespace escapement::render
