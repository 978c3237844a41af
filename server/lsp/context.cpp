#include "server/lsp/context.h"

#include <algorithm>

#include <fmt/format.h>

namespace escapement::lsp {

View view_of(const Context& context, const std::string& path) {
  const Document* const document = context.documents.find(path);
  if (document != nullptr && !document->lost.empty()) {
    throw RequestError{kRequestFailed, fmt::format("{}: {}; close and open it again", path, document->lost)};
  }
  auto result = context.engine.snapshot(path, context.stop);
  if (context.stop.stop_requested()) throw RequestError{kRequestCancelled, "cancelled"};
  if (!result)
    throw RequestError{kRequestFailed, fmt::format("{}: {} [{}]", result.error().path, result.error().text, result.error().code)};
  const auto& files = (*result)->report.files;
  auto const file = std::ranges::find(files, path, &placement::ReportFile::path);
  if (file == files.end()) {
    throw RequestError{kRequestFailed, path + ": not part of its package (build constraints or its name leave it out)"};
  }
  return {*result, &*file};
}

}  // namespace escapement::lsp
