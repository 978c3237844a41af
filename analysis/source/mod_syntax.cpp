#include "analysis/source/mod_syntax.h"

#include <fmt/format.h>

#include <optional>

#include "analysis/source/go_string.h"

namespace escapement::source {

namespace {

bool is_punctuation(char c) { return std::string_view("()[]{},").find(c) != std::string_view::npos; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class LineParser {
 public:
  LineParser(const std::string& path, std::string_view text) : path_(path), text_(text) {}

  ModSyntax parse() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) parse_line();
    if (in_block_) {
      fail(block_at_, fmt::format("the block \"{} (\" is not closed", block_verb_));
    }
    return std::move(out_);
  }

 private:
  LineColumn here() const { return {line_, static_cast<uint32_t>(at_ - line_begin_ + 1)}; }

  void fail(LineColumn at, std::string text) { out_.errors.push_back({path_, at, code::kBadModFile, std::move(text)}); }

  void next_line() {
    size_t const end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    line_begin_ = at_;
    ++line_;
  }

  // The words up to the end of the line; none after an error.
  std::optional<std::vector<ModWord>> words(std::string& comment) {
    std::vector<ModWord> found;
    while (at_ < text_.size() && text_[at_] != '\n') {
      std::string_view const rest = text_.substr(at_);
      if (is_blank(rest[0])) {
        ++at_;
      } else if (rest.starts_with("//")) {
        std::string_view line = rest.substr(2, rest.find('\n') - 2);
        size_t const first = line.find_first_not_of(" \t\r");
        if (first != std::string_view::npos) {
          line = line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
          comment = std::string(line);
        }
        at_ += std::min(rest.find('\n'), rest.size());
      } else if (auto word = one_word()) {
        found.push_back(std::move(*word));
      } else {
        return std::nullopt;
      }
    }
    return found;
  }

  std::optional<ModWord> one_word() {
    LineColumn const start = here();
    char const first = text_[at_];
    if (is_punctuation(first)) {
      ++at_;
      return ModWord{std::string(1, first), start, false};
    }
    if (first == '"' || first == '`') return quoted_word(start);
    size_t const begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '\n' && !is_punctuation(text_[at_])) {
      std::string_view const rest = text_.substr(at_);
      if (rest.starts_with("//")) break;
      auto const byte = static_cast<unsigned char>(rest[0]);
      if (rest.starts_with("/*") || byte < 0x20 || byte == 0x7f) {
        fail(here(), rest[0] == '/' ? std::string("comments here begin with //; /* */ is not allowed")
                                    : fmt::format("unexpected character 0x{:02x}", byte));
        return std::nullopt;
      }
      ++at_;
    }
    std::string word(text_.substr(begin, at_ - begin));
    if (word.find_first_of("\"'`") != std::string::npos) {
      fail(start, "a quote in the middle of a word; quote the whole word with \"\"");
      return std::nullopt;
    }
    return ModWord{std::move(word), start, false};
  }

  std::optional<ModWord> quoted_word(LineColumn start) {
    auto const literal = take_string_literal(text_.substr(at_));
    if (!literal || text_.substr(at_, literal->length).find('\n') != std::string_view::npos) {
      fail(start, "this quoted string does not end on its line, or has a malformed escape");
      return std::nullopt;
    }
    at_ += literal->length;
    return ModWord{literal->value, start, true};
  }

  void parse_line() {
    std::string comment;
    auto found = words(comment);
    if (found && !found->empty()) take_line(std::move(*found), std::move(comment));
    next_line();
  }

  void take_line(std::vector<ModWord> found, std::string comment) {
    LineColumn const at = found[0].at;
    if (in_block_) {
      if (found[0].text == ")" && !found[0].quoted) {
        in_block_ = false;
        if (found.size() > 1) fail(found[1].at, "nothing may follow the \")\" of a block");
        return;
      }
      out_.lines.push_back({block_verb_, at, std::move(found), std::move(comment)});
      return;
    }
    std::string verb = found[0].text;
    if (found.size() >= 2 && found.back().text == "(" && !found.back().quoted) {
      if (found.size() > 2) fail(at, fmt::format("unknown kind of block \"{} {}\"", verb, found[1].text));
      in_block_ = true;
      block_verb_ = std::move(verb);
      block_at_ = at;
      return;
    }
    if (found.size() == 3 && found[1].text == "(" && found[2].text == ")" && !found[1].quoted) return;  // an empty block
    found.erase(found.begin());
    out_.lines.push_back({std::move(verb), at, std::move(found), std::move(comment)});
  }

  const std::string& path_;
  std::string_view text_;
  size_t at_ = 0;
  size_t line_begin_ = 0;
  uint32_t line_ = 1;
  bool in_block_ = false;
  std::string block_verb_;
  LineColumn block_at_;
  ModSyntax out_;
};

}  // namespace

ModSyntax parse_mod_lines(const std::string& path, std::string_view text) { return LineParser(path, text).parse(); }

}  // namespace escapement::source
