// The grammar of build constraints (go/build/constraint).
#include <fmt/format.h>

#include <algorithm>

#include "analysis/source/build_constraint.h"

namespace escapement::source {

// expression = and {"||" and}; and = not {"&&" not}; not = ["!"] atom; atom = "(" expression ")" | tag
class ConstraintParser {
 public:
  explicit ConstraintParser(std::string_view text) : text_(text) {}

  std::optional<Constraint> parse(ConstraintError& error) {
    uint32_t const root = parse_or();
    skip_blanks();
    if (!error_ && at_ != text_.size()) fail(at_, fmt::format("unexpected \"{}\"", text_.substr(at_)));
    if (error_) {
      error = *error_;
      return std::nullopt;
    }
    // A parenthesized left operand may have been built before what follows it; the root always comes last.
    if (root + 1 != out_.nodes_.size()) return std::nullopt;
    return std::move(out_);
  }

  // `// +build a,b !c`: blanks are "or", commas are "and". A word that is no tag never holds.
  static Constraint parse_plus_build(std::string_view text) {
    ConstraintParser parser(text);
    std::optional<uint32_t> either;
    while (true) {
      parser.skip_blanks();
      if (parser.at_ == text.size()) break;
      size_t const end = std::min(text.find_first_of(" \t", parser.at_), text.size());
      uint32_t const clause = parser.plus_clause(text.substr(parser.at_, end - parser.at_));
      parser.at_ = end;
      either = either ? parser.add(Constraint::Kind::Or, *either, clause) : clause;
    }
    if (!either) parser.add_tag("ignore");
    return std::move(parser.out_);
  }

 private:
  static constexpr int kMostOperands = 1000;  // as go/build/constraint has it

  uint32_t add(Constraint::Kind kind, uint32_t left, uint32_t right) {
    out_.nodes_.push_back({kind, left, right, {}});
    return static_cast<uint32_t>(out_.nodes_.size() - 1);
  }
  uint32_t add_tag(std::string_view tag) {
    out_.nodes_.push_back({Constraint::Kind::Tag, 0, 0, std::string(tag)});
    return static_cast<uint32_t>(out_.nodes_.size() - 1);
  }
  void fail(size_t at, std::string text) {
    if (!error_) error_ = ConstraintError{at, std::move(text)};
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view token) {
    skip_blanks();
    if (error_ || !text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  uint32_t parse_or() {
    uint32_t left = parse_and();
    while (take("||")) left = add(Constraint::Kind::Or, left, parse_and());
    return left;
  }
  uint32_t parse_and() {
    uint32_t left = parse_not();
    while (take("&&")) left = add(Constraint::Kind::And, left, parse_not());
    return left;
  }
  uint32_t parse_not() {
    if (++operands_ > kMostOperands) fail(at_, "the build expression is too large");
    if (error_) return 0;
    if (!take("!")) return parse_atom();
    if (take("!")) fail(at_ - 1, "double negation is not allowed");
    return add(Constraint::Kind::Not, parse_atom(), 0);
  }
  uint32_t parse_atom() {
    size_t const open = at_;
    if (take("(")) {
      uint32_t const inner = parse_or();
      if (!take(")")) fail(open, "no \")\" for this \"(\"");
      return inner;
    }
    skip_blanks();
    size_t const length = tag_length(text_.substr(at_));
    if (length == 0) {
      fail(at_, at_ == text_.size() ? std::string("a tag is missing at the end") : fmt::format("unexpected \"{}\"", text_.substr(at_, 1)));
      return 0;
    }
    at_ += length;
    return add_tag(text_.substr(at_ - length, length));
  }

  // Letters, digits, "_", "."; letters of other scripts count as letters.
  static size_t tag_length(std::string_view text) {
    size_t length = 0;
    while (length < text.size()) {
      auto const c = static_cast<unsigned char>(text[length]);
      if (!std::isalnum(c) && c != '_' && c != '.' && c < 0x80) break;
      ++length;
    }
    return length;
  }

  uint32_t plus_clause(std::string_view clause) {
    std::optional<uint32_t> both;
    while (true) {
      size_t const comma = clause.find(',');
      uint32_t const word = plus_word(clause.substr(0, comma));
      both = both ? add(Constraint::Kind::And, *both, word) : word;
      if (comma == std::string_view::npos) return *both;
      clause.remove_prefix(comma + 1);
    }
  }
  uint32_t plus_word(std::string_view word) {
    bool const negated = word.starts_with('!') && !word.starts_with("!!") && word != "!";
    if (word.starts_with('!')) word.remove_prefix(negated ? 1 : word.size());
    bool const valid = !word.empty() && tag_length(word) == word.size();
    uint32_t const tag = add_tag(valid ? word : "ignore");
    return negated ? add(Constraint::Kind::Not, tag, 0) : tag;
  }

  std::string_view text_;
  size_t at_ = 0;
  int operands_ = 0;
  std::optional<ConstraintError> error_;
  Constraint out_;
};

namespace {

constexpr std::string_view kSpaces = " \t\r\v\f";

std::string_view trim(std::string_view line) {
  size_t const first = line.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kSpaces) + 1 - first);
}

// What stands behind `keyword` in a trimmed line, if a blank or nothing follows the keyword.
std::optional<std::string_view> behind(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  line.remove_prefix(keyword.size());
  if (!line.empty() && kSpaces.find(line.front()) == std::string_view::npos) return std::nullopt;
  return trim(line);
}

// Goes through a header line by line up to the first that is neither blank nor comment.
class HeaderLines {
 public:
  explicit HeaderLines(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  FileConstraint read() {
    while (at_ < text_.size() && !done_) {
      size_t const end = std::min(text_.find('\n', at_), text_.size());
      std::string_view const line = trim(text_.substr(at_, end - at_));
      at_ = std::min(end + 1, text_.size());
      take(line);
    }
    if (out_.from_go_build) return std::move(out_);
    // Only lines above a blank line that follows only comments: a package's documentation is no constraint.
    for (const auto& [offset, expression] : plus_lines_) {
      if (offset < last_blank_) out_.all.push_back(ConstraintParser::parse_plus_build(expression));
    }
    return std::move(out_);
  }

 private:
  void take(std::string_view line) {
    if (line.empty() && !ended_) {
      last_blank_ = at_;
      return;
    }
    if (!line.starts_with("//")) ended_ = true;
    if (!in_block_comment_) directive(line);
    while (!line.empty()) {
      if (in_block_comment_) {
        size_t const close = line.find("*/");
        if (close == std::string_view::npos) return;
        in_block_comment_ = false;
        line = trim(line.substr(close + 2));
      } else if (line.starts_with("//")) {
        return;
      } else if (line.starts_with("/*")) {
        in_block_comment_ = true;
        line = trim(line.substr(2));
      } else {
        done_ = true;
        return;
      }
    }
  }

  void directive(std::string_view line) {
    auto const offset = static_cast<size_t>(line.data() - text_.data());
    if (auto const expression = behind(line, "//go:build")) {
      go_build(*expression, offset);
    } else if (line.starts_with("//")) {
      if (auto const old = behind(trim(line.substr(2)), "+build")) plus_lines_.emplace_back(offset, *old);
    }
  }

  void go_build(std::string_view expression, size_t offset) {
    if (out_.from_go_build) {
      if (!out_.error) out_.error = ConstraintError{offset, "a second //go:build line"};
      return;
    }
    out_.from_go_build = true;
    ConstraintError error;
    if (auto parsed = ConstraintParser(expression).parse(error)) {
      out_.all.push_back(std::move(*parsed));
    } else {
      size_t const begin = expression.empty() ? offset : static_cast<size_t>(expression.data() - text_.data());
      out_.error = ConstraintError{begin + error.offset, std::move(error.text)};
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t last_blank_ = 0;
  bool ended_ = false;
  bool in_block_comment_ = false;
  bool done_ = false;
  std::vector<std::pair<size_t, std::string_view>> plus_lines_;
  FileConstraint out_;
};

}  // namespace

FileConstraint parse_file_constraint(std::string_view header) { return HeaderLines(header).read(); }

}  // namespace escapement::source
