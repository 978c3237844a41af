// initialize and shutdown (LSP 3.17, "Server lifecycle").
#include <algorithm>

#include "server/lsp/methods.h"
#include "server/lsp/settings.h"

namespace escapement::lsp::requests {

namespace {

bool holds(const json& list, std::string_view word) { return list.is_array() && std::ranges::find(list, json(word)) != list.end(); }

// The first encoding that the client offers and that is one; UTF-16 is the protocol's own.
std::pair<Encoding, std::string_view> choose_encoding(const json& offered) {
  static constexpr std::pair<Encoding, std::string_view> kEncodings[] = {
      {Encoding::Utf16, "utf-16"}, {Encoding::Utf8, "utf-8"}, {Encoding::Utf32, "utf-32"}};
  if (offered.is_array()) {
    for (const json& each : offered) {
      for (const auto& known : kEncodings) {
        if (each == known.second) return known;
      }
    }
  }
  return kEncodings[0];
}

}  // namespace

json initialize(Context& context, const json& params) {
  if (!params.is_object()) throw RequestError{kInvalidParams, "initialize has an object as parameters"};
  const json& client = member(params, {"capabilities"});
  auto const [encoding, name] = choose_encoding(member(client, {"general", "positionEncodings"}));
  ClientCapabilities& capabilities = context.client.capabilities;
  capabilities.encoding = encoding;
  capabilities.refreshes_hints = member(client, {"workspace", "inlayHint", "refreshSupport"}) == true;
  capabilities.resolves_tooltips = holds(member(client, {"textDocument", "inlayHint", "resolveSupport", "properties"}), "tooltip");
  capabilities.versioned_diagnostics = member(client, {"textDocument", "publishDiagnostics", "versionSupport"}) == true;
  take_settings(context.client, member(params, {"initializationOptions"}));
  const json& process = member(params, {"processId"});
  if (process.is_number_integer()) context.client.peer().end_with_process(process.get<int64_t>());
  return {{"serverInfo", {{"name", "escapement"}, {"version", context.version}}},
          {"capabilities",
           {{"positionEncoding", name},
            {"textDocumentSync", {{"openClose", true}, {"change", 2}}},
            {"inlayHintProvider", {{"resolveProvider", capabilities.resolves_tooltips}}},
            {"hoverProvider", true},
            {"experimental", {{"escapement", {{"placement", 1}}}}}}}};
}

json shutdown(Context&, const json&) { return nullptr; }

}  // namespace escapement::lsp::requests
