#include "server/lsp/methods.h"

#include <algorithm>
#include <utility>

#include "server/lsp/settings.h"
#include "server/lsp/uri.h"

namespace escapement::lsp {

namespace {

void did_open(Context& context, const json& params) { context.documents.open(params); }
void did_change(Context& context, const json& params) { context.documents.change(params); }
void did_close(Context& context, const json& params) { context.documents.close(params); }

void did_change_watched_files(Context& context, const json& params) {
  for (const json& change : params.at("changes")) {
    if (auto const path = path_of_uri(change.at("uri").get_ref<const std::string&>())) context.engine.changed_on_disk(*path);
  }
}

void did_change_configuration(Context& context, const json& params) { take_settings(context.client, params.at("settings")); }

constexpr std::pair<std::string_view, Request> kRequests[] = {
    {"initialize", requests::initialize},
    {"shutdown", requests::shutdown},
    {"textDocument/inlayHint", requests::inlay_hint},
    {"inlayHint/resolve", requests::inlay_hint_resolve},
    {"textDocument/hover", requests::hover},
    {"escapement/placement", requests::placement},
};

constexpr std::pair<std::string_view, Notification> kNotifications[] = {
    {"textDocument/didOpen", did_open},
    {"textDocument/didChange", did_change},
    {"textDocument/didClose", did_close},
    {"workspace/didChangeWatchedFiles", did_change_watched_files},
    {"workspace/didChangeConfiguration", did_change_configuration},
};

template <typename Table>
auto named(const Table& table, std::string_view method) {
  auto const found = std::ranges::find(table, method, [](const auto& entry) { return entry.first; });
  return found == std::end(table) ? nullptr : found->second;
}

}  // namespace

Request request_named(std::string_view method) { return named(kRequests, method); }
Notification notification_named(std::string_view method) { return named(kNotifications, method); }

}  // namespace escapement::lsp
