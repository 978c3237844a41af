#include "server/cli/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "server/cli/output.h"
#include "server/cli/progress.h"

namespace escapement::cli {

namespace {

std::string_view severity_name(base::Severity severity) {
  static constexpr std::string_view kNames[] = {"error", "warning", "info"};
  return kNames[static_cast<size_t>(severity)];
}

// True if something hard is wrong.
bool say_diagnostics(const placement::Report& report) {
  bool errors = false;
  std::string out;
  for (const auto& d : report.diagnostics) {
    errors = errors || d.severity == base::Severity::Error;
    if (const auto* file = report.file(d.place.file)) {
      auto const at = line_column(*file, d.place.span.begin);
      out += fmt::format("{}:{}:{}: ", file->path, at.line, at.column);
    }
    out += fmt::format("{}: {} [{}]\n", severity_name(d.severity), render::one_line(d.text), d.code);
  }
  write_message(out);
  return errors;
}

}  // namespace

ExitCode worse(ExitCode left, ExitCode right) { return std::max(left, right); }

engine::Options engine_options(const CommonOptions& common) {
  engine::Options options;
  options.goroot = common.goroot;
  options.goos = common.goos;
  options.goarch = common.goarch;
  options.tags = common.tags;
  options.tests = common.tests;
  return options;
}

void say_notices(const std::vector<placement::Notice>& notices, std::set<std::string>& said) {
  for (const placement::Notice& notice : notices) {
    if (said.insert(notice.path).second) write_message(fmt::format("{}: info: {} [{}]\n", notice.path, notice.text, notice.code));
  }
}

void say_failure(const engine::Failure& failure) {
  write_message(fmt::format("{}: error: {} [{}]\n", failure.path, failure.text, failure.code));
}

// A folder with two packages can be read: it is wrong.
ExitCode code_of(const engine::Failure& failure) { return failure.code == "source.two-packages" ? kSourceErrors : kInputOutput; }

ExitCode for_each_report(const std::vector<std::string>& patterns, const CommonOptions& common, const OnReport& on_report,
                         inlining::WithExplanation explanation, const OnFailure& on_failure) {
  engine::BuildOptions options{engine_options(common), std::thread::hardware_concurrency(), explanation};
  options.reports = true;
  ExitCode code = kOk;
  Progress progress;
  size_t compiled = 0;
  auto const say = [&](const engine::CompileResult& result) {
    progress.clear();
    if (!result) {
      say_failure(result.error());
      if (on_failure) on_failure(result.error());
      code = worse(code, code_of(result.error()));
      return;
    }
    if (say_diagnostics(result->report)) code = worse(code, kSourceErrors);
    on_report(result->report, result->answers);
  };
  engine::compile_packages(options, patterns, say, [&](size_t done, size_t all) {
    compiled = all;
    progress.show(done, all);
  });
  if (common.stats) write_message(fmt::format("packages compiled: {}\n", compiled));
  return code;
}

}  // namespace escapement::cli
