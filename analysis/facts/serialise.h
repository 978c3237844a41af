// Facts as bytes: a header (magic, format version, the release and target they are of, length of the content, its XXH3 hash), then the content.
// Reading checks all of it, every length and every index, so that a damaged or foreign file is refused and never trusted.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "analysis/facts/facts.h"

namespace escapement::facts {

// Grows with every change of the format or of what the numbers mean.
inline constexpr uint32_t kFormatVersion = 4;

// What decisions depend on besides the package's own text and those of its imports.
struct Target {
  std::string release;  // "go1.26"
  std::string goos, goarch;
  bool operator==(const Target&) const = default;
};
// "go1.26 for linux/amd64"
std::string text_of(const Target& target);

enum class Refusal : uint8_t { TooShort, ForeignFile, OtherFormat, OtherTarget, Damaged };
struct ReadError {
  Refusal why;
  std::string text;  // a sentence without its end, with what was found and what was expected
};

std::string serialise(const PackageFacts& package, const Target& target);
// The facts, if they are of this target.
std::expected<PackageFacts, ReadError> deserialise(std::string_view bytes, const Target& target);

}  // namespace escapement::facts
