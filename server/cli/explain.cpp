// escapement explain: the storage at a position, and the steps why; what is inlined there, and what a function costs.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "server/cli/commands.h"
#include "server/cli/output.h"
#include "server/cli/place.h"
#include "server/cli/reports.h"
#include "server/render/inlining.h"

namespace escapement::cli {

namespace {

using placement::Report;
using placement::ReportFile;
using placement::SiteId;

struct ExplainOptions {
  std::string place;
  CommonOptions common;
};

// A place in a function's body is in the function's code, but that is not what the question is about.
bool only_encloses(const placement::Site& site, uint32_t offset) {
  return site.segment == placement::Segment::Code && !site.anchor.span.touches(offset);
}

std::vector<SiteId> wanted_sites(const Report& report, const ReportFile& file, placement::LineColumn at) {
  if (at.column == 0) return sites_on_line(report, file.id, at.line);
  auto const offset = offset_of(file, at);
  if (!offset) return {};
  std::vector<SiteId> sites = sites_at(report, file.id, *offset);
  std::erase_if(sites, [&](SiteId id) { return only_encloses(report.site(id), *offset); });
  return sites;
}

size_t count_lines(const ReportFile& file) { return file.line_starts.size() - (file.text.ends_with('\n') ? 1 : 0); }

void append(std::string& out, const std::string& part) { out += (out.empty() ? "" : "\n") + part; }

// Functions and calls at the place: of a line all whose name stands on it.
std::string inlining_answer(const ReportFile& file, const engine::FileAnswers& answers, placement::LineColumn at,
                            const render::TextOptions& text) {
  std::string out;
  auto const show = [&](const auto& list) {
    for (const auto& each : list) {
      uint32_t const line = line_column(file, each.in_file(each.answer->anchor).begin).line;
      if (at.column != 0 || line == at.line) append(out, render::explain(file, each, text));
    }
  };
  if (at.column == 0) {
    base::Span const all{0, static_cast<uint32_t>(file.text.size())};
    show(functions_in(answers, all));
    show(calls_in(answers, all));
  } else if (auto const offset = offset_of(file, at)) {
    show(functions_at(answers, *offset));
    show(calls_at(answers, *offset));
  }
  return out;
}

struct Subject {
  const Report& report;
  const ReportFile& file;
  const engine::FileAnswers* inlining;  // null: there are none
};

std::string answer(const Subject& subject, placement::LineColumn at, const render::TextOptions& text) {
  std::string out;
  for (SiteId id : wanted_sites(subject.report, subject.file, at))
    append(out, render::explain(subject.report, subject.report.site(id), text));
  std::string const inlining = subject.inlining == nullptr ? std::string() : inlining_answer(subject.file, *subject.inlining, at, text);
  if (!inlining.empty()) append(out, inlining);
  if (out.empty()) out = render::explain_nothing(subject.report, subject.file, at, text);
  return out;
}

ExitCode explain(const ExplainOptions& options) {
  auto const wanted = parse_place(options.place);
  if (!wanted) {
    write_message(
        fmt::format("error: {} is not of the form FILE:LINE or FILE:LINE:COLUMN\nSee escapement explain --help\n", options.place));
    return kUsage;
  }
  render::TextOptions const text = text_options(options.common);
  ExitCode written = kOk;
  auto const explain_in = [&](const Report& report, const engine::InliningAnswers& answers) {
    for (const ReportFile& file : report.files) {
      if (file.path != wanted->path) continue;
      if (wanted->at.line > count_lines(file)) {
        write_message(fmt::format("error: {} has only {} lines\n", file.path, count_lines(file)));
        written = worse(written, kUsage);
      } else {
        written = worse(written, write_output(answer({report, file, answers.file(file.path)}, wanted->at, text)));
      }
    }
  };
  ExitCode const code = for_each_report({wanted->path}, options.common, explain_in, inlining::WithExplanation::Yes);
  return worse(code, written);
}

}  // namespace

void add_explain(CLI::App& app, ExitCode& code) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* const command =
      app.add_subcommand("explain", "Explain the storage at a position, the steps that make it escape, and what is inlined there");
  command
      ->add_option("FILE:LINE[:COLUMN]", options->place,
                   "The place; lines and columns count from 1, columns count bytes.\n"
                   "Without a column: everything that begins on the line")
      ->type_name("")
      ->required();
  add_common_options(*command, options->common);
  command->footer(
      "Examples:\n"
      "  escapement explain examples/counter.go:11        all storage of line 11\n"
      "  escapement explain examples/counter.go:12:15     the function literal at column 15\n"
      "\n"
      "Exit codes are those of check; 2 also if the file has no such line.");
  command->callback([options, &code] { code = explain(*options); });
}

}  // namespace escapement::cli
