// One LSP client: its lifecycle, its documents, its requests (docs/protocol.md). Each has an engine of its own, so that nothing one client
// does reaches another. Messages are answered in order, on a thread of the session's own.
#pragma once

#include <memory>
#include <string>

#include "analysis/engine/engine.h"
#include "server/rpc/transport.h"

namespace escapement::lsp {

struct SessionOptions {
  engine::Options engine;
  std::string version;
};

std::unique_ptr<rpc::Handler> make_session(const SessionOptions& options, std::shared_ptr<rpc::Peer> peer);

}  // namespace escapement::lsp
