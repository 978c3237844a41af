// The run over all batches of a package, for those who look at the graphs themselves (the printer, tests).
#pragma once

#include <functional>
#include <span>

#include "analysis/escape/batch.h"
#include "analysis/escape/result.h"
#include "analysis/escape/whole_program.h"

namespace escapement::escape {

// Called after each batch with both solved graphs and the lines that the batch gave.
using BatchObserver = std::function<void(const Batch& pessimistic, const Batch& optimistic, std::span<const Line> lines)>;

Result analyse(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known, const BatchObserver& observe);

// Called after each batch with its solved graph and the lines that it gave.
using SolvedObserver = std::function<void(const Batch& batch, std::span<const Line> lines)>;
Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, const Mode& mode,
               const SolvedObserver& observe);

// What callers know of a function once its batch is solved.
facts::FunctionFacts tags_of(const Function& function);
// The tags of functions of other packages: those of the package itself may be of an earlier time.
KnownFunction imported_tags(check::Program& program, types::PackageId package, const Tags& tags);

// What gc says of a solved batch, and what was decided, appended to the result.
void report(check::Program& program, Batch& batch, Result& result);

}  // namespace escapement::escape
