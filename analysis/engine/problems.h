// What is wrong with a package besides what the checker says, as part of its report.
#pragma once

#include <span>
#include <vector>

#include "analysis/ir/ir.h"
#include "analysis/placement/report.h"
#include "analysis/source/loader.h"

namespace escapement::engine {

// What the loader found. What is not in a file of the report stands at its beginning, with the place in words; so do files that are left out
// because they use cgo.
void add_problems(source::SourceTable& sources, const std::vector<source::LoadError>& problems, placement::Report& report);

// Functions without an answer that the report does not name.
void add_not_analysed(std::span<const ir::NotAnalysed> functions, placement::Report& report);

}  // namespace escapement::engine
