// escapement check: all storage of packages, as text for people, as JSON for programs, as gc's lines for
// comparing; or what one phase of the analysis made.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/engine/phases.h"
#include "server/cli/commands.h"
#include "server/cli/gc_flags.h"
#include "server/cli/inlining.h"
#include "server/cli/output.h"
#include "server/cli/reports.h"
#include "server/render/inlining.h"

namespace escapement::cli {

namespace {

using nlohmann::json;

constexpr int kMostLevel = 2;  // of -m

struct CheckOptions {
  std::vector<std::string> patterns;
  std::string format = "text";
  std::string phase;
  int level = 1;
  bool no_inline = false;
  std::string gc_flags;
  GcLines lines;  // that gc would print, where they are asked for
  bool inlining = false;
  CommonOptions common;
};

json inlining_json(const placement::Report& report, const engine::InliningAnswers& answers) {
  json out = {{"functions", json::array()}, {"calls", json::array()}};
  for (const placement::ReportFile& file : report.files) {
    const engine::FileAnswers* const of = answers.file(file.path);
    if (of == nullptr) continue;
    auto const write = [&](base::Span span) { return render::line_column_json(report, {file.id, span}); };
    json const of_file = render::file_inlining_json(*of, write);
    for (const char* member : {"functions", "calls"}) out[member].insert(out[member].end(), of_file[member].begin(), of_file[member].end());
  }
  return out;
}

ExitCode print_json(const CheckOptions& options) {
  json all = json::array();
  ExitCode const code = for_each_report(
      options.patterns, options.common,
      [&](const placement::Report& report, const engine::InliningAnswers& answers) {
        all.push_back(render::report_json(report));
        if (options.inlining) all.back()["inlining"] = inlining_json(report, answers);
      },
      options.inlining ? inlining::WithExplanation::Yes : inlining::WithExplanation::No,
      [&](const engine::Failure& failure) { all.push_back(render::failure_json(failure.path, failure.code, failure.text)); });
  return worse(code, write_output(all.dump(2, ' ', false, json::error_handler_t::replace) + "\n"));
}

ExitCode print_reports(const CheckOptions& options) {
  render::TextOptions const text = text_options(options.common);
  ExitCode written = kOk;
  std::set<std::string> said;
  ExitCode const code =
      for_each_report(options.patterns, options.common, [&](const placement::Report& report, const engine::InliningAnswers&) {
        say_notices(report.notices, said);
        written = worse(written, write_output(render::text(report, text)));
      });
  return worse(code, written);
}

ExitCode print_phase(const CheckOptions& options) {
  ExitCode code = kOk;
  for (const engine::PhaseResult& result :
       engine::print_phase(engine_options(options.common), options.patterns, *engine::phase_of(options.phase))) {
    if (!result) {
      say_failure(result.error());
      code = worse(code, code_of(result.error()));
    } else {
      code = worse(code, write_output(*result));
    }
  }
  return code;
}

GcLines lines_of(const CheckOptions& options) {
  auto const told = parse_gc_flags(options.gc_flags);
  if (!told) throw CLI::ValidationError("--gc-flags", told.error());
  GcLines lines{std::max(options.level, std::min(told->level, kMostLevel)), told->flags, told->package_path};
  lines.flags.no_inlining = lines.flags.no_inlining || options.no_inline;
  return lines;
}

ExitCode check(const CheckOptions& options) {
  if (!options.phase.empty()) return print_phase(options);
  if (options.format == "gc") return print_inlining(options.patterns, options.common, options.lines);
  return options.format == "json" ? print_json(options) : print_reports(options);
}

}  // namespace

void add_check(CLI::App& app, ExitCode& code) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* const command = app.add_subcommand("check", "Print the source with hints, a table of all storage, and a memory map");
  command->add_option("PATTERN", options->patterns, "Go files, folders, or folders with /... (default: this folder)")->type_name("");
  auto* const format = command->add_option("--format", options->format, "text (default), json, or gc (lines of go build -gcflags=-m)")
                           ->type_name("FORMAT")
                           ->check(CLI::IsMember({"text", "json", "gc"}));
  command->add_option("--print", options->phase, "Print what a phase of the analysis made, instead of a report")
      ->type_name("PHASE")
      ->check(CLI::IsMember(engine::phase_names()))
      ->excludes(format);
  auto* const level =
      command->add_option("--level", options->level, "With --format gc: what go build -gcflags=-m says (1, default), or -m=2 (2)")
          ->type_name("N")
          ->check(CLI::Range(1, kMostLevel));
  command->add_flag("--inlining", options->inlining, "With --format json: what is inlined too");
  auto* const no_inline = command->add_flag("--no-inline", options->no_inline, "With --format gc: inline nothing, as gc's -l");
  auto* const gc_flags =
      command->add_option("--gc-flags", options->gc_flags, "With --format gc: what go build -gcflags=FLAGS says (docs/cli.md: which FLAGS)")
          ->type_name("FLAGS");
  add_common_options(*command, options->common);
  command->footer(
      "Examples:\n"
      "  escapement check examples/counter.go                        one program\n"
      "  escapement check ./...                                      every package from here down\n"
      "  escapement check --format json . | jq '.[].sites[] | select(.segment == \"heap\") | .name'\n"
      "  escapement check --format gc --no-inline examples/counter.go  to compare with go build -gcflags='-m "
      "-l'\n"
      "\n"
      "Several files of one package are one package, as for go build; files that declare main are programs "
      "each.\n"
      "Reports go to standard output; what is wrong with the source goes to standard error, one line each:\n"
      "  path:line:column: error: text [code]\n"
      "Exit code: 0 all is answered; 1 a source file has errors (the rest is answered); 2 the command line "
      "is wrong;\n"
      "3 a file cannot be read or the output cannot be written (the rest is answered).");
  command->callback([options, level, no_inline, gc_flags, &code] {
    for (const CLI::Option* option : {level, no_inline, gc_flags}) {
      if (option->count() != 0 && options->format != "gc") throw CLI::ValidationError(option->get_name(), "needs --format gc");
    }
    if (options->inlining && options->format != "json") throw CLI::ValidationError("--inlining", "needs --format json");
    options->lines = lines_of(*options);
    code = check(*options);
  });
}

}  // namespace escapement::cli
