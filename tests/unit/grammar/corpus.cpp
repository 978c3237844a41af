#include "tests/unit/grammar/corpus.h"

#include <fmt/format.h>

#include <algorithm>

namespace escapement::test {
namespace {

bool is_rule_of(std::string_view line, char c) {
  while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line.size() >= 3 && std::all_of(line.begin(), line.end(), [c](char x) { return x == c; });
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// The lines from `first` to before `last`, without blank lines around them that only separate.
std::string join(const std::vector<std::string_view>& lines, size_t first, size_t last) {
  if (first < last && lines[first].empty()) ++first;
  if (first < last && lines[last - 1].empty()) --last;
  std::string out;
  for (size_t i = first; i < last; ++i) out.append(lines[i]).push_back('\n');
  return out;
}

bool header_at(const std::vector<std::string_view>& lines, size_t i, size_t* after) {
  if (!is_rule_of(lines[i], '=')) return false;
  for (size_t k = i + 1; k < lines.size(); ++k) {
    if (!is_rule_of(lines[k], '=')) continue;
    *after = k + 1;
    return k > i + 1;
  }
  return false;
}

std::vector<std::string_view> tokens_of(std::string_view sexp) {
  std::vector<std::string_view> tokens;
  for (size_t i = 0; i < sexp.size();) {
    char c = sexp[i];
    size_t end = i + 1;
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      i = end;
      continue;
    }
    if (c == '"' || c == '\'') {
      end = sexp.find(c, i + 1);
      end = end == std::string_view::npos ? sexp.size() : end + 1;
    } else if (c != '(' && c != ')') {
      end = std::min(sexp.find_first_of(" \n\t\r()", i), sexp.size());
    }
    tokens.push_back(sexp.substr(i, end - i));
    i = end;
  }
  return tokens;
}

bool is_field(std::string_view token) { return token.size() > 1 && token.back() == ':' && token[0] != '"'; }

}  // namespace

CorpusFile parse_corpus(std::string_view text) {
  CorpusFile file;
  std::vector<std::string_view> lines = lines_of(text);
  size_t i = 0;
  while (i < lines.size() && lines[i].empty()) ++i;
  while (i < lines.size()) {
    size_t body = 0;
    if (!header_at(lines, i, &body)) {
      file.error = fmt::format("line {}: a test starts with its name between two lines of \"=\"", i + 1);
      return file;
    }
    CorpusCase& c = file.cases.emplace_back();
    c.line = static_cast<int>(i) + 2;
    for (size_t k = i + 1; k + 1 < body; ++k) {
      if (lines[k].starts_with(':')) {
        if (lines[k] != ":error") file.error = fmt::format("line {}: unknown attribute {}", k + 1, lines[k]);
        c.wants_error = true;
      } else {
        c.name.append(c.name.empty() ? "" : " ").append(lines[k]);
      }
    }
    size_t divider = body, next = 0;
    while (divider < lines.size() && !is_rule_of(lines[divider], '-')) ++divider;
    if (divider == lines.size()) {
      file.error = fmt::format("line {}: no line of \"-\" between the program and its tree", c.line);
      return file;
    }
    size_t end = divider + 1;
    while (end < lines.size() && !header_at(lines, end, &next)) ++end;
    c.source = join(lines, body, divider);
    c.expected = join(lines, divider + 1, end);
    i = end;
  }
  return file;
}

std::string format_corpus(const std::vector<CorpusCase>& cases) {
  const std::string rule(80, '=');
  std::string out;
  for (const CorpusCase& c : cases) {
    out += fmt::format("{}\n{}\n{}{}\n\n{}\n{}\n\n{}", rule, c.name, c.wants_error ? ":error\n" : "", rule, c.source, std::string(80, '-'),
                       c.expected);
    if (&c != &cases.back()) out.push_back('\n');
  }
  return out;
}

std::string pretty(std::string_view sexp) {
  std::string out;
  size_t depth = 0;
  bool after_field = false;
  for (std::string_view token : tokens_of(sexp)) {
    bool breaks = (token == "(" || is_field(token)) && !after_field && depth > 0;
    if (breaks) out.append("\n").append(2 * depth, ' ');
    if (!breaks && token != "(" && token != ")" && !out.empty() && out.back() != '(') out.push_back(' ');
    out.append(token);
    after_field = is_field(token);
    if (after_field) out.push_back(' ');
    if (token == "(") ++depth;
    if (token == ")") --depth;
  }
  out.push_back('\n');
  return out;
}

bool same_tree(std::string_view expected, std::string_view actual) {
  std::vector<std::string_view> want = tokens_of(expected), have = tokens_of(actual);
  if (std::none_of(want.begin(), want.end(), is_field)) std::erase_if(have, is_field);
  return want == have;
}

}  // namespace escapement::test
