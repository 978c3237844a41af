#include "server/lsp/context.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace escapement::lsp {

namespace {

// How long a request holds up those behind it. A client that can be told is asked to come again when the analysis is there.
constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::minutes kLongPatience{5};

}  // namespace

View view_of(const Context& context, const std::string& path, Patience patience) {
  const Document* const document = context.documents.find(path);
  if (document != nullptr && !document->lost.empty()) {
    throw RequestError{kRequestFailed, fmt::format("{}: {}; close and open it again", path, document->lost)};
  }
  bool const comes_again = patience == Patience::OfRequest && context.client.capabilities.refreshes_hints;
  auto result = context.engine.snapshot_within(path, comes_again ? kPatience : kLongPatience, context.stop);
  if (context.stop.stop_requested()) throw RequestError{kRequestCancelled, "cancelled"};
  if (!result && result.error().code == "engine.pending") throw RequestError{kContentModified, result.error().text};
  if (!result)
    throw RequestError{kRequestFailed, fmt::format("{}: {} [{}]", result.error().path, result.error().text, result.error().code)};
  const auto& files = (*result)->report.files;
  auto const file = std::ranges::find(files, path, &placement::ReportFile::path);
  if (file == files.end()) {
    throw RequestError{kRequestFailed, path + ": not part of its package (build constraints or its name leave it out)"};
  }
  return {*result, &*file};
}

std::optional<View> view_if_known(const Context& context, const std::string& path, std::string* why) {
  try {
    return view_of(context, path);
  } catch (const RequestError& error) {
    if (error.code != kContentModified) throw;
    if (why != nullptr) *why = error.text;
    return std::nullopt;
  }
}

}  // namespace escapement::lsp
