// A parameter's leaks (cmd/compile/internal/escape, leaks.go): the least number of dereferences with which its value reaches each place; -1:
// it does not. This is the tag that callers see of a function.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace escapement::facts {

class Leaks {
 public:
  static constexpr int kResults = 5;  // results behind the fifth count as the heap
  void add_heap(int derefs) { add(heap, derefs); }
  void add_mutator(int derefs) { add(mutator, derefs); }
  void add_callee(int derefs) { add(callee, derefs); }
  void add_result(int index, int derefs) { add(results[static_cast<size_t>(index)], derefs); }
  // Drops what the heap's leak implies.
  void optimise();
  bool operator==(const Leaks&) const = default;
  // "heap=1 result0=0", or "nothing".
  std::string text() const;
  // The heap's, the mutator's, the callee's, then those of the results.
  static constexpr size_t kSlots = 3 + kResults;
  std::array<int8_t, kSlots> slots() const;
  static Leaks of_slots(const std::array<int8_t, kSlots>& slots);

  int8_t heap = -1, mutator = -1, callee = -1;
  std::array<int8_t, kResults> results{-1, -1, -1, -1, -1};

 private:
  static void add(int8_t& slot, int derefs);
};

}  // namespace escapement::facts
