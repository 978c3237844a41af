#include "analysis/inline/runtime_packages.h"

#include <algorithm>
#include <iterator>

namespace escapement::inlining {

namespace {

constexpr std::string_view kOwn = "internal/runtime/";
constexpr std::string_view kOfRuntime[] = {
    "atomic", "cgroup", "exithook", "gc", "gc/scan", "maps", "math", "sys", "syscall/linux", "syscall/windows",
};
constexpr std::string_view kOthers[] = {
    "runtime",
    "internal/abi",
    "internal/bytealg",
    "internal/byteorder",
    "internal/chacha8rand",
    "internal/coverage/rtcov",
    "internal/cpu",
    "internal/goarch",
    "internal/godebugs",
    "internal/goexperiment",
    "internal/goos",
    "internal/profilerecord",
    "internal/strconv",
    "internal/stringslite",
};

}  // namespace

bool is_runtime_package(std::string_view path) {
  if (path.starts_with(kOwn)) return std::ranges::find(kOfRuntime, path.substr(kOwn.size())) != std::end(kOfRuntime);
  return std::ranges::find(kOthers, path) != std::end(kOthers);
}

}  // namespace escapement::inlining
