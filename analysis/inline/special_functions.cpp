#include "analysis/inline/special_functions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/inline/intrinsics_table.h"

namespace escapement::inlining {

namespace {

bool is_intrinsic(std::string_view package, std::string_view function, std::string_view goarch) {
  auto const* const arch = std::ranges::find(kIntrinsicArchitectures, goarch);
  if (arch == std::end(kIntrinsicArchitectures)) return false;
  using Key = std::pair<std::string_view, std::string_view>;
  auto const key = [](const IntrinsicEntry& entry) { return Key(entry.package, entry.function); };
  auto const* const entry = std::ranges::lower_bound(kIntrinsics, Key(package, function), {}, key);
  if (entry == std::end(kIntrinsics) || entry->package != package || entry->function != function) return false;
  return (entry->architectures >> (arch - std::begin(kIntrinsicArchitectures)) & 1U) != 0;
}

// cmd/internal/sys: CanMergeLoads
bool can_merge_loads(std::string_view goarch) {
  constexpr std::string_view kArches[] = {"386", "amd64", "arm64", "loong64", "ppc64", "ppc64le", "s390x"};
  return std::ranges::find(kArches, goarch) != std::end(kArches);
}

// Takes "Uint64", "PutUint32", "AppendUint16" apart.
bool is_byte_order_operation(std::string_view name) {
  for (std::string_view const verb : {"Put", "Append"}) {
    if (name.starts_with(verb)) {
      name.remove_prefix(verb.size());
      break;
    }
  }
  return name == "Uint16" || name == "Uint32" || name == "Uint64";
}

bool is_byte_order(std::string_view package, std::string_view function) {
  constexpr std::string_view kMethods[] = {"littleEndian.", "bigEndian."};
  constexpr std::string_view kFunctions[] = {"LE", "BE"};
  bool const methods = package == "encoding/binary";
  if (!methods && package != "internal/byteorder") return false;
  return std::ranges::any_of(methods ? kMethods : kFunctions, [&](std::string_view order) {
    return function.starts_with(order) && is_byte_order_operation(function.substr(order.size()));
  });
}

}  // namespace

SpecialCall special_call(std::string_view package, std::string_view function, std::string_view goarch) {
  if (package == "internal/abi") {
    if (function == "NoEscape") return SpecialCall::Cheap;
    if (function.starts_with("EscapeNonString[")) return SpecialCall::EscapeNonString;
  }
  if (package == "internal/runtime/sys") {
    if (function == "GetCallerPC") return SpecialCall::CallerPC;
    if (function == "GetCallerSP") return SpecialCall::CallerSP;
  }
  if (package == "runtime" && function == "heapBits.nextArena") return SpecialCall::Cheap;
  if (package == "runtime" && function == "getg") return SpecialCall::Intrinsic;  // an operation of its own
  if (is_intrinsic(package, function, goarch)) return SpecialCall::Intrinsic;
  return can_merge_loads(goarch) && is_byte_order(package, function) ? SpecialCall::Cheap : SpecialCall::None;
}

}  // namespace escapement::inlining
