#include "analysis/source/import_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace escapement::source {

namespace {

constexpr std::array<std::string_view, 22> kDeviceNames = {"CON",  "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
                                                           "COM8", "COM9", "PRN",  "AUX",  "NUL",  "LPT1", "LPT2", "LPT3",
                                                           "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"};

bool equal_in_any_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](char x, char y) { return std::toupper(static_cast<unsigned char>(x)) == std::toupper(static_cast<unsigned char>(y)); });
}

bool is_device_name(std::string_view element) {
  std::string_view const stem = element.substr(0, element.find('.'));
  return std::ranges::any_of(kDeviceNames, [&](std::string_view name) { return equal_in_any_case(stem, name); });
}

// Windows makes names such as "FOO~1" for long ones.
bool looks_like_short_name(std::string_view element) {
  std::string_view const stem = element.substr(0, element.find('.'));
  size_t const tilde = stem.rfind('~');
  return tilde != std::string_view::npos && tilde + 1 < stem.size() &&
         stem.find_first_not_of("0123456789", tilde + 1) == std::string_view::npos;
}

std::optional<std::string> element_fault(std::string_view element) {
  if (element.find_first_not_of('.') == std::string_view::npos) return fmt::format("path element \"{}\"", element);
  if (element.back() == '.') return "a path element ends in a dot";
  for (char c : element) {
    if (!std::isalnum(static_cast<unsigned char>(c)) && std::string_view("-._~+").find(c) == std::string_view::npos)
      return fmt::format("character '{}'", c);
  }
  if (is_device_name(element)) return fmt::format("\"{}\" is a device's name on Windows", element);
  if (looks_like_short_name(element)) return fmt::format("\"{}\" is a short file name on Windows", element);
  return std::nullopt;
}

constexpr char kVendor = '\0';

// Every "vendor" element but the last becomes one character that wildcards do not match.
std::string hide_vendor(std::string_view path) {
  std::string out;
  while (true) {
    size_t const slash = path.find('/');
    std::string_view const element = path.substr(0, slash);
    if (slash == std::string_view::npos) return out.append(element);
    if (element == "vendor") {
      out.push_back(kVendor);
    } else {
      out.append(element);
    }
    out.push_back('/');
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

std::optional<std::string> import_path_fault(std::string_view path) {
  if (path.empty()) return "it is empty";
  if (path.front() == '-') return "it begins with a dash";
  while (true) {
    size_t const slash = path.find('/');
    std::string_view const element = path.substr(0, slash);
    if (element.empty()) return "a path element is empty";
    if (auto fault = element_fault(element)) return fault;
    if (slash == std::string_view::npos) return std::nullopt;
    path.remove_prefix(slash + 1);
  }
}

bool is_good_file_name(std::string_view name) {
  if (name.empty() || name.back() == '.' || name.find_first_not_of('.') == std::string_view::npos) return false;
  for (char c : name) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || std::string_view("\"'*<>?`|/\\:\x7f").find(c) != std::string_view::npos || c == ';') return false;
  }
  return !is_device_name(name) && name != ".bzr" && name != ".hg" && name != ".git" && name != ".svn";
}

bool is_local_path(std::string_view path) { return path == "." || path == ".." || path.starts_with("./") || path.starts_with("../"); }

bool has_standard_shape(std::string_view path) { return path.substr(0, path.find('/')).find('.') == std::string_view::npos; }

bool has_path_prefix(std::string_view path, std::string_view prefix) {
  if (prefix.empty()) return true;
  if (!path.starts_with(prefix)) return false;
  return path.size() == prefix.size() || prefix.back() == '/' || path[prefix.size()] == '/';
}

std::string join_path(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::string(a.empty() ? b : a);
  return fmt::format("{}/{}", a.back() == '/' ? a.substr(0, a.size() - 1) : a, b);
}

std::optional<std::string_view> parent_of_internal(std::string_view path) {
  if (path.ends_with("/internal")) return path.substr(0, path.size() - 9);
  if (size_t const at = path.rfind("/internal/"); at != std::string_view::npos) return path.substr(0, at);
  if (path == "internal" || path.starts_with("internal/")) return path.substr(0, 0);
  return std::nullopt;
}

std::optional<size_t> behind_vendor(std::string_view path) {
  if (size_t const at = path.rfind("/vendor/"); at != std::string_view::npos) return at + 8;
  if (path.starts_with("vendor/")) return 7;
  return std::nullopt;
}

std::string escape_module_path(std::string_view path) {
  std::string out;
  for (char c : path) {
    if (c >= 'A' && c <= 'Z') {
      out.push_back('!');
      c = static_cast<char>(c - 'A' + 'a');
    }
    out.push_back(c);
  }
  return out;
}

ImportPattern::ImportPattern(std::string_view pattern)
    : pattern_(hide_vendor(pattern)),
      before_wildcard_(pattern.substr(0, pattern.find("..."))),
      wild_(pattern.find("...") != std::string_view::npos) {}

bool ImportPattern::matches(std::string_view path) const {
  std::string const hidden = hide_vendor(path);
  std::string_view pattern = pattern_;
  // "x/vendor/..." also matches "x/vendor", whose last element is not hidden.
  if (pattern.ends_with(std::string_view("\0/...", 5)) && path.ends_with("vendor") &&
      matches_from(pattern.substr(0, pattern.size() - 5), hidden.substr(0, hidden.size() - 6)))
    return true;
  if (pattern.ends_with("/...") && matches_from(pattern.substr(0, pattern.size() - 4), hidden)) return true;
  return matches_from(pattern, hidden);
}

// Greedy with one point of return: linear in the path for each wildcard.
bool ImportPattern::matches_from(std::string_view pattern, std::string_view path) const {
  size_t p = 0, s = 0;
  size_t after_wildcard = std::string_view::npos, retry = 0;
  while (s < path.size() || p < pattern.size()) {
    if (pattern.substr(p).starts_with("...")) {
      p += 3;
      after_wildcard = p;
      retry = s;
      continue;
    }
    if (p < pattern.size() && s < path.size() && pattern[p] == path[s]) {
      ++p;
      ++s;
      continue;
    }
    if (after_wildcard == std::string_view::npos || retry >= path.size() || path[retry] == kVendor) return false;
    s = ++retry;
    p = after_wildcard;
  }
  return true;
}

bool ImportPattern::can_match_below(std::string_view path) const {
  return has_path_prefix(before_wildcard_, path) || (wild_ && path.starts_with(before_wildcard_));
}

}  // namespace escapement::source
