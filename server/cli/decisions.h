// What inlining decided about the packages that patterns name, to be shown with their reports: the packages and all they import are compiled.
#pragma once

#include <string>
#include <vector>

#include "analysis/engine/inlining_answers.h"
#include "server/cli/options.h"

namespace escapement::cli {

class Decisions {
 public:
  // What is wrong with packages is the reports' to say.
  Decisions(const std::vector<std::string>& patterns, const CommonOptions& common);

  // The answers of a file of a report; null: its package could not be compiled.
  const engine::FileAnswers* of(const placement::Report& report, const placement::ReportFile& file) const;

 private:
  std::vector<engine::InliningAnswers> packages_;
};

}  // namespace escapement::cli
