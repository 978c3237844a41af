// What is said to the client, and what it said of itself in initialize.
#pragma once

#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/lsp/errors.h"
#include "server/lsp/position.h"
#include "server/rpc/transport.h"

namespace escapement::lsp {

using nlohmann::json;

struct ClientCapabilities {
  Encoding encoding = Encoding::Utf16;
  bool refreshes_hints = false;        // workspace.inlayHint.refreshSupport
  bool resolves_tooltips = false;      // textDocument.inlayHint.resolveSupport has "tooltip"
  bool versioned_diagnostics = false;  // textDocument.publishDiagnostics.versionSupport
};

// What a user chose for this client (docs/protocol.md, "Settings").
struct Settings {
  std::atomic<bool> inlining_hints = false;
  std::atomic<bool> escape_diagnostics = false;
};

enum class MessageType : uint8_t { Error = 1, Warning = 2, Info = 3, Log = 4 };

class Client {
 public:
  explicit Client(std::shared_ptr<rpc::Peer> peer) : peer_(std::move(peer)) {}

  void reply(const json& id, json result);
  void reply_error(const json& id, const RequestError& error);
  void notify(std::string_view method, json params);
  // A request whose answer nobody waits for.
  void ask(std::string_view method);
  void show(MessageType type, std::string text);
  void log(MessageType type, std::string text);

  rpc::Peer& peer() { return *peer_; }
  ClientCapabilities capabilities;
  Settings settings;

 private:
  void send(const json& message);

  std::shared_ptr<rpc::Peer> peer_;
  std::atomic<uint64_t> asked_ = 0;
};

}  // namespace escapement::lsp
