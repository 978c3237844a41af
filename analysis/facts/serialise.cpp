#include "analysis/facts/serialise.h"

#include <cstring>
#include <optional>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace escapement::facts {

namespace {

constexpr std::string_view kMagic = "escfacts";
constexpr size_t kHeaderSize = 8 + 4 + 8 + 8;

class Writer {
 public:
  template <class T>
  void number(T value) {
    for (size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<char>((static_cast<uint64_t>(value) >> (8 * i)) & 0xFF));
  }
  void text(std::string_view value) {
    number(static_cast<uint32_t>(value.size()));
    bytes += value;
  }
  void leaks(const Leaks& value) {
    for (int8_t slot : {value.heap, value.mutator, value.callee}) number(static_cast<uint8_t>(slot));
    for (int8_t slot : value.results) number(static_cast<uint8_t>(slot));
  }
  std::string bytes;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

  template <class T>
  T number() {
    uint64_t value = 0;
    std::string_view const raw = take(sizeof(T));
    for (size_t i = 0; i < raw.size(); ++i) value |= static_cast<uint64_t>(static_cast<unsigned char>(raw[i])) << (8 * i);
    return static_cast<T>(value);
  }
  std::string text() { return std::string(take(number<uint32_t>())); }
  // A count of things that take at least `least` bytes each.
  uint32_t count(size_t least) {
    auto const value = number<uint32_t>();
    if (uint64_t{value} * least > rest_.size()) fail();
    return failed_ ? 0 : value;
  }
  int8_t slot() {
    auto const value = static_cast<int8_t>(number<uint8_t>());
    if (value < -1) fail();
    return value;
  }
  Leaks leaks() {
    Leaks out;
    out.heap = slot();
    out.mutator = slot();
    out.callee = slot();
    for (int8_t& each : out.results) each = slot();
    return out;
  }
  void fail() {
    failed_ = true;
    rest_ = {};
  }

 private:
  std::string_view take(size_t size) {
    if (size > rest_.size()) fail();
    std::string_view const out = failed_ ? std::string_view() : rest_.substr(0, size);
    rest_.remove_prefix(out.size());
    return out;
  }

  std::string_view rest_;
  bool failed_ = false;
};

FunctionFacts read_function(Reader& reader) {
  constexpr size_t kLeaksSize = 8;
  FunctionFacts out;
  out.name = reader.text();
  auto const arguments = reader.number<uint8_t>();
  if (arguments > static_cast<uint8_t>(UintptrArguments::Escape)) reader.fail();
  out.uintptr_arguments = static_cast<UintptrArguments>(arguments);
  uint32_t const params = reader.count(2 * kLeaksSize);
  for (uint32_t i = 0; i < params; ++i) {
    Leaks const pessimistic = reader.leaks();
    out.params.push_back({pessimistic, reader.leaks()});
  }
  return out;
}

}  // namespace

std::string_view error_text(ReadError error) {
  switch (error) {
    case ReadError::TooShort: return "the file ends too early";
    case ReadError::ForeignFile: return "this is no file of facts";
    case ReadError::OtherVersion: return "the file was written by another version";
    case ReadError::Damaged: return "the file's content does not match its hash";
  }
  return "";
}

std::string serialise(const PackageFacts& package) {
  Writer content;
  content.text(package.import_path);
  content.number(static_cast<uint32_t>(package.functions.size()));
  for (const FunctionFacts& function : package.functions) {
    content.text(function.name);
    content.number(static_cast<uint8_t>(function.uintptr_arguments));
    content.number(static_cast<uint32_t>(function.params.size()));
    for (const ParamFacts& param : function.params) {
      content.leaks(param.pessimistic);
      content.leaks(param.optimistic);
    }
  }
  Writer out;
  out.bytes = kMagic;
  out.number(kFormatVersion);
  out.number(static_cast<uint64_t>(content.bytes.size()));
  out.number(static_cast<uint64_t>(XXH3_64bits(content.bytes.data(), content.bytes.size())));
  return out.bytes + content.bytes;
}

std::expected<PackageFacts, ReadError> deserialise(std::string_view bytes) {
  if (bytes.size() < kHeaderSize) return std::unexpected(ReadError::TooShort);
  if (!bytes.starts_with(kMagic)) return std::unexpected(ReadError::ForeignFile);
  Reader header(bytes.substr(kMagic.size(), kHeaderSize - kMagic.size()));
  if (header.number<uint32_t>() != kFormatVersion) return std::unexpected(ReadError::OtherVersion);
  auto const size = header.number<uint64_t>();
  auto const hash = header.number<uint64_t>();
  std::string_view const content = bytes.substr(kHeaderSize);
  if (content.size() < size) return std::unexpected(ReadError::TooShort);
  if (content.size() != size || XXH3_64bits(content.data(), content.size()) != hash) return std::unexpected(ReadError::Damaged);
  constexpr size_t kLeastFunction = 9;
  Reader reader(content);
  PackageFacts out;
  out.import_path = reader.text();
  uint32_t const functions = reader.count(kLeastFunction);
  for (uint32_t i = 0; i < functions && !reader.failed(); ++i) out.functions.push_back(read_function(reader));
  if (reader.failed() || !reader.at_end()) return std::unexpected(ReadError::Damaged);
  return out;
}

}  // namespace escapement::facts
