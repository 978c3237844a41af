// Printers: all of them made from one placement::Report, none of them analysing anything. All text is UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/placement/report.h"

namespace escapement::render {

enum class Color : uint8_t { Never, Always };

struct TextOptions {
  Color color = Color::Never;
  uint32_t width = 120;  // columns of the terminal; tables wrap to it
};

// `check --format text`: the source with hints, the table, the memory maps of main (or of each function that
// calls another), what is not analysed, and the legend. Diagnostics are not part of it: the batch tool prints
// them on standard error.
std::string text(const placement::Report& report, const TextOptions& options);

// How a place is written in JSON: {path,line,column} for the batch tool, an LSP range for the server.
using PlaceWriter = std::function<nlohmann::json(const placement::Report&, const base::Place&)>;
nlohmann::json line_column_json(const placement::Report& report, const base::Place& place);

// `check --format json`: the whole report (docs/cli.md describes it).
nlohmann::json report_json(const placement::Report& report);
// What stands in the place of a report where a package or file could not be read.
nlohmann::json failure_json(std::string_view path, std::string_view code, std::string_view message);
// One site, as `escapement/placement` and `check --format json` give it; `range_key` names the member that
// `write_place` fills.
nlohmann::json site_json(const placement::Report& report, const placement::Site& site, const PlaceWriter& write_place);
nlohmann::json not_analysed_json(const placement::Report& report, const placement::NotAnalysed& entry, const PlaceWriter& write_place);

// `escapement explain`: one site in full, with the path of steps that makes it escape, each with its source
// line.
std::string explain(const placement::Report& report, const placement::Site& site, const TextOptions& options);

// `escapement explain` where no site is: the line, what there is on it, and the sites nearest to it. A column
// of 0 means the whole line.
std::string explain_nothing(const placement::Report& report, const placement::ReportFile& file, placement::LineColumn at,
                            const TextOptions& options);

// A message as one line that a terminal can show: the first line of it, "…" for what is left out.
std::string one_line(std::string_view text);

// The hover of an editor, and the tooltip of an inlay hint.
std::string hover_markdown(const placement::Report& report, const placement::Site& site);

// `escapement map`.
std::string map_text(const placement::MemoryMap& map, const TextOptions& options);
std::string map_svg(const placement::MemoryMap& map);
nlohmann::json map_json(const placement::Report& report, const placement::MemoryMap& map, const PlaceWriter& write_place);

}  // namespace escapement::render
