// User errors are values: a code, a place, a sentence a person can act on. Each layer lists its codes in one header of its own
// (`<layer>/errors.h`) as string constants of the form "syntax.unexpected-token".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/id.h"
#include "analysis/base/span.h"

namespace escapement::base {

using FileId = Id<struct FileTag>;

enum class Severity : uint8_t { Error, Warning, Info };

// A place in a file; the span is in bytes from the file's start.
struct Place {
  FileId file;
  Span span;
  auto operator<=>(const Place&) const = default;
};

struct Related {
  Place place;
  std::string text;
};

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string_view code;  // static storage
  Place place;
  std::string text;
  std::vector<Related> related;
};

}  // namespace escapement::base
