#include "server/lsp/message.h"

#include <algorithm>

namespace escapement::lsp {

namespace {

// No message of LSP nests nearly as deep; readers that recurse are safe below it.
constexpr int kDeepest = 256;

bool too_deep(const std::string& body) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < body.size(); ++i) {
    char const c = body[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

bool is_surrogate(const std::string& body, size_t at, std::string_view second) {
  return at + 6 <= body.size() && body[at] == '\\' && body[at + 1] == 'u' && (body[at + 2] | 0x20) == 'd' &&
         second.find(static_cast<char>(body[at + 3] | 0x20)) != std::string_view::npos;
}

// Editors whose strings are UTF-16 may send one half of a surrogate pair, which is no Unicode text. U+FFFD stands in for it: as wide in
// UTF-16, so that positions stay right.
bool replace_lone_surrogates(std::string& body) {
  bool replaced = false;
  for (size_t i = 0; i + 1 < body.size(); ++i) {
    if (body[i] != '\\') continue;
    bool const high = is_surrogate(body, i, "89ab");
    if (high && is_surrogate(body, i + 6, "cdef")) {
      i += 11;
    } else if (high || is_surrogate(body, i, "cdef")) {
      body.replace(i + 2, 4, "fffd");
      replaced = true;
      i += 5;
    } else {
      ++i;
    }
  }
  return replaced;
}

// Digits with the bit 0x20 set stay digits, so that the case of letters does not matter above.
static_assert(('8' | 0x20) == '8' && ('9' | 0x20) == '9');

Malformed invalid(std::string text, json id = nullptr) { return {{kInvalidRequest, std::move(text)}, std::move(id)}; }

}  // namespace

std::variant<Message, Response, Malformed> read_message(std::string body) {
  if (too_deep(body)) return invalid("the message nests deeper than any of LSP does");
  json parsed = json::parse(body, nullptr, false);
  if (parsed.is_discarded() && replace_lone_surrogates(body)) parsed = json::parse(body, nullptr, false);
  if (parsed.is_discarded()) return Malformed{{kParseError, "the message is not valid JSON in UTF-8"}, nullptr};
  if (parsed.is_array()) return invalid("LSP has no batches: one message at a time");
  if (!parsed.is_object()) return invalid("a message is an object");
  json id = nullptr;
  bool const has_id = parsed.contains("id");
  if (has_id) {
    id = std::move(parsed["id"]);
    if (!id.is_number_integer() && !id.is_string() && !(id.is_null() && !parsed.contains("method"))) {
      return invalid("an id is a whole number or a string");
    }
  }
  if (!parsed.contains("jsonrpc") || parsed["jsonrpc"] != "2.0") return invalid("\"jsonrpc\": \"2.0\" is missing", std::move(id));
  if (!parsed.contains("method")) {
    if (has_id && (parsed.contains("result") || parsed.contains("error"))) return Response{};
    return invalid("neither a method nor a result", std::move(id));
  }
  if (!parsed["method"].is_string()) return invalid("a method is a string", std::move(id));
  json params = parsed.contains("params") ? std::move(parsed["params"]) : json();
  if (!params.is_structured() && !params.is_null()) return invalid("params are an object or an array", std::move(id));
  return Message{parsed["method"].get<std::string>(), std::move(params), std::move(id)};
}

}  // namespace escapement::lsp
