// Facts as bytes: a header (magic, version, length of the content, its XXH3 hash), then the content, little-endian. Reading checks all of it
// and every length, so that a damaged or foreign file is refused and never trusted.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "analysis/facts/facts.h"

namespace escapement::facts {

// Grows with every change of the format or of what the numbers mean.
inline constexpr uint32_t kFormatVersion = 1;

enum class ReadError : uint8_t { TooShort, ForeignFile, OtherVersion, Damaged };
std::string_view error_text(ReadError error);

std::string serialise(const PackageFacts& package);
std::expected<PackageFacts, ReadError> deserialise(std::string_view bytes);

}  // namespace escapement::facts
