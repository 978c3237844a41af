// The base protocol of LSP 3.17: a header with Content-Length, an empty line, a body of that many bytes.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace escapement::rpc {

inline constexpr size_t kLargestBody = size_t{64} << 20;
inline constexpr size_t kLargestHeader = 8192;

// Cuts a stream of bytes into bodies. After a framing error the stream cannot be trusted any more: the
// connection is to be closed.
class FrameReader {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next body; none while it is incomplete; the error as a sentence.
  std::expected<std::optional<std::string>, std::string> next();

 private:
  std::string buffer_;
  std::optional<size_t> expected_;
};

std::string frame(std::string_view body);

}  // namespace escapement::rpc
