#include "server/lsp/diagnostics.h"

#include <fmt/format.h>

#include "server/lsp/convert.h"
#include "server/lsp/hints.h"

namespace escapement::lsp {

namespace {

// LSP 3.17, DiagnosticSeverity
enum LspSeverity : int { kError = 1, kWarning = 2, kInformation = 3, kHint = 4 };

json entry(json range, int severity, std::string_view code, std::string text) {
  return {{"range", std::move(range)}, {"severity", severity}, {"source", "escapement"}, {"code", code}, {"message", std::move(text)}};
}

// Why the document has no analysis, at its beginning.
json failure(const std::string& text) {
  json const start = {{"line", 0}, {"character", 0}};
  return json::array({entry({{"start", start}, {"end", start}}, kWarning, "server.no-analysis", text)});
}

// The hints of a document, to tell whether they changed.
std::string print_hints(const View& view) {
  std::string out;
  for (const auto* site : hinted_sites(view, {0, UINT32_MAX})) out += fmt::format("{} {}\n", site->anchor.span.end, site->hint);
  return out;
}

}  // namespace

json diagnostics_json(const View& view, Encoding encoding) {
  json out = json::array();
  for (const auto& d : view.report().diagnostics) {
    if (d.place.file != view.file->id) continue;
    out.push_back(entry(range_json(view.report(), d.place, encoding), static_cast<int>(d.severity) + kError, d.code, d.text));
  }
  for (const auto& each : view.report().not_analysed) {
    if (each.place.file != view.file->id) continue;
    out.push_back(entry(range_json(view.report(), each.place, encoding), kInformation, "escape.not-analysed",
                        fmt::format("{} is not analysed: {}", each.function, each.construct)));
  }
  return out;
}

json escape_diagnostics_json(const Context& context, const View& view) {
  const placement::Report& report = view.report();
  json out = json::array();
  for (const placement::Site& site : report.sites) {
    if (site.place.file != view.file->id || site.segment != placement::Segment::Heap || site.decision.empty()) continue;
    json steps = json::array();
    for (const placement::Step& step : site.why) {
      const placement::ReportFile* const file = report.file(step.place.file);
      if (file == nullptr) continue;
      json const location = {{"uri", context.documents.uri_of(file->path)}, {"range", range_json(report, step.place, context.encoding())}};
      steps.push_back({{"location", location}, {"message", step.text}});
    }
    json one = entry(range_json(report, site.anchor, context.encoding()), kHint, "escape.heap", site.decision);
    if (!steps.empty()) one["relatedInformation"] = std::move(steps);
    out.push_back(std::move(one));
  }
  return out;
}

void Publisher::publish(Context& context) {
  uint64_t const changes = context.documents.changes();
  bool const escapes = context.client.settings.escape_diagnostics;
  clear_closed(context);
  bool refresh = false;
  for (const auto& [path, document] : context.documents.all()) {
    refresh |= publish_document(context, path, document);
    if (context.stop.stop_requested()) return;
  }
  published_changes_ = changes;
  published_escapes_ = escapes;
  if (refresh && context.client.capabilities.refreshes_hints) context.client.ask("workspace/inlayHint/refresh");
}

// True: its hints are others now although the document itself is as it was.
bool Publisher::publish_document(Context& context, const std::string& path, const Document& document) {
  json list;
  std::string hints;
  try {
    View const view = view_of(context, path, Patience::UntilStopped);
    list = diagnostics_json(view, context.encoding());
    if (context.client.settings.escape_diagnostics) {
      for (json& each : escape_diagnostics_json(context, view)) list.push_back(std::move(each));
    }
    log_notices(context, view);
    hints = print_hints(view);
  } catch (const RequestError& error) {
    if (error.code == kRequestCancelled) return false;
    list = failure(error.text);
  }
  auto const [found, first] = published_.try_emplace(path);
  Published& before = found->second;
  std::string text = list.dump(-1, ' ', false, json::error_handler_t::replace);
  bool const same_document = !first && before.version == document.version;
  bool const other_hints = same_document && before.hints != hints;
  if (first || before.list != text) {
    json params = {{"uri", document.uri}, {"diagnostics", std::move(list)}};
    if (document.version && context.client.capabilities.versioned_diagnostics) params["version"] = *document.version;
    context.client.notify("textDocument/publishDiagnostics", std::move(params));
  }
  before = {document.uri, document.version, std::move(text), std::move(hints)};
  return other_hints;
}

// Once each: a log, not a message that asks for attention.
void Publisher::log_notices(Context& context, const View& view) {
  for (const placement::Notice& notice : view.report().notices) {
    if (logged_.insert(notice.path).second) context.client.log(MessageType::Info, fmt::format("{}: {}", notice.path, notice.text));
  }
}

// What is closed is no longer ours to judge.
void Publisher::clear_closed(Context& context) {
  std::erase_if(published_, [&](const auto& each) {
    if (context.documents.find(each.first) != nullptr) return false;
    context.client.notify("textDocument/publishDiagnostics", {{"uri", each.second.uri}, {"diagnostics", json::array()}});
    return true;
  });
}

}  // namespace escapement::lsp
