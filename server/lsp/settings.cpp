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

namespace {

// Whether it is another one now.
bool take(const json& given, std::atomic<bool>& setting) {
  return given.is_boolean() && setting.exchange(given.get<bool>()) != given.get<bool>();
}

}  // namespace

void take_settings(Client& client, const json& settings) {
  const json& own = member(settings, {"escapement"});
  const json& all = own.is_object() ? own : settings;
  bool const hints = take(member(all, {"hints", "inlining"}), client.settings.inlining_hints);
  take(member(all, {"diagnostics", "escapes"}), client.settings.escape_diagnostics);
  if (hints && client.capabilities.refreshes_hints) client.ask("workspace/inlayHint/refresh");
}

}  // namespace escapement::lsp
