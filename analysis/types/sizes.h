// Sizes, alignments and offsets of types as gc lays them out for a GOARCH (cmd/compile/internal/types: CalcSize; the same numbers as
// go/types' SizesFor("gc", goarch)). They depend on nothing but the word size and the greatest alignment.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/base/id.h"

namespace escapement::types {

class TypeTable;
using TypeId = base::Id<struct TypeTag>;

struct Sizes {
  int64_t pointer;    // bytes of a pointer, int, uint and uintptr
  int64_t max_align;  // bytes; what is larger is aligned to this
  // cmd/internal/sys: Arch.CanMergeLoads, Alignment
  bool merges_loads = true;   // gc makes one load of several that stand side by side
  int64_t aligned_loads = 1;  // bytes to which loads should be aligned
};

// None: gc knows no such architecture.
std::optional<Sizes> sizes_for(std::string_view goarch);

inline constexpr int64_t kTooLarge = std::numeric_limits<int64_t>::max();  // does not fit 63 bits, or the type contains itself

// In bytes, for the table's architecture. The size includes trailing padding.
int64_t size_of(TypeTable& t, TypeId id);
int64_t align_of(TypeTable& t, TypeId id);
// By field; kTooLarge behind a field that is too large.
std::vector<int64_t> offsets_of(TypeTable& t, TypeId struct_type);
// What an interface or a pointer map asks: whether a value holds pointers.
bool has_pointers(TypeTable& t, TypeId id);
// Whether an interface holds a value of this type in its data word (cmd/compile: types.IsDirectIface).
bool is_direct_interface(TypeTable& t, TypeId id);
// Whether the size depends on a type parameter, so that unsafe.Sizeof is no constant.
bool has_variable_size(TypeTable& t, TypeId id);

}  // namespace escapement::types
