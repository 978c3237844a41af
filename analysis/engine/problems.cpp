#include "analysis/engine/problems.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace escapement::engine {

namespace fs = std::filesystem;

void add_problems(source::SourceTable& sources, const std::vector<source::LoadError>& problems, placement::Report& report) {
  base::Place const beginning{report.files.empty() ? base::FileId() : report.files[0].id, {}};
  for (const source::LoadError& problem : problems) {
    base::Diagnostic diagnostic{base::Severity::Error, problem.code, {sources.id_of(problem.path), {}}, problem.text, {}};
    if (const placement::ReportFile* const file = report.file(diagnostic.place.file)) {
      uint32_t const offset = offset_of(*file, {problem.at.line, problem.at.column}).value_or(0);
      diagnostic.place.span = {offset, offset};
    } else {
      diagnostic.place = beginning;
      std::string const line = problem.at.line == 0 ? std::string() : fmt::format(":{}:{}", problem.at.line, problem.at.column);
      diagnostic.text = fmt::format("{}{}: {}", problem.path, line, problem.text);
    }
    if (problem.code == source::code::kUsesCgo) {
      report.not_analysed.push_back({fs::path(problem.path).filename().string(), problem.text, beginning});
    } else {
      report.diagnostics.push_back(std::move(diagnostic));
    }
  }
}

void add_not_analysed(std::span<const ir::NotAnalysed> functions, placement::Report& report) {
  for (const ir::NotAnalysed& each : functions) {
    bool const known = std::ranges::any_of(report.not_analysed, [&](const placement::NotAnalysed& other) {
      return other.place.file == each.place.file && other.place.span == each.place.span && other.function == each.function;
    });
    if (!known) report.not_analysed.push_back({each.function, each.construct, each.place});
  }
}

}  // namespace escapement::engine
