#include "server/cli/gc_flags.h"

#include <charconv>
#include <optional>
#include <sstream>

#include <fmt/format.h>

namespace escapement::cli {

namespace {

using Failed = std::optional<std::string>;

struct Word {
  std::string_view name;
  std::optional<std::string_view> value;  // behind "="
};

Word split(std::string_view text) {
  size_t const equals = text.find('=');
  if (equals == std::string_view::npos) return {text, {}};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// A flag that counts, given alone, is 1.
std::optional<int> number(const Word& word) {
  if (!word.value) return 1;
  int out = 0;
  const char* const end = word.value->data() + word.value->size();
  auto const [at, error] = std::from_chars(word.value->data(), end, out);
  return error == std::errc() && at == end ? std::optional(out) : std::nullopt;
}

class Parser {
 public:
  std::expected<GcCommandLine, std::string> run(std::string_view text) {
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
      if (Failed const failed = flag(split(word)); failed) return std::unexpected(fmt::format("{}: {}", word, *failed));
    }
    set_inlining();
    if (of_runtime_) out_.flags.no_optimisation = out_.flags.check_pointers = false;
    return std::move(out_);
  }

 private:
  Failed flag(const Word& word) {
    if (word.name == "-m") return count(word, out_.level);
    if (word.name == "-l") return count(word, inlining_);
    if (word.name == "-d") return debug(word.value.value_or(""));
    if (word.name == "-p") return path(word);
    if (word.name == "-N") return on(word, out_.flags.no_optimisation);
    if (word.name == "-smallframes") return on(word, out_.flags.small_frames);
    if (word.name == "-+") return on(word, of_runtime_);
    if (word.name == "-std") return on(word, of_std_);
    return "this flag of gc is not simulated";
  }

  static Failed on(const Word& word, bool& flag) {
    if (word.value && *word.value != "true" && *word.value != "1") return "takes no value";
    flag = true;
    return {};
  }

  // gc adds up a flag that is given several times; with a value, that is it.
  static Failed count(const Word& word, int& count) {
    auto const value = number(word);
    constexpr int kMost = 4;
    if (!value || *value < 0 || *value > kMost) return "needs a number from 0 to 4";
    count = word.value ? *value : count + 1;
    return {};
  }

  Failed path(const Word& word) {
    if (!word.value || word.value->empty()) return "needs a path: -p=PATH";
    out_.package_path = *word.value;
    return {};
  }

  // gc's settings for debugging, of which these decide about inlining or escape.
  Failed debug(std::string_view list) {
    while (!list.empty()) {
      size_t const comma = std::min(list.find(','), list.size());
      Word const word = split(list.substr(0, comma));
      list.remove_prefix(std::min(comma + 1, list.size()));
      auto const value = number(word);
      if (!value || (*value != 0 && *value != 1)) return fmt::format("{} is simulated as 0 and as 1", word.name);
      if (word.name == "escapemutationscalls") {
        out_.flags.tell_mutations = *value != 0;
      } else if (word.name == "zerocopy") {
        out_.flags.zero_copy = *value != 0;
      } else if (word.name == "checkptr") {
        out_.flags.check_pointers = *value != 0;
      } else if (word.name != "inlfuncswithclosures" || *value != 1) {
        return fmt::format("the setting {} is not simulated", word.name);
      }
    }
    return {};
  }

  // Of -l, 1 is off, 2 and 3 are on with more to debug (cmd/compile/internal/gc, main.go).
  void set_inlining() {
    constexpr int kCheapCalls = 4;
    out_.flags.no_inlining = inlining_ == 1;
    out_.flags.cheap_calls = inlining_ == kCheapCalls;
  }

  GcCommandLine out_;
  int inlining_ = 0;
  bool of_runtime_ = false, of_std_ = false;
};

}  // namespace

std::expected<GcCommandLine, std::string> parse_gc_flags(std::string_view text) { return Parser().run(text); }

}  // namespace escapement::cli
