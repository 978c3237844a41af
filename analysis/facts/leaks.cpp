#include <algorithm>
#include <fmt/format.h>

#include "analysis/facts/leaks.h"

namespace escapement::facts {

void Leaks::add(int8_t& slot, int derefs) {
  auto const value = static_cast<int8_t>(std::min(derefs, 127));
  if (slot < 0 || value < slot) slot = value;
}

std::string Leaks::text() const {
  std::string out;
  auto slot = [&](std::string_view name, int8_t derefs) {
    if (derefs >= 0) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, derefs);
  };
  slot("heap", heap);
  slot("mutator", mutator);
  slot("callee", callee);
  for (size_t i = 0; i < results.size(); ++i) slot(fmt::format("result{}", i), results[i]);
  return out.empty() ? "nothing" : out;
}

void Leaks::optimise() {
  if (heap < 0) return;
  auto drop = [&](int8_t& slot) {
    if (slot >= heap) slot = -1;
  };
  drop(mutator);
  drop(callee);
  for (int8_t& slot : results) drop(slot);
}

std::array<int8_t, Leaks::kSlots> Leaks::slots() const {
  std::array<int8_t, kSlots> out{heap, mutator, callee};
  std::ranges::copy(results, out.begin() + kSlots - kResults);
  return out;
}

Leaks Leaks::of_slots(const std::array<int8_t, kSlots>& slots) {
  Leaks out;
  out.heap = slots[0];
  out.mutator = slots[1];
  out.callee = slots[2];
  std::copy(slots.begin() + kSlots - kResults, slots.end(), out.results.begin());
  return out;
}

}  // namespace escapement::facts
