// Numbers and texts as bytes, and back. Numbers are variable in length: seven bits a byte, the lowest first, the top bit set but in the last;
// signed ones are folded so that small ones stay short. A reader that meets what cannot be has failed: from then on it is at its end and
// gives zeros, so whoever reads looks once, at the end, and in loops over counts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace escapement::facts {

class ByteWriter {
 public:
  void number(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  void signed_number(int64_t value) { number(static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63)); }
  void fixed(uint64_t value, size_t size) {
    for (size_t i = 0; i < size; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void raw(std::string_view value) { bytes_ += value; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }
  size_t left() const { return rest_.size(); }

  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      auto const byte = static_cast<unsigned char>(rest_[0]);
      rest_.remove_prefix(1);
      uint64_t const part = byte & 0x7FU;
      if (part << shift >> shift != part) break;
      value |= part << shift;
      // One number has one form.
      if (byte == 0 && shift != 0) break;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  int64_t signed_number() {
    uint64_t const value = number();
    return static_cast<int64_t>(value >> 1 ^ (0 - (value & 1)));
  }
  // A number up to and including `most`.
  uint64_t number_up_to(uint64_t most) {
    uint64_t const value = number();
    if (value > most) fail();
    return failed_ ? 0 : value;
  }
  // A count of things that take a byte each, or more.
  size_t count() { return static_cast<size_t>(number_up_to(rest_.size())); }
  uint64_t fixed(size_t size) {
    uint64_t value = 0;
    std::string_view const raw = take(size);
    for (size_t i = 0; i < raw.size(); ++i) value |= static_cast<uint64_t>(static_cast<unsigned char>(raw[i])) << (8 * i);
    return value;
  }
  std::string_view text() { return take(static_cast<size_t>(number_up_to(rest_.size()))); }
  std::string_view take(size_t size) {
    if (size > rest_.size()) fail();
    std::string_view const out = failed_ ? std::string_view() : rest_.substr(0, size);
    rest_.remove_prefix(out.size());
    return out;
  }
  void fail() {
    failed_ = true;
    rest_ = {};
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace escapement::facts
