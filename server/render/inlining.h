// Printers of what inlining decided; made from answers, none of them analysing anything.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/engine/inlining_answers.h"
#include "server/render/render.h"

namespace escapement::render {

// How a span in a file of the package is written in JSON.
using SpanWriter = std::function<nlohmann::json(base::Span)>;

// The hover of a call or a function in an editor, and the tooltip of its hint.
std::string hover_markdown(const placement::ReportFile& file, const engine::PlacedCall& call);
std::string hover_markdown(const placement::ReportFile& file, const engine::PlacedFunction& function);

// `escapement explain`.
std::string explain(const placement::ReportFile& file, const engine::PlacedCall& call, const TextOptions& options);
std::string explain(const placement::ReportFile& file, const engine::PlacedFunction& function, const TextOptions& options);

// `check --format json` (docs/cli.md).
nlohmann::json call_json(const engine::PlacedCall& call, const SpanWriter& write);
nlohmann::json function_json(const engine::PlacedFunction& function, const SpanWriter& write);
// All answers of a file.
nlohmann::json file_inlining_json(const engine::FileAnswers& answers, const SpanWriter& write);

}  // namespace escapement::render
