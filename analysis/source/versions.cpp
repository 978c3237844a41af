#include "analysis/source/versions.h"

#include <optional>

namespace escapement::source {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes a decimal number without needless zeros off the front.
std::optional<std::string_view> take_number(std::string_view& text) {
  size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  if (length == 0 || (length > 1 && text[0] == '0')) return std::nullopt;
  std::string_view const number = text.substr(0, length);
  text.remove_prefix(length);
  return number;
}

int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b) < 0 ? -1 : a == b ? 0 : 1;
}

struct Semantic {
  std::string_view major, minor = "0", patch = "0", prerelease, build;
  bool complete = false;
};

bool dotted_identifiers(std::string_view text, bool numbers_without_zeros) {
  while (true) {
    size_t const dot = text.find('.');
    std::string_view const word = text.substr(0, dot);
    bool digits = !word.empty();
    for (char c : word) {
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-') return false;
      digits = digits && is_digit(c);
    }
    if (word.empty() || (numbers_without_zeros && digits && word.size() > 1 && word[0] == '0')) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::optional<Semantic> parse_semantic(std::string_view text) {
  Semantic out;
  if (!text.starts_with('v')) return std::nullopt;
  text.remove_prefix(1);
  std::string_view* const parts[] = {&out.major, &out.minor, &out.patch};
  for (int i = 0; i < 3; ++i) {
    if (i != 0) {
      if (text.empty()) return out;  // "v1", "v1.2"
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    auto const number = take_number(text);
    if (!number) return std::nullopt;
    *parts[i] = *number;
  }
  out.complete = true;
  if (text.starts_with('-')) {
    size_t const end = text.find('+');
    out.prerelease = text.substr(1, end == std::string_view::npos ? end : end - 1);
    if (!dotted_identifiers(out.prerelease, true)) return std::nullopt;
    text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  if (text.starts_with('+')) {
    out.build = text.substr(1);
    if (!dotted_identifiers(out.build, false)) return std::nullopt;
    text = {};
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

// A version with a prerelease comes before the one without; identifiers compare one by one, numbers before words.
int compare_prereleases(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty() || b.empty()) return a.empty() ? 1 : -1;
  while (!a.empty() && !b.empty()) {
    std::string_view const x = a.substr(0, a.find('.'));
    std::string_view const y = b.substr(0, b.find('.'));
    a.remove_prefix(std::min(a.size(), x.size() + 1));
    b.remove_prefix(std::min(b.size(), y.size() + 1));
    if (x == y) continue;
    bool const x_number = x.find_first_not_of("0123456789") == std::string_view::npos;
    bool const y_number = y.find_first_not_of("0123456789") == std::string_view::npos;
    if (x_number != y_number) return x_number ? -1 : 1;
    if (x_number) return compare_numbers(x, y);
    return x < y ? -1 : 1;
  }
  return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

struct GoVersion {
  std::string_view major, minor, patch, kind, pre;  // an absent part is empty and compares as the least
};

std::optional<GoVersion> parse_go(std::string_view text) {
  GoVersion out;
  auto number = take_number(text);
  if (!number) return std::nullopt;
  out.major = *number;
  if (text.empty()) return GoVersion{out.major, "0", "0", {}, {}};
  if (!text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  number = take_number(text);
  if (!number) return std::nullopt;
  out.minor = *number;
  if (text.empty()) {
    // Since 1.21 the language version comes before its first release.
    if (compare_numbers(out.minor, "21") < 0) out.patch = "0";
    return out;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    number = take_number(text);
    if (!number || !text.empty()) return std::nullopt;
    out.patch = *number;
    return out;
  }
  size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  if (letters == 0) return std::nullopt;
  out.kind = text.substr(0, letters);
  text.remove_prefix(letters);
  if (text.empty()) return out;
  number = take_number(text);
  if (!number || !text.empty()) return std::nullopt;
  out.pre = *number;
  return out;
}

}  // namespace

bool is_semantic_version(std::string_view version) { return parse_semantic(version).has_value(); }

bool is_canonical_version(std::string_view version) {
  auto const v = parse_semantic(version);
  return v && v->complete && (v->build.empty() || v->build == "incompatible");
}

int compare_versions(std::string_view a, std::string_view b) {
  auto const x = parse_semantic(a);
  auto const y = parse_semantic(b);
  if (!x || !y) return x ? 1 : y ? -1 : 0;
  if (int const c = compare_numbers(x->major, y->major)) return c;
  if (int const c = compare_numbers(x->minor, y->minor)) return c;
  if (int const c = compare_numbers(x->patch, y->patch)) return c;
  return compare_prereleases(x->prerelease, y->prerelease);
}

int compare_selected(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty() || b == "none") return 1;
  if (b.empty() || a == "none") return -1;
  return compare_versions(a, b);
}

bool major_version_fits(std::string_view path, std::string_view version) {
  auto const v = parse_semantic(version);
  if (!v) return false;
  bool const gopkg = path.starts_with("gopkg.in/");
  size_t const at = path.rfind(gopkg ? ".v" : "/v");
  std::string_view suffix = at == std::string_view::npos ? std::string_view() : path.substr(at + 2);
  if (gopkg && suffix.ends_with("-unstable")) suffix.remove_suffix(9);
  bool const numbered =
      !suffix.empty() && suffix.find_first_not_of("0123456789") == std::string_view::npos && (gopkg || (suffix[0] != '0' && suffix != "1"));
  if (!numbered) return v->major == "0" || v->major == "1" || v->build == "incompatible";
  // gopkg.in modules may have pseudo-versions that begin with v0.0.0 before their first tag.
  if (gopkg && suffix == "1" && v->major == "0" && version.starts_with("v0.0.0-")) return true;
  return v->major == suffix && (v->build != "incompatible" || gopkg);
}

int compare_go_versions(std::string_view a, std::string_view b) {
  auto const x = parse_go(a).value_or(GoVersion{});
  auto const y = parse_go(b).value_or(GoVersion{});
  if (int const c = compare_numbers(x.major, y.major)) return c;
  if (int const c = compare_numbers(x.minor, y.minor)) return c;
  if (int const c = compare_numbers(x.patch, y.patch)) return c;
  if (x.kind != y.kind) return x.kind < y.kind ? -1 : 1;
  return compare_numbers(x.pre, y.pre);
}

bool is_go_version(std::string_view version) { return parse_go(version).has_value(); }

int language_minor(std::string_view go_version) {
  auto const v = parse_go(go_version);
  if (!v) return 0;
  if (v->major != "1" || v->minor.size() > 6) return 1'000'000;
  int minor = 0;
  for (char c : v->minor) minor = minor * 10 + (c - '0');
  return minor;
}

}  // namespace escapement::source
