// What a request may use, and how it comes to the analysis of its document.
#pragma once

#include <nlohmann/json.hpp>
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

// Throws RequestError: cancelled, or why there is no analysis.
View view_of(const Context& context, const std::string& path);

}  // namespace escapement::lsp
