#include "analysis/source/build_constraint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace escapement::source {

namespace {

// internal/syslist
constexpr std::array<std::string_view, 18> kSystems = {
    "aix",   "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",     "js",
    "linux", "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos"};
constexpr std::array<std::string_view, 12> kUnixSystems = {"aix",     "android", "darwin",  "dragonfly",
                                                           "freebsd", "hurd",    "illumos", "ios",
                                                           "linux",   "netbsd",  "openbsd", "solaris"};
constexpr std::array<std::string_view, 24> kArchitectures = {
    "386",     "amd64",  "amd64p32", "arm",      "armbe",     "arm64",       "arm64be", "loong64",
    "mips",    "mipsle", "mips64",   "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",     "s390x",     "sparc",       "sparc64", "wasm"};

bool known(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

// expression = or; or = and {"||" and}; and = not {"&&" not}; not = "!" not | "(" or ")" | tag
class Parser {
 public:
  Parser(std::string_view text, const BuildContext& context) : text_(text), context_(context) {}

  std::optional<bool> parse() {
    bool const value = parse_or();
    skip_blanks();
    if (failed_ || at_ != text_.size()) return std::nullopt;
    return value;
  }

 private:
  static constexpr int kDeepest = 1000;

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  }
  bool take(std::string_view token) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  bool parse_or() {
    bool value = parse_and();
    while (!failed_ && take("||")) value = parse_and() || value;
    return value;
  }
  bool parse_and() {
    bool value = parse_not();
    while (!failed_ && take("&&")) value = parse_not() && value;
    return value;
  }
  bool parse_not() {
    if (++depth_ > kDeepest) failed_ = true;
    if (failed_) return false;
    bool value = false;
    if (take("!")) {
      value = !parse_not();
    } else if (take("(")) {
      value = parse_or();
      failed_ = failed_ || !take(")");
    } else {
      value = parse_tag();
    }
    --depth_;
    return value;
  }
  bool parse_tag() {
    skip_blanks();
    size_t const begin = at_;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_' || text_[at_] == '.')) {
      ++at_;
    }
    if (begin == at_) failed_ = true;
    return !failed_ && tag_holds(text_.substr(begin, at_ - begin), context_);
  }

  std::string_view text_;
  const BuildContext& context_;
  size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace

bool tag_holds(std::string_view tag, const BuildContext& context) {
  if (tag == context.goos || tag == context.goarch || tag == "gc") return true;
  if (tag == "cgo") return context.cgo;
  if (tag == "unix") return known(kUnixSystems, context.goos);
  if (context.goos == "android" && tag == "linux") return true;
  if (context.goos == "illumos" && tag == "solaris") return true;
  if (context.goos == "ios" && tag == "darwin") return true;
  if (tag.starts_with("go1.")) {
    int minor = 0;
    auto const [end, error] = std::from_chars(tag.data() + 4, tag.data() + tag.size(), minor);
    return error == std::errc() && end == tag.data() + tag.size() && minor <= context.minor;
  }
  return std::ranges::find(context.tags, tag) != context.tags.end();
}

bool constraint_holds(std::string_view expression, const BuildContext& context) {
  return Parser(expression, context).parse().value_or(false);
}

bool is_test_file(std::string_view name) {
  return name.ends_with("_test.go");
}

bool file_name_fits(std::string_view name, const BuildContext& context) {
  if (name.ends_with(".go")) name.remove_suffix(3);
  if (name.ends_with("_test")) name.remove_suffix(5);
  size_t const first = name.find('_');
  if (first == std::string_view::npos) return true;
  name = name.substr(first);
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

std::string_view build_expression(std::string_view text) {
  bool in_block_comment = false;
  while (!text.empty()) {
    size_t const end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    size_t const first = line.find_first_not_of(" \t\r\xEF\xBB\xBF");
    line = first == std::string_view::npos ? std::string_view() : line.substr(first);
    if (in_block_comment) {
      in_block_comment = line.find("*/") == std::string_view::npos;
      continue;
    }
    if (line.starts_with("//go:build ") || line.starts_with("//go:build\t")) return line.substr(11);
    if (line.starts_with("/*")) {
      in_block_comment = line.find("*/", 2) == std::string_view::npos;
    } else if (!line.empty() && !line.starts_with("//")) {
      break;
    }
  }
  return {};
}

}  // namespace escapement::source
