#include <fmt/format.h>

#include "server/render/markdown.h"
#include "server/render/render.h"
#include "server/render/sections.h"

namespace escapement::render {

namespace {

using placement::CaptureMode;
using placement::Certainty;
using placement::Report;
using placement::Site;

std::string captured_text(const Site& site) {
  std::string out;
  for (CaptureMode mode : {CaptureMode::Reference, CaptureMode::Value}) {
    std::string names;
    for (const auto& capture : site.captured_by) {
      if (capture.mode == mode) names += (names.empty() ? "" : ", ") + markdown_code(capture.closure);
    }
    if (names.empty()) continue;
    out += fmt::format("{}by {} by {}", out.empty() ? "" : "; ", mode == CaptureMode::Reference ? "reference" : "value", names);
  }
  return out;
}

// A place as a reader of the site's file needs it: the line, and the file's name where it is another one.
std::string short_place(const Report& report, const Site& site, const base::Place& place) {
  const auto* file = report.file(place.file);
  if (file == nullptr) return place_text(report, place);
  uint32_t const line = line_column(*file, place.span.begin).line;
  if (place.file == site.anchor.file) return fmt::format("line {}", line);
  return markdown_code(fmt::format("{}:{}", file->path.substr(file->path.rfind('/') + 1), line));
}

}  // namespace

std::string hover_markdown(const Report& report, const Site& site) {
  std::string out = fmt::format("**{}** {} — **{}**", site_kind_name(site.kind), markdown_code(site.name),
                                site.hint.empty() ? std::string(segment_name(site.segment)) : site.hint);
  out += "\n\n| | |\n|:--|:--|\n";
  auto row = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("| {} | {} |\n", key, value);
  };
  std::string segment(segment_name(site.segment));
  if (site.certainty == Certainty::Assumed) segment += " (assumed)";
  bool const one_instance = site.instances.size() == 1;
  if (one_instance) segment += fmt::format(", {}", site.instances[0].where);
  row("Segment", segment);
  row("Size", size_text(site.size));
  row("Lifetime", site.lifetime);
  // The notes of a captured variable say it too, and more.
  if (!site.notes.starts_with("captured")) row("Captured", captured_text(site));
  if (!site.decision.empty()) row("gc says", markdown_code(site.decision));
  for (const auto& instance : site.instances) {
    if (!one_instance) row("Instance", fmt::format("{}: {}", instance.where, segment_name(instance.segment)));
  }
  if (!site.notes.empty()) out += fmt::format("\n{}\n", site.notes);
  if (!site.reason.empty()) out += fmt::format("\n_{}_\n", site.reason);
  if (!site.why.empty()) {
    out += "\nWhy:\n";
    for (const auto& step : site.why) {
      out += fmt::format("1. {} ({})\n", step.text, short_place(report, site, step.place));
    }
  }
  return out;
}

}  // namespace escapement::render
