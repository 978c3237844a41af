#include "server/lsp/message.h"

#include <catch2/catch.hpp>

using namespace escapement::lsp;

namespace {
int error_of(std::string body) {
  auto const message = read_message(std::move(body));
  auto const* const malformed = std::get_if<Malformed>(&message);
  return malformed == nullptr ? 0 : malformed->error.code;
}
}  // namespace

TEST_CASE("requests and notifications") {
  auto const message = read_message(R"({"jsonrpc":"2.0","id":"1","method":"m","params":{"a":[1]}})");
  auto const* const request = std::get_if<Message>(&message);
  REQUIRE(request != nullptr);
  CHECK(request->is_request());
  CHECK(request->key() == "\"1\"");
  CHECK(request->params["a"][0] == 1);
  auto const notification = read_message(R"({"jsonrpc":"2.0","method":"m"})");
  CHECK_FALSE(std::get<Message>(notification).is_request());
  CHECK(std::holds_alternative<Response>(read_message(R"({"jsonrpc":"2.0","id":1,"result":null})")));
}

TEST_CASE("what is no message") {
  CHECK(error_of("{") == kParseError);
  CHECK(error_of("[]") == kInvalidRequest);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":null,"method":"m"})") == kInvalidRequest);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1.5,"method":"m"})") == kInvalidRequest);
  CHECK(error_of(R"({"id":1,"method":"m"})") == kInvalidRequest);
  CHECK(error_of(std::string(1 << 20, '[')) == kInvalidRequest);
  // Brackets in strings are no depth.
  CHECK(error_of(R"({"jsonrpc":"2.0","method":"m","params":{"a":")" + std::string(1000, '[') + R"(\""}})") == 0);
}

TEST_CASE("half a surrogate pair becomes one character of the same width") {
  auto const text = [](const std::string& escaped) {
    auto const message = read_message(R"({"jsonrpc":"2.0","method":"m","params":[")" + escaped + "\"]}");
    return std::get<Message>(message).params[0].get<std::string>();
  };
  CHECK(text(R"(a\ud83db)") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(text(R"(\uDE00)") == "\xEF\xBF\xBD");
  CHECK(text(R"(\ud83d\ude00\ud83d)") == "\xF0\x9F\x98\x80\xEF\xBF\xBD");
  CHECK(text(R"(\\ud83d \ud83d)") == "\\ud83d \xEF\xBF\xBD");
}
