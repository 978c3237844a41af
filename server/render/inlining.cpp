#include "server/render/inlining.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/render/markdown.h"
#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using engine::PlacedCall;
using engine::PlacedFunction;
using inlining::CallAnswer;
using inlining::CallVerdict;
using inlining::CostPart;
using inlining::FunctionAnswer;
using inlining::FunctionVerdict;
using nlohmann::json;
using placement::ReportFile;

constexpr size_t kMostLetters = 60;  // of a part's text

// The first line of a part's text, shortened.
std::string text_of(const ReportFile& file, base::Span span) {
  std::string_view text = std::string_view(file.text).substr(std::min<size_t>(span.begin, file.text.size()), span.size());
  bool const more = text.find('\n') != std::string_view::npos;
  text = text.substr(0, text.find('\n'));
  return shortened(printable(more ? fmt::format("{}…", text) : std::string(text)), kMostLetters);
}

std::string place_of(const ReportFile& file, base::Span span) {
  auto const [line, column] = line_column(file, span.begin);
  return fmt::format("{}:{}", line, column);
}

std::string headline(const CallAnswer& call) {
  switch (call.verdict) {
    case CallVerdict::Inlined: return "inlined";
    case CallVerdict::NoCall: return "no call";
    case CallVerdict::Intrinsic: return "not a call";
    default: return "not inlined";
  }
}

std::string headline(const FunctionAnswer& function) {
  switch (function.verdict) {
    case FunctionVerdict::CanInline: return "can be inlined";
    case FunctionVerdict::TooComplex:
    case FunctionVerdict::Impossible: return "cannot be inlined";
    case FunctionVerdict::NotAnalysed: return "not analysed";
    case FunctionVerdict::Generic: return "no instance";
  }
  return {};
}

// "cost 37, at most 80 here"
std::string cost_of(const CallAnswer& call) {
  if (!call.cost) return {};
  std::string out = fmt::format("{}", *call.cost);
  if (call.limit != 0) out += fmt::format(", at most {} here", call.limit);
  if (call.limit != 0 && call.caller_is_big) out += fmt::format(" ({} is big)", call.caller);
  return out;
}

std::string cost_of(const FunctionAnswer& function) {
  if (function.cost) return fmt::format("{} of {}", *function.cost, function.budget);
  return {};
}

std::string remark(const FunctionAnswer& function) {
  if (!function.big) return {};
  return "It is so big that gc inlines only functions that cost at most 20 into it.";
}

json part_json(const CostPart& part, uint32_t start, const SpanWriter& write) {
  return {{"range", write(part.span.shifted(start))}, {"kind", part_kind_text(part.kind)}, {"cost", part.cost}};
}

}  // namespace

std::string hover_markdown(const ReportFile&, const PlacedCall& placed) {
  const CallAnswer& call = *placed.answer;
  std::string out = fmt::format("**call**{} — **{}**\n", call.callee.empty() ? "" : " " + markdown_code(call.callee), headline(call));
  std::string rows;
  auto const row = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) rows += fmt::format("| {} | {} |\n", key, value);
  };
  row("Why", reason_of(call));
  row("Cost", cost_of(call));
  row("In", call.verdict == CallVerdict::CallerNotAnalysed ? std::string() : markdown_code(call.caller));
  if (!call.devirtualized.empty()) row("gc says", markdown_code(call.devirtualized));
  return rows.empty() ? out : fmt::format("{}\n| | |\n|:--|:--|\n{}", out, rows);
}

std::string hover_markdown(const ReportFile& file, const PlacedFunction& placed) {
  const FunctionAnswer& function = *placed.answer;
  std::string out =
      fmt::format("**{}** {} — **{}**\n", function.literal ? "func literal" : "function", markdown_code(function.name), headline(function));
  if (std::string const why = reason_of(function); !why.empty()) out += fmt::format("\n{}\n", why);
  if (std::string const big = remark(function); !big.empty()) out += fmt::format("\n{}\n", big);
  if (!function.cost || function.dearest.empty()) return out;
  out += fmt::format("\nCost {}, of which\n\n| cost | line | |\n|--:|:--|:--|\n", cost_of(function));
  for (const CostPart& part : function.dearest) {
    base::Span const span = placed.in_file(part.span);
    out += fmt::format("| {} | {} | {} ({}) |\n", part.cost, place_of(file, span), markdown_cell_code(text_of(file, span)),
                       part_kind_text(part.kind));
  }
  if (function.other_cost != 0) out += fmt::format("| {} | | the rest |\n", function.other_cost);
  return out;
}

std::string explain(const ReportFile& file, const PlacedCall& placed, const TextOptions& options) {
  const CallAnswer& call = *placed.answer;
  std::string out = fmt::format(
      "{}:{}: call {}\n", file.path, place_of(file, placed.in_file(call.anchor)),
      styled(call.callee.empty() ? text_of(file, placed.in_file(call.span)) : printable(call.callee), Emphasis::Bold, options.color));
  auto const row = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<10}{}\n", key, value);
  };
  row("inlining", headline(call));
  row("cost", cost_of(call));
  row("because", reason_of(call));
  row("function", call.caller);
  row("gc says", call.devirtualized);
  return out;
}

std::string explain(const ReportFile& file, const PlacedFunction& placed, const TextOptions& options) {
  const FunctionAnswer& function = *placed.answer;
  std::string out =
      fmt::format("{}:{}: {} {}\n", file.path, place_of(file, placed.in_file(function.anchor)),
                  function.literal ? "func literal" : "function", styled(printable(function.name), Emphasis::Bold, options.color));
  auto const row = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<10}{}\n", key, value);
  };
  row("inlining", headline(function));
  row("cost", cost_of(function));
  row("because", reason_of(function));
  row("notes", remark(function));
  if (!function.cost || function.dearest.empty()) return out;
  out += "  of which\n";
  for (const CostPart& part : function.dearest) {
    base::Span const span = placed.in_file(part.span);
    out += fmt::format("    {:>5}  {:<9} {}  ({})\n", part.cost, place_of(file, span), text_of(file, span), part_kind_text(part.kind));
  }
  if (function.other_cost != 0) out += fmt::format("    {:>5}  {:<9} the rest\n", function.other_cost, "");
  return out;
}

json call_json(const PlacedCall& placed, const SpanWriter& write) {
  const CallAnswer& call = *placed.answer;
  json out = {{"range", write(placed.in_file(call.span))},
              {"anchor", write(placed.in_file(call.anchor))},
              {"caller", call.caller},
              {"callee", call.callee.empty() ? json(nullptr) : json(call.callee)},
              {"inlined", call.verdict == CallVerdict::Inlined},
              {"verdict", verdict_name(call.verdict)},
              {"cost", call.cost ? json(*call.cost) : json(nullptr)},
              {"limit", call.limit == 0 ? json(nullptr) : json(call.limit)},
              {"reason", reason_of(call)}};
  if (!call.devirtualized.empty()) out["devirtualized"] = call.devirtualized;
  return out;
}

json function_json(const PlacedFunction& placed, const SpanWriter& write) {
  const FunctionAnswer& function = *placed.answer;
  json dearest = json::array();
  for (const CostPart& part : function.dearest) dearest.push_back(part_json(part, placed.start, write));
  return {{"name", function.name},
          {"range", write(placed.in_file(function.span))},
          {"anchor", write(placed.in_file(function.anchor))},
          {"literal", function.literal},
          {"inlinable", function.verdict == FunctionVerdict::CanInline},
          {"verdict", verdict_name(function.verdict)},
          {"cost", function.cost ? json(*function.cost) : json(nullptr)},
          {"budget", function.budget == 0 ? json(nullptr) : json(function.budget)},
          {"reason", reason_of(function)},
          {"big", function.big},
          {"dearest", std::move(dearest)},
          {"otherCost", function.other_cost}};
}

json file_inlining_json(const engine::FileAnswers& answers, const SpanWriter& write) {
  json functions = json::array();
  for (const PlacedFunction& each : functions_in(answers, {0, UINT32_MAX})) functions.push_back(function_json(each, write));
  json calls = json::array();
  for (const PlacedCall& each : calls_in(answers, {0, UINT32_MAX})) calls.push_back(call_json(each, write));
  return {{"functions", std::move(functions)}, {"calls", std::move(calls)}};
}

}  // namespace escapement::render
