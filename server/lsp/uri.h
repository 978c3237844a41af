// file: URIs (RFC 8089) and paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escapement::lsp {

// The path of a file: URI, percent-decoded; none for another scheme, another host, or a path with a NUL byte. And back.
std::optional<std::string> path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view path);

}  // namespace escapement::lsp
