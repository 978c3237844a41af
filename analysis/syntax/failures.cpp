#include "analysis/syntax/failures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/syntax/errors.h"
#include "analysis/syntax/literals.h"
#include "analysis/syntax/symbols.h"
#include "grammar/language.h"

namespace escapement::syntax {
namespace {

std::string_view name_of(TSSymbol symbol) { return ts_language_symbol_name(grammar::language(), symbol); }

// The first line of the text, cut to what fits in a message.
std::string_view excerpt(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  constexpr size_t kLongest = 40;
  if (text.size() <= kLongest) return text;
  size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return text.substr(0, cut);
}

class Expected {
 public:
  explicit Expected(const std::vector<TSSymbol>& symbols) {
    for (TSSymbol s : symbols) names_.push_back(name_of(s));
  }
  bool has(std::string_view name) const { return std::ranges::find(names_, name) != names_.end(); }

  // What could stand there, in words: the construct that could begin, then the marks that could end the one
  // before.
  std::string in_words() const {
    std::vector<std::string_view> words;
    if (auto construct = construct_in_words(); !construct.empty()) words.push_back(construct);
    for (std::string_view mark : {",", ")", "]", ":", "}", "{", "=", ":=", "(", "package"})
      if (has(mark) && is_worth_saying(mark)) words.push_back(quoted(mark));
    if (terminator() && !has("number") && !has("import")) words.push_back("a new line");
    constexpr size_t kMost = 4;
    if (words.size() > kMost) words.resize(kMost);
    if (words.size() < 2) return words.empty() ? "" : std::string(words[0]);
    std::string_view last = words.back();
    words.pop_back();
    return fmt::format("{} or {}", fmt::join(words, ", "), last);
  }

 private:
  bool terminator() const { return has("_newline") || has("_semicolon"); }

  std::string_view construct_in_words() const {
    if (has("if")) return has("case") ? "a statement or a case" : "a statement";
    if (has("else")) return {};
    if (has("number") && has("identifier")) return has("...") ? "an expression or \"...\"" : "an expression";
    if (has("struct") && has("identifier")) return has("~") ? "a type or a constraint" : "a type";
    if (has("import") && has("func")) return "a declaration (func, type, var, const or import)";
    if (has("case")) return "\"case\", \"default\"";
    if (has("interpreted_string") && !terminator()) return has("identifier") ? "a name or a string" : "a string";
    if (has("identifier")) return "a name";
    return {};
  }

  // Every expression can go on with "(", every operand of a statement with "{" or "=".
  bool is_worth_saying(std::string_view mark) const {
    bool operand = has("+") && has("*=");
    bool starts = has("number");
    if (mark == "(") return !starts && !has(".") && construct_in_words().empty();
    if (mark == "{") return !starts && !has("}") && !has(")") && !has("]");
    if (mark == "=" || mark == ":=") return !has(")") && !has("}") && !starts;
    if (mark == ",") return !operand || !has("}");
    if (mark == ":") return !has("}");
    return true;
  }

  static std::string_view quoted(std::string_view mark) {
    static constexpr std::pair<std::string_view, std::string_view> kQuoted[] = {
        {",", "\",\""}, {")", "\")\""}, {"]", "\"]\""},   {":", "\":\""}, {"}", "\"}\""},
        {"{", "\"{\""}, {"=", "\"=\""}, {":=", "\":=\""}, {"(", "\"(\""}, {"package", "\"package\""}};
    for (auto [plain, text] : kQuoted)
      if (plain == mark) return text;
    return mark;
  }

  std::vector<std::string_view> names_;
};

DeclError at(const grammar::Failure& f, std::string_view code, std::string text) { return {{f.begin, f.end}, code, std::move(text)}; }

// Characters that begin no token of Go.
DeclError no_token(grammar::Failure f, std::string_view source) {
  std::string_view rest = source.substr(f.begin);
  auto line_end = static_cast<uint32_t>(std::min(rest.find_first_of("\r\n"), rest.size()));
  switch (rest.empty() ? '\0' : rest[0]) {
    case '"': f.end = f.begin + line_end; return at(f, errors::kLiteral, "the string is not terminated: missing '\"' on this line");
    case '\'': f.end = f.begin + line_end; return at(f, errors::kLiteral, "the rune literal is not terminated: missing \"'\" on this line");
    case '`': return at(f, errors::kLiteral, "the raw string is not terminated: missing '`'");
    default: break;
  }
  CodePoint c = decode(rest, 0);
  if (c.length == 0) return at(f, errors::kEncoding, "invalid UTF-8 encoding");
  if (c.value == 0) return at(f, errors::kEncoding, "invalid NUL character");
  return at(f, errors::kUnexpected,
            fmt::format("invalid character U+{:04X} '{}'", static_cast<uint32_t>(c.value), rest.substr(0, c.length)));
}

std::string found_in_words(const grammar::Failure& f, std::string_view source) {
  std::string_view name = name_of(f.found), text = source.substr(f.begin, f.end - f.begin);
  if (name == "identifier") return fmt::format("name {}", excerpt(text));
  if (name == "number" || name == "rune" || name == "interpreted_string" || name == "raw_string")
    return fmt::format("literal {}", excerpt(text));
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') return fmt::format("keyword {}", text);
  return fmt::format("\"{}\"", excerpt(text));
}

}  // namespace

DeclError describe_failure(const grammar::Failure& f, std::string_view source) {
  if (f.found == grammar::Failure::kNoToken) return no_token(f, source);
  std::string_view text = source.substr(f.begin, f.end - f.begin);
  if (source.substr(f.begin).starts_with("/*")) {
    auto end = static_cast<uint32_t>(source.size());
    if (source.find("*/", f.begin + 2) == std::string_view::npos)
      return {{f.begin, end}, errors::kUnexpected, "the comment is not terminated: missing \"*/\""};
  }
  Expected expected(f.expected);
  std::string words = expected.in_words();
  std::string wanted = words.empty() ? "" : fmt::format(": expected {}", words);
  if (text.empty() || text[0] == '\0')
    return at(f, errors::kMissing,
              words.empty() ? "something is missing at the end of the declaration"
                            : fmt::format("missing {} at the end of the declaration", words));
  if (text[0] == '\n') return at(f, errors::kNewline, "unexpected new line" + wanted);
  return at(f, errors::kUnexpected, fmt::format("unexpected {}{}", found_in_words(f, source), wanted));
}

}  // namespace escapement::syntax
