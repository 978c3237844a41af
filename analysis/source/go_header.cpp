#include "analysis/source/go_header.h"

#include <algorithm>

#include "analysis/source/go_string.h"

namespace escapement::source {

namespace {

bool is_name_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

class HeaderScanner {
 public:
  explicit HeaderScanner(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = line_begin_scan_ = 3;
  }

  void scan(GoHeader& out) {
    skip_space();
    if (!take_word("package")) return;
    skip_space();
    std::string_view const name = take_name();
    if (name.empty()) return;
    auto const begin = static_cast<uint32_t>(at_ - name.size());
    out.package = std::string(name);
    out.package_span = {begin, static_cast<uint32_t>(at_)};
    out.package_at = place(begin);
    while (true) {
      skip_space();
      if (!take_word("import")) {
        complete_ = true;
        return;
      }
      skip_space();
      if (!take('(')) {
        if (!import_spec(out)) return;
        continue;
      }
      skip_space();
      while (!take(')')) {
        if (!import_spec(out)) return;
        skip_space();
      }
    }
  }

  // Whether the scan came to the first declaration that is no import, and not close to the text's end, where a word may be cut off.
  bool complete() const { return complete_ && at_ + 16 < text_.size(); }

  LineColumn place(size_t offset) {
    while (true) {
      size_t const newline = text_.find('\n', line_begin_scan_);
      if (newline == std::string_view::npos || newline >= offset) break;
      line_begin_scan_ = line_begin_ = newline + 1;
      ++line_;
    }
    return {line_, static_cast<uint32_t>(offset - line_begin_ + 1)};
  }

  // `//go:embed` comments of the whole text.
  void scan_embeds(GoHeader& out) {
    at_ = 0;
    while (at_ < text_.size()) {
      size_t const next = text_.find_first_of("/\"`'", at_);
      if (next == std::string_view::npos) return;
      at_ = next;
      std::string_view const rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        std::string_view const line = rest.substr(0, rest.find('\n'));
        embed_line(line, out);
        at_ += line.size();
      } else if (rest.starts_with("/*")) {
        size_t const end = rest.find("*/", 2);
        at_ += end == std::string_view::npos ? rest.size() : end + 2;
      } else {
        skip_literal();
      }
    }
  }

 private:
  // Blanks, comments, and semicolons, which are never needed to understand a header.
  void skip_space() {
    while (at_ < text_.size()) {
      char const c = text_[at_];
      std::string_view const rest = text_.substr(at_, 2);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == ';') {
        ++at_;
      } else if (rest == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest == "/*") {
        size_t const end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view word) {
    std::string_view const rest = text_.substr(at_);
    if (!rest.starts_with(word) || (rest.size() > word.size() && is_name_byte(rest[word.size()]))) return false;
    at_ += word.size();
    return true;
  }

  std::string_view take_name() {
    size_t const begin = at_;
    if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_]))) return {};
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool import_spec(GoHeader& out) {
    ImportSpec spec;
    if (take('.')) {
      spec.name = ".";
    } else {
      spec.name = std::string(take_name());
    }
    skip_space();
    auto literal = take_string_literal(text_.substr(at_));
    if (!literal) return false;
    spec.path = std::move(literal->value);
    spec.span = {static_cast<uint32_t>(at_), static_cast<uint32_t>(at_ + literal->length)};
    spec.at = place(at_);
    at_ += literal->length;
    out.imports.push_back(std::move(spec));
    return true;
  }

  void skip_literal() {
    char const quote = text_[at_++];
    while (at_ < text_.size()) {
      char const c = text_[at_];
      if (c == '\n' && quote != '`') return;  // not closed: the parser will say so
      ++at_;
      if (c == quote) return;
      if (c == '\\' && quote != '`' && at_ < text_.size()) ++at_;
    }
  }

  // Words separated by blanks, each bare or a string literal; a malformed line counts for nothing.
  void embed_line(std::string_view line, GoHeader& out) {
    static constexpr std::string_view kDirective = "//go:embed";
    static constexpr std::string_view kBlanks = " \t\r\v\f";
    if (!line.starts_with(kDirective)) return;
    size_t at = kDirective.size();
    if (at < line.size() && kBlanks.find(line[at]) == std::string_view::npos) return;
    std::vector<EmbedPattern> found;
    while ((at = line.find_first_not_of(kBlanks, at)) != std::string_view::npos) {
      EmbedPattern pattern;
      auto const begin = static_cast<uint32_t>(at_ + at);
      if (line[at] == '"' || line[at] == '`') {
        auto literal = take_string_literal(line.substr(at));
        if (!literal) return;
        at += literal->length;
        if (at < line.size() && kBlanks.find(line[at]) == std::string_view::npos) return;
        pattern.pattern = std::move(literal->value);
      } else {
        size_t const end = std::min(line.find_first_of(kBlanks, at), line.size());
        pattern.pattern = std::string(line.substr(at, end - at));
        at = end;
      }
      pattern.span = {begin, static_cast<uint32_t>(at_ + at)};
      pattern.at = place(begin);
      found.push_back(std::move(pattern));
    }
    std::ranges::move(found, std::back_inserter(out.embeds));
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_begin_ = 0;
  size_t line_begin_scan_ = 0;
  uint32_t line_ = 1;
  bool complete_ = false;
};

}  // namespace

bool GoHeader::imports_path(std::string_view path) const {
  return std::ranges::any_of(imports, [&](const ImportSpec& spec) { return spec.path == path; });
}

std::optional<GoHeader> scan_go_header(std::string_view text, TextExtent extent) {
  GoHeader out;
  HeaderScanner scanner(text);
  scanner.scan(out);
  bool const embeds = out.imports_path("embed");
  if (extent == TextExtent::Beginning && (embeds || !scanner.complete())) return std::nullopt;
  out.constraint = parse_file_constraint(text);
  if (embeds) HeaderScanner(text).scan_embeds(out);
  return out;
}

}  // namespace escapement::source
