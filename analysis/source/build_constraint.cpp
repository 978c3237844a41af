#include "analysis/source/build_constraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace escapement::source {

namespace {

// internal/syslist
constexpr std::array<std::string_view, 18> kSystems = {"aix",     "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                                       "illumos", "ios",     "js",      "linux",     "nacl",    "netbsd",
                                                       "openbsd", "plan9",   "solaris", "wasip1",    "windows", "zos"};
constexpr std::array<std::string_view, 12> kUnixSystems = {"aix",     "android", "darwin", "dragonfly", "freebsd", "hurd",
                                                           "illumos", "ios",     "linux",  "netbsd",    "openbsd", "solaris"};
constexpr std::array<std::string_view, 24> kArchitectures = {
    "386",       "amd64",       "amd64p32", "arm",   "armbe",   "arm64", "arm64be", "loong64", "mips",  "mipsle", "mips64",  "mips64le",
    "mips64p32", "mips64p32le", "ppc",      "ppc64", "ppc64le", "riscv", "riscv64", "s390",    "s390x", "sparc",  "sparc64", "wasm"};

bool known(std::span<const std::string_view> list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

std::optional<int> release_minor(std::string_view tag) {
  if (tag == "go1") return 0;
  if (!tag.starts_with("go1.")) return std::nullopt;
  int minor = 0;
  auto const [end, error] = std::from_chars(tag.data() + 4, tag.data() + tag.size(), minor);
  if (error != std::errc() || end != tag.data() + tag.size()) return std::nullopt;
  return minor;
}

bool any_of(const std::vector<std::string>& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

}  // namespace

std::vector<std::string> default_tool_tags(const BuildContext& context) {
  struct Level {
    std::string_view arch;
    std::vector<std::string_view> tags;
  };
  static const std::array<Level, 12> kLevels = {{
      {"386", {"386.sse2"}},
      {"amd64", {"amd64.v1"}},
      {"arm", {"arm.5", "arm.6", "arm.7"}},
      {"arm64", {"arm64.v8.0"}},
      {"mips", {"mips.hardfloat"}},
      {"mipsle", {"mipsle.hardfloat"}},
      {"mips64", {"mips64.hardfloat"}},
      {"mips64le", {"mips64le.hardfloat"}},
      {"ppc64", {"ppc64.power8"}},
      {"ppc64le", {"ppc64le.power8"}},
      {"riscv64", {"riscv64.rva20u64"}},
      {"wasm", {"wasm.satconv", "wasm.signext"}},
  }};
  std::vector<std::string> out;
  if (auto const level = std::ranges::find(kLevels, context.goarch, &Level::arch); level != kLevels.end())
    out.insert(out.end(), level->tags.begin(), level->tags.end());
  auto experiment = [&out](std::string_view name) { out.push_back(fmt::format("goexperiment.{}", name)); };
  static constexpr std::array<std::string_view, 7> kRegisterCalls = {"amd64", "arm64", "loong64", "ppc64le", "ppc64", "riscv64", "s390x"};
  if (known(kRegisterCalls, context.goarch)) {
    experiment("regabiwrappers");
    experiment("regabiargs");
  }
  bool const apple_or_aix = context.goos == "darwin" || context.goos == "ios" || context.goos == "aix";
  if (context.minor >= 25 && !apple_or_aix) experiment("dwarf5");
  if (context.minor >= 26) {
    experiment("randomizedheapbase64");
    experiment("greenteagc");
  }
  if (context.minor == 24 || context.minor == 25) {
    experiment("aliastypeparams");
    experiment("swissmap");
    experiment("spinbitmutex");
  }
  return out;
}

bool tag_holds(std::string_view tag, const BuildContext& context) {
  if (tag == context.goos || tag == context.goarch || tag == "gc") return true;
  if (tag == "cgo" && context.cgo) return true;
  if (tag == "unix" && known(kUnixSystems, context.goos)) return true;
  if (context.goos == "android" && tag == "linux") return true;
  if (context.goos == "illumos" && tag == "solaris") return true;
  if (context.goos == "ios" && tag == "darwin") return true;
  if (tag == "boringcrypto") tag = "goexperiment.boringcrypto";
  if (auto const minor = release_minor(tag); minor && *minor >= 1 && *minor <= context.minor) return true;
  return any_of(context.tags, tag) || any_of(context.tool_tags, tag);
}

bool is_test_file(std::string_view name) { return name.ends_with("_test.go"); }

bool file_name_fits(std::string_view name, const BuildContext& context) {
  name = name.substr(0, name.find('.'));
  size_t const first = name.find('_');
  if (first == std::string_view::npos) return true;
  name = name.substr(first);  // what stands before the first "_" is a name, never a system
  if (name.ends_with("_test")) name.remove_suffix(5);
  auto last_word = [](std::string_view& rest) {
    size_t const at = rest.rfind('_');
    if (at == std::string_view::npos) return std::string_view();
    std::string_view const word = rest.substr(at + 1);
    rest = rest.substr(0, at);
    return word;
  };
  std::string_view const last = last_word(name);
  std::string_view const before = last_word(name);
  if (known(kArchitectures, last) && known(kSystems, before)) {
    return tag_holds(last, context) && tag_holds(before, context);
  }
  if (known(kArchitectures, last) || known(kSystems, last)) return tag_holds(last, context);
  return true;
}

bool Constraint::holds(const BuildContext& context) const {
  return !nodes_.empty() && holds(static_cast<uint32_t>(nodes_.size() - 1), context);
}

bool Constraint::holds(uint32_t at, const BuildContext& context) const {
  const Node& node = nodes_[at];
  switch (node.kind) {
    case Kind::Tag: return tag_holds(node.tag, context);
    case Kind::Not: return !holds(node.left, context);
    case Kind::And: return holds(node.left, context) && holds(node.right, context);
    case Kind::Or: return holds(node.left, context) || holds(node.right, context);
  }
  return false;
}

int Constraint::least_minor() const { return nodes_.empty() ? -1 : least_minor(static_cast<uint32_t>(nodes_.size() - 1), false); }

int Constraint::least_minor(uint32_t at, bool negated) const {
  const Node& node = nodes_[at];
  if (node.kind == Kind::Tag) return negated ? -1 : release_minor(node.tag).value_or(-1);
  if (node.kind == Kind::Not) return least_minor(node.left, !negated);
  int const left = least_minor(node.left, negated);
  int const right = least_minor(node.right, negated);
  return (node.kind == Kind::And) != negated ? std::max(left, right) : std::min(left, right);
}

bool FileConstraint::holds(const BuildContext& context) const {
  return !error && std::ranges::all_of(all, [&](const Constraint& one) { return one.holds(context); });
}

int file_language_minor(const FileConstraint& constraint, int package_minor) {
  constexpr int kFirstThatLooks = 21;
  int const named = constraint.least_minor();
  return named < 0 ? package_minor : std::max(named, kFirstThatLooks);
}

}  // namespace escapement::source
