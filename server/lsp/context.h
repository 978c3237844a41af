// What a request may use, and how it comes to the analysis of its document.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "analysis/engine/engine.h"
#include "server/lsp/client.h"
#include "server/lsp/documents.h"

namespace escapement::lsp {

struct Context {
  engine::Engine& engine;
  Documents& documents;
  Client& client;
  std::string version;  // of the server
  base::StopToken stop = {};

  Encoding encoding() const { return client.capabilities.encoding; }
};

// The analysis of one document, and where it stands in its report.
struct View {
  engine::SnapshotPtr snapshot;
  const placement::ReportFile* file;

  const placement::Report& report() const { return snapshot->report; }
};

// How long to wait for an analysis. A request holds up those behind it: a client that can be told when it is there is asked to come again.
// Others wait until something stops them.
enum class Patience : uint8_t { OfRequest, UntilStopped };
// Throws RequestError: cancelled, still being computed, or why there is no analysis.
View view_of(const Context& context, const std::string& path, Patience patience = Patience::OfRequest);
// None while it is being computed; then `why`, where it is given, says how far that is.
std::optional<View> view_if_known(const Context& context, const std::string& path, std::string* why = nullptr);

}  // namespace escapement::lsp
