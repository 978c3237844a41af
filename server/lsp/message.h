// One JSON-RPC message of LSP 3.17: what a body may be, and what is wrong with one that is none.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "server/lsp/errors.h"

namespace escapement::lsp {

using nlohmann::json;

// A request (id: a number or a string) or a notification (id: null).
struct Message {
  std::string method;
  json params;  // an object, an array, or null where there are none
  json id;
  bool is_request() const { return !id.is_null(); }
  // Equal for equal ids: 1 and "1" differ.
  std::string key() const { return id.is_null() ? std::string() : id.dump(); }
};

// An answer to a request of ours; it needs nothing.
struct Response {};

// What the sender is told; `id` is null where the message has no usable one.
struct Malformed {
  RequestError error;
  json id;
};

std::variant<Message, Response, Malformed> read_message(std::string body);

}  // namespace escapement::lsp
