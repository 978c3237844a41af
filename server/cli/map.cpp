// escapement map: the memory map of one function's run, as text, picture or JSON.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/output.h"
#include "server/cli/reports.h"

namespace escapement::cli {

namespace {

using nlohmann::json;

struct MapOptions {
  std::vector<std::string> patterns;
  std::string function;
  std::string format = "text";
  std::string output;
  CommonOptions common;
};

bool is_wanted(const MapOptions& options, const placement::Report& report, const placement::MemoryMap& map) {
  if (!options.function.empty()) return map.root == options.function;
  return report.maps.size() == 1 || map.root == "main";
}

struct Drawn {
  std::string text;
  json all = json::array();
  bool any = false;
  std::vector<std::string> others;  // functions that could have been asked for
};

void draw(const MapOptions& options, const placement::Report& report, Drawn& drawn) {
  for (const auto& map : report.maps) {
    if (!is_wanted(options, report, map)) {
      drawn.others.push_back(map.root);
      continue;
    }
    drawn.any = true;
    if (options.format == "svg") {
      drawn.text += render::map_svg(map);
    } else if (options.format == "json") {
      drawn.all.push_back(render::map_json(report, map, render::line_column_json));
    } else {
      drawn.text += render::map_text(map, text_options(options.common));
    }
  }
}

std::string nothing_to_draw(const MapOptions& options, const Drawn& drawn) {
  constexpr size_t kMostNames = 10;
  std::string out = fmt::format("error: there is no function {} to draw", options.function.empty() ? "main" : options.function);
  for (size_t i = 0; i < drawn.others.size() && i < kMostNames; ++i) {
    out += (i == 0 ? "; there are " : ", ") + drawn.others[i];
  }
  if (drawn.others.size() > kMostNames) out += ", …";
  return out + "\n";
}

ExitCode map(const MapOptions& options) {
  Drawn drawn;
  ExitCode const code =
      for_each_report(options.patterns, options.common,
                      [&](const placement::Report& report, const engine::InliningAnswers&) { draw(options, report, drawn); });
  if (!drawn.any) {
    if (code == kInputOutput) return code;
    write_message(nothing_to_draw(options, drawn));
    return kUsage;
  }
  if (options.format == "json") drawn.text = drawn.all.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  return worse(code, write_output(drawn.text, options.output.c_str()));
}

}  // namespace

void add_map(CLI::App& app, ExitCode& code) {
  auto options = std::make_shared<MapOptions>();
  CLI::App* const command = app.add_subcommand("map", "Draw the memory map of a function's run");
  command->add_option("PATTERN", options->patterns, "Go files, folders, or folders with /... (default: this folder)")->type_name("");
  command->add_option("--func", options->function, "The function to draw, as gc names it: main (default), (*T).Method")->type_name("NAME");
  command->add_option("--format", options->format, "text (default), svg or json")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "svg", "json"}));
  command->add_option("-o,--output", options->output, "Write to this file instead of standard output")->type_name("FILE");
  add_common_options(*command, options->common);
  command->footer(
      "Examples:\n"
      "  escapement map examples/counter.go\n"
      "  escapement map examples/counter.go --format svg -o counter.svg\n"
      "  escapement map examples/map_structs.go --func byPointer\n"
      "\n"
      "The map shows the function's frame, the objects of each call it makes, and arrows from each function "
      "value to\n"
      "its code and to what it captured. Exit codes are those of check; 2 also if there is no such "
      "function.");
  command->callback([options, &code] { code = map(*options); });
}

}  // namespace escapement::cli
