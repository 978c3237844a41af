#include "server/lsp/settings.h"

namespace escapement::lsp {

const json& member(const json& from, std::initializer_list<const char*> path) {
  static const json kNull;
  const json* at = &from;
  for (const char* name : path) {
    if (!at->is_object()) return kNull;
    auto const found = at->find(name);
    if (found == at->end()) return kNull;
    at = &*found;
  }
  return *at;
}

void take_settings(Client& client, const json& settings) {
  const json& own = member(settings, {"escapement"});
  const json& inlining = member(own.is_object() ? own : settings, {"hints", "inlining"});
  if (!inlining.is_boolean() || inlining == client.settings.inlining_hints.load()) return;
  client.settings.inlining_hints = inlining.get<bool>();
  if (client.capabilities.refreshes_hints) client.ask("workspace/inlayHint/refresh");
}

}  // namespace escapement::lsp
