// The methods that the server answers: one request, one file in requests/, one entry in the table.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "server/lsp/context.h"

namespace escapement::lsp {

// The result, or a RequestError; a json::exception means that the parameters have not the shape that the method takes.
using Request = json (*)(Context& context, const json& params);
using Notification = void (*)(Context& context, const json& params);

// Null: no such method.
Request request_named(std::string_view method);
Notification notification_named(std::string_view method);

namespace requests {
json initialize(Context& context, const json& params);
json shutdown(Context& context, const json& params);
json inlay_hint(Context& context, const json& params);
json inlay_hint_resolve(Context& context, const json& params);
json hover(Context& context, const json& params);
json placement(Context& context, const json& params);
}  // namespace requests

}  // namespace escapement::lsp
