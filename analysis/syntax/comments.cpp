#include "analysis/syntax/comments.h"

#include <algorithm>

namespace escapement::syntax {

bool is_directive(std::string_view comment) {
  constexpr std::string_view kPrefixes[] = {"//go:", "//line ", "/*line ", "//export ", "//extern "};
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes), [&](std::string_view p) { return comment.starts_with(p); });
}

bool is_build_line(std::string_view comment) { return comment.starts_with("//go:build") || comment.starts_with("// +build"); }

std::string_view comment_at(std::string_view text, size_t at) {
  if (text[at] != '/' || at + 1 == text.size()) return {};
  if (text[at + 1] == '/') return text.substr(at, text.find('\n', at) - at);
  if (text[at + 1] != '*') return {};
  size_t close = text.find("*/", at + 2);
  return text.substr(at, close == std::string_view::npos ? close : close + 2 - at);
}

}  // namespace escapement::syntax
