// Settings as clients send them: {"hints": {"inlining": true}}, by itself in initializationOptions, below "escapement" in didChangeConfiguration.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "server/lsp/client.h"

namespace escapement::lsp {

// A member of nested objects; null where one of them is missing or no object.
const json& member(const json& from, std::initializer_list<const char*> path);

// What is missing, or has another type, stays as it is.
void take_settings(Client& client, const json& settings);

}  // namespace escapement::lsp
