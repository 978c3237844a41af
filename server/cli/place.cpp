#include "server/cli/place.h"

#include <charconv>

namespace escapement::cli {

namespace {

// Takes ":NUMBER" from the end of `text`; 0 (and nothing taken) if it does not end so.
uint32_t take_number(std::string_view& text) {
  size_t const colon = text.rfind(':');
  if (colon == std::string_view::npos) return 0;
  std::string_view const word = text.substr(colon + 1);
  uint32_t value = 0;
  auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return 0;
  text = text.substr(0, colon);
  return value;
}

}  // namespace

std::optional<WantedPlace> parse_place(std::string_view text) {
  uint32_t const last = take_number(text);
  if (last == 0) return std::nullopt;
  uint32_t const before = take_number(text);
  if (text.empty()) return std::nullopt;
  placement::LineColumn const at = before == 0 ? placement::LineColumn{last, 0} : placement::LineColumn{before, last};
  return WantedPlace{std::string(text), at};
}

}  // namespace escapement::cli
