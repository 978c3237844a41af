// Facts that somebody else made: damaged bytes with a length and a hash that fit them.
#pragma once

#include <string>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "analysis/facts/serialise.h"

namespace escapement::test {

// Where the content of facts of a target begins: behind magic, version, three short names, length and hash.
inline size_t header_size(const facts::Target& target) {
  return 8 + 4 + (1 + target.release.size()) + (1 + target.goos.size()) + (1 + target.goarch.size()) + 8 + 8;
}

inline std::string forged(std::string bytes, const facts::Target& target) {
  size_t const header = header_size(target);
  auto const put = [&](size_t at, uint64_t value) {
    for (size_t i = 0; i < sizeof value; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
  };
  put(header - 16, bytes.size() - header);
  put(header - 8, XXH3_64bits(bytes.data() + header, bytes.size() - header));
  return bytes;
}

}  // namespace escapement::test
