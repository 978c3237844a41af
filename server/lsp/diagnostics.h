// textDocument/publishDiagnostics: errors of the source, what is not analysed, and what escapes for those who want it. Published when the client has nothing more to say, and
// only where something changed.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "server/lsp/context.h"

namespace escapement::lsp {

json diagnostics_json(const View& view, Encoding encoding);
// What is on the heap, with the steps that lead there as related information: for those who set `diagnostics.escapes`.
json escape_diagnostics_json(const Context& context, const View& view);

class Publisher {
 public:
  // Whether documents or settings changed since the last time all was published.
  bool due(const Context& context) const {
    return context.documents.changes() != published_changes_ || context.client.settings.escape_diagnostics != published_escapes_;
  }
  // Analyses the open documents and publishes; a stop request ends it, and it is due again. Asks the client to fetch hints anew where
  // those of a document that it did not edit are others now.
  void publish(Context& context);

 private:
  struct Published {
    std::string uri;
    std::optional<int64_t> version;
    std::string list;
    std::string hints;
  };
  bool publish_document(Context& context, const std::string& path, const Document& document);
  void clear_closed(Context& context);
  void log_notices(Context& context, const View& view);

  std::map<std::string, Published> published_;  // by path
  std::set<std::string> logged_;                // paths of notices
  uint64_t published_changes_ = 0;
  bool published_escapes_ = false;
};

}  // namespace escapement::lsp
