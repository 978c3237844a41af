// Compiles what patterns name with all that is imported, and says on standard error what is wrong with it, as `path:line:col: error:
// text [code]`.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analysis/engine/compile_packages.h"
#include "server/cli/exit_code.h"
#include "server/cli/options.h"

namespace escapement::cli {

using OnReport = std::function<void(const placement::Report&, const engine::InliningAnswers&)>;
using OnFailure = std::function<void(const engine::Failure&)>;

// Calls `on_report` for every package, in order, with what inlining decided about it where that is asked for, and `on_failure` (which may be
// empty) for what could not be analysed at all. The code is the worst of what happened: kInputOutput, else kSourceErrors, else kOk.
ExitCode for_each_report(const std::vector<std::string>& patterns, const CommonOptions& common, const OnReport& on_report,
                         inlining::WithExplanation explanation = inlining::WithExplanation::No, const OnFailure& on_failure = {});

engine::Options engine_options(const CommonOptions& common);
ExitCode code_of(const engine::Failure& failure);
// Says each notice once; `said` are the paths of those that were said.
void say_notices(const std::vector<placement::Notice>& notices, std::set<std::string>& said);
void say_failure(const engine::Failure& failure);
ExitCode worse(ExitCode left, ExitCode right);

}  // namespace escapement::cli
