// Typed 32-bit ids. An id names an element of one table; ids of different tables are different types and do
// not convert. Value 0 is "none", so tables keep their element 0 unused.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace escapement::base {

template <class Tag>
struct Id {
  uint32_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t v) : value(v) {}
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;

  template <class H>
  friend H AbslHashValue(H h, const Id& id) {
    return H::combine(std::move(h), id.value);
  }
};

}  // namespace escapement::base

template <class Tag>
struct std::hash<escapement::base::Id<Tag>> {
  size_t operator()(escapement::base::Id<Tag> id) const noexcept { return std::hash<uint32_t>{}(id.value); }
};
