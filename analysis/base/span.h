// Half-open byte ranges. Whether a span is relative to its declaration or to its file is said where it is stored.
#pragma once

#include <compare>
#include <cstdint>

namespace escapement::base {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool contains(uint32_t offset) const { return begin <= offset && offset < end; }
  // An editor's caret may stand right behind the last character of a word.
  constexpr bool touches(uint32_t offset) const { return begin <= offset && offset <= end; }
  constexpr bool encloses(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  constexpr Span shifted(uint32_t by) const { return {begin + by, end + by}; }
  constexpr auto operator<=>(const Span&) const = default;
};

}  // namespace escapement::base
