#include "server/rpc/framing.h"

#include <catch2/catch.hpp>
#include <string>

using escapement::rpc::FrameReader;

namespace {

// The bodies of a stream that arrives in pieces of `step` bytes, joined by "|"; "!" and the sentence where the stream cannot be read.
std::string bodies(const std::string& stream, size_t step) {
  FrameReader reader;
  std::string out;
  for (size_t at = 0; at < stream.size(); at += step) {
    reader.feed(std::string_view(stream).substr(at, step));
    for (;;) {
      auto const body = reader.next();
      if (!body) return out + "!" + body.error();
      if (!*body) break;
      out += **body + "|";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("bodies come out however their bytes come in") {
  std::string const stream =
      escapement::rpc::frame("one") + escapement::rpc::frame("") + "content-type: a; charset=utf8\r\nCONTENT-LENGTH: 5\r\n\r\nthree";
  for (size_t step : {1, 2, 3, 7, 1000}) CHECK(bodies(stream, step) == "one||three|");
}

TEST_CASE("what is behind a broken header is not read") {
  for (const char* header :
       {"Content-Length: -1", "Content-Length: 4294967296", "Content-Length: 67108865", "Content-Length: x", "Content-Length:", "Content",
        "Content-Type: a", "Content-Length: 1\r\nContent-Length: 1", "Content-Type: a; charset=latin1\r\nContent-Length: 1"}) {
    INFO(header);
    CHECK(bodies(std::string(header) + "\r\n\r\nx", 1).starts_with("!"));
  }
}

TEST_CASE("a header ends, or the stream does") {
  CHECK(bodies(std::string(9000, 'x'), 100) == "!a header of more than 8 KiB");
  CHECK(bodies("X: " + std::string(9000, 'x') + "\r\nContent-Length: 1\r\n\r\nx", 100000) == "!a header of more than 8 KiB");
}
