#include "analysis/syntax/sections.h"

#include <algorithm>
#include <cstddef>

#include "analysis/syntax/comments.h"

namespace escapement::syntax {
namespace {

constexpr size_t kNone = std::string_view::npos;

bool is_word(char c) {
  auto u = static_cast<unsigned char>(c);
  return (u | 0x20U) - unsigned{'a'} < 26U || u - unsigned{'0'} < 10U || u == '_' || u >= 0x80;
}

enum class Start : uint8_t { None, Sure, OutsideBrackets };

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.starts_with(word) && (line.size() == word.size() || !is_word(line[word.size()]));
}

size_t skip_spaces(std::string_view line, size_t i) { return std::min(line.find_first_not_of(" \t", i), line.size()); }

// `func name` or `func (receiver) name(`; a function literal or type has no name.
bool is_function_start(std::string_view line) {
  if (!starts_with_word(line, "func")) return false;
  size_t i = skip_spaces(line, 4);
  if (i < line.size() && is_word(line[i])) return true;
  if (i == line.size() || line[i] != '(') return false;
  int depth = 0;
  for (; i < line.size(); ++i) {
    depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
    if (depth == 0) break;
  }
  size_t name = skip_spaces(line, std::min(i + 1, line.size()));
  size_t behind = name;
  while (behind < line.size() && is_word(line[behind])) ++behind;
  return behind > name && behind < line.size() && line[behind] == '(';
}

// What the line at `at` starts with.
Start start_at(std::string_view text, size_t at) {
  constexpr size_t kLongestReceiver = 1000;
  std::string_view line = text.substr(at, kLongestReceiver);
  line = line.substr(0, line.find('\n'));
  if (starts_with_word(line, "import") || is_function_start(line)) return Start::Sure;
  for (std::string_view word : {"var", "const", "type"})
    if (starts_with_word(line, word)) return Start::OutsideBrackets;
  return Start::None;
}

struct Candidate {
  size_t begin;
  size_t previous_end;
  Start start;
  int depth;  // of brackets since the last sure start
  bool directive;
};

// Walks over the tokens and notes where declarations may start.
class Scanner {
 public:
  // A line that starts a declaration ends raw strings and the comment at `open_comment`.
  Scanner(std::string_view text, bool open_strings, size_t open_comment)
      : text_(text), open_strings_(open_strings), open_comment_(open_comment) {}

  void run() {
    for (size_t i = 0; i < text_.size();) i = step(i);
  }

  const std::vector<Candidate>& candidates() const { return candidates_; }
  bool ends_in_string() const { return ends_in_string_; }
  size_t unclosed_comment() const { return unclosed_comment_; }
  size_t content_end() const { return content_end_; }
  bool directives_at_end() const { return directive_ != kNone; }
  int depth() const { return depth_; }

 private:
  size_t step(size_t i) {
    char c = text_[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return i + 1;
    if (std::string_view comment = comment_at(text_, i); !comment.empty()) return skip_comment(comment, i);
    if (i == 0 || text_[i - 1] == '\n') note_start(i);
    size_t end = token_end(i);
    content_end_ = end;
    directive_ = kNone;
    return end;
  }

  size_t skip_comment(std::string_view comment, size_t i) {
    if (is_directive(comment) && directive_ == kNone) directive_ = i;
    size_t end = i + comment.size();
    bool closed = comment[1] == '/' || (comment.size() >= 4 && comment.ends_with("*/"));
    if (closed) return end;
    if (i == open_comment_)
      end = next_start(i, end);
    else
      unclosed_comment_ = i;
    content_end_ = end;
    return end;
  }

  void note_start(size_t i) {
    Start start = start_at(text_, i);
    if (start == Start::None) return;
    bool directive = directive_ != kNone;
    candidates_.push_back({directive ? directive_ : i, content_end_, start, depth_, directive});
    if (start == Start::Sure) depth_ = 0;
  }

  size_t token_end(size_t i) {
    char c = text_[i];
    if (c == '`') return raw_string_end(i);
    if (c == '"' || c == '\'') return quoted_end(i, c);
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if (c == ')' || c == ']' || c == '}') --depth_;
    size_t end = i + 1;
    if (is_word(c))
      while (end < text_.size() && is_word(text_[end])) ++end;
    return end;
  }

  size_t quoted_end(size_t i, char quote) const {
    for (++i; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == quote) return i + 1;
      if (text_[i] == '\\' && i + 1 < text_.size() && text_[i + 1] != '\n') ++i;
    }
    return i;
  }

  size_t raw_string_end(size_t i) {
    size_t close = text_.find('`', i + 1);
    size_t end = close == kNone ? text_.size() : close + 1;
    if (open_strings_) return next_start(i, end);
    ends_in_string_ |= close == kNone;
    return end;
  }

  // The first line in (from, to) that starts a declaration, else `to`.
  size_t next_start(size_t from, size_t to) const {
    for (size_t i = from; (i = text_.find('\n', i)) < to; ++i)
      if (i + 1 < to && start_at(text_, i + 1) != Start::None) return i + 1;
    return to;
  }

  std::string_view text_;
  bool open_strings_;
  size_t open_comment_;
  std::vector<Candidate> candidates_;
  int depth_ = 0;
  size_t directive_ = kNone;  // the first since the last token
  size_t content_end_ = 0;
  bool ends_in_string_ = false;
  size_t unclosed_comment_ = kNone;
};

// The candidates that count, those in brackets only where the brackets do not balance.
std::vector<Candidate> choose(const Scanner& scan) {
  const auto& all = scan.candidates();
  std::vector<Candidate> chosen;
  for (size_t i = 0; i < all.size();) {
    size_t next = i + 1;
    while (next < all.size() && all[next].start != Start::Sure) ++next;
    bool balanced = (next < all.size() ? all[next].depth : scan.depth()) == 0;
    for (; i < next; ++i)
      if (all[i].start == Start::Sure || all[i].depth == 0 || !balanced) chosen.push_back(all[i]);
  }
  return chosen;
}

}  // namespace

std::vector<Section> split_sections(std::string_view text) {
  bool open_strings = false;
  size_t open_comment = kNone;
  for (;;) {
    Scanner scan(text, open_strings, open_comment);
    scan.run();
    bool again = (scan.ends_in_string() && !open_strings) || (scan.unclosed_comment() != kNone && open_comment == kNone);
    open_strings |= scan.ends_in_string();
    if (scan.unclosed_comment() != kNone) open_comment = scan.unclosed_comment();
    if (again) continue;
    std::vector<Section> sections(1);
    auto offset = [](size_t i) { return static_cast<uint32_t>(i); };
    for (const Candidate& c : choose(scan)) {
      sections.back().content_end = std::max(sections.back().begin, offset(c.previous_end));
      sections.back().end = offset(c.begin);
      sections.push_back({offset(c.begin), 0, 0, false});
    }
    sections.back().content_end = std::max(sections.back().begin, offset(scan.content_end()));
    sections.back().end = offset(text.size());
    sections.back().directives_follow = scan.directives_at_end();
    return sections;
  }
}

}  // namespace escapement::syntax
