#include "server/cli/decisions.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "analysis/engine/compile_packages.h"
#include "server/cli/reports.h"

namespace escapement::cli {

namespace {

// Reports name files as the user did.
std::string absolute(const std::string& path) {
  std::error_code error;
  return std::filesystem::absolute(path, error).lexically_normal().string();
}

}  // namespace

Decisions::Decisions(const std::vector<std::string>& patterns, const CommonOptions& common) {
  engine::BuildOptions const options{engine_options(common), std::thread::hardware_concurrency(), inlining::WithExplanation::Yes};
  engine::compile_packages(options, patterns, [&](engine::CompileResult result) {
    if (!result) return;
    for (engine::FileAnswers& file : result->answers.files) file.path = absolute(file.path);
    packages_.push_back(std::move(result->answers));
  });
}

const engine::FileAnswers* Decisions::of(const placement::Report& report, const placement::ReportFile& file) const {
  // A file may be in several packages: with tests and without, or of several programs.
  for (const engine::InliningAnswers& package : packages_) {
    bool const same =
        package.files.size() == report.files.size() &&
        std::ranges::all_of(report.files, [&](const placement::ReportFile& each) { return package.file(absolute(each.path)) != nullptr; });
    if (same) return package.file(absolute(file.path));
  }
  return nullptr;
}

}  // namespace escapement::cli
