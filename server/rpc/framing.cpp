#include "server/rpc/framing.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace escapement::rpc {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// LSP 3.17, "Header Part": the charset is utf-8, which some clients write "utf8"; without one it is utf-8 too.
bool is_utf8(std::string_view content_type) {
  static constexpr std::string_view kParameter = "charset=";
  auto const found = std::ranges::search(content_type, kParameter, [](unsigned char x, unsigned char y) { return std::tolower(x) == y; });
  if (found.empty()) return true;
  std::string_view value = content_type.substr(static_cast<size_t>(found.end() - content_type.begin()));
  value = trim(value.substr(0, value.find(';')));
  if (value.size() > 1 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  return same_name(value, "utf-8") || same_name(value, "utf8");
}

std::expected<size_t, std::string> body_length(std::string_view header) {
  std::optional<size_t> length;
  while (!header.empty()) {
    size_t const end = header.find("\r\n");
    std::string_view const line = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 2);
    size_t const colon = line.find(':');
    if (colon == std::string_view::npos) return std::unexpected("a header line without a colon");
    std::string_view const name = trim(line.substr(0, colon));
    if (same_name(name, "Content-Type") && !is_utf8(line.substr(colon + 1)))
      return std::unexpected("a Content-Type whose charset is not utf-8");
    if (!same_name(name, "Content-Length")) continue;
    if (length) return std::unexpected("two Content-Length headers");
    std::string_view const value = trim(line.substr(colon + 1));
    size_t number = 0;
    auto const [stop, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || stop != value.data() + value.size()) return std::unexpected("a Content-Length that is no number of bytes");
    if (number > kLargestBody) return std::unexpected("a message of more than 64 MiB");
    length = number;
  }
  if (!length) return std::unexpected("a header without Content-Length");
  return *length;
}

}  // namespace

std::expected<std::optional<std::string>, std::string> FrameReader::next() {
  if (!expected_) {
    size_t const end = buffer_.find("\r\n\r\n");
    if (std::min(end, buffer_.size()) > kLargestHeader) return std::unexpected("a header of more than 8 KiB");
    if (end == std::string::npos) return std::nullopt;
    auto const length = body_length(std::string_view(buffer_).substr(0, end));
    if (!length) return std::unexpected(length.error());
    expected_ = *length;
    buffer_.erase(0, end + 4);
  }
  if (buffer_.size() < *expected_) return std::nullopt;
  std::string body = buffer_.substr(0, *expected_);
  buffer_.erase(0, *expected_);
  expected_.reset();
  return body;
}

std::string frame(std::string_view body) { return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body); }

}  // namespace escapement::rpc
