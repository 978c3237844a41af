#include "server/lsp/client.h"

#include <fmt/format.h>

namespace escapement::lsp {

void Client::send(const json& message) { peer_->send(message.dump(-1, ' ', false, json::error_handler_t::replace)); }

void Client::reply(const json& id, json result) { send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }

void Client::reply_error(const json& id, const RequestError& error) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(error.code)}, {"message", error.text}}}});
}

void Client::notify(std::string_view method, json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }

void Client::ask(std::string_view method) {
  send({{"jsonrpc", "2.0"}, {"id", fmt::format("escapement-{}", ++asked_)}, {"method", method}});
}

void Client::show(MessageType type, std::string text) {
  notify("window/showMessage", {{"type", static_cast<int>(type)}, {"message", std::move(text)}});
}

void Client::log(MessageType type, std::string text) {
  notify("window/logMessage", {{"type", static_cast<int>(type)}, {"message", std::move(text)}});
}

}  // namespace escapement::lsp
