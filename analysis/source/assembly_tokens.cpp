#include "analysis/source/assembly_tokens.h"

#include <absl/container/flat_hash_set.h>

namespace escapement::source {

namespace {

using Kind = AssemblyToken::Kind;
using Tokens = std::vector<AssemblyToken>;

constexpr int kDeepest = 100;            // includes in includes, macros in macros
constexpr size_t kMostTokens = 1 << 20;  // of a file

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Letters beyond ASCII are taken as they come.
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || static_cast<unsigned char>(c) >= 0x80;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Tokens run() {
    Tokens out;
    while (at_ < text_.size()) next(out);
    out.push_back({});
    return out;
  }

 private:
  bool here(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void next(Tokens& out) {
    char const c = text_[at_];
    if (c == '\n') {
      ++at_;
      out.push_back({});
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (here("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (here("/*")) {
      comment(out);
    } else if (starts_word(c)) {
      out.push_back({Kind::Word, word()});
    } else if (is_digit(c)) {
      out.push_back({Kind::Number, take([](char d) { return is_digit(d) || starts_word(d) || d == '.'; })});
    } else if (c == '"' || c == '\'' || c == '`') {
      out.push_back({Kind::Text, quoted(c)});
    } else {
      out.push_back({Kind::Sign, std::string(1, c)});
      ++at_;
    }
  }

  void comment(Tokens& out) {
    size_t const end = std::min(text_.find("*/", at_ + 2), text_.size() - 2);
    for (; at_ < end + 2; ++at_) {
      if (text_[at_] == '\n') out.push_back({});
    }
  }

  std::string take(auto&& belongs) {
    size_t const begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string word() {
    std::string out = take([](char c) { return starts_word(c) || is_digit(c); });
    replace_all(out, "·", ".");
    replace_all(out, "∕", "/");
    return out;
  }

  std::string quoted(char quote) {
    size_t const begin = ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') at_ += text_[at_] == '\\' && quote != '`' ? 2 : 1;
    std::string out(text_.substr(begin, std::min(at_, text_.size()) - begin));
    at_ = std::min(at_ + 1, text_.size());
    return out;
  }

  std::string_view text_;
  size_t at_ = 0;
};

struct Macro {
  bool has_parameters = false;
  std::vector<std::string> parameters;
  Tokens body;
};

class Preprocessor {
 public:
  Preprocessor(const AssemblyPackage& package, const ReadText& read) : package_(package), read_(read) {
    for (const std::string& name : package.defines) macros_[name] = {false, {}, {{Kind::Number, "1"}}};
  }

  Tokens run(const std::string& file) {
    include(file);
    return std::move(out_);
  }

 private:
  void include(const std::string& name) {
    if (depth_ >= kDeepest) return;
    std::optional<std::string> text = read_(package_.folder + "/" + name);
    for (size_t i = 0; !text && i < package_.include_folders.size(); ++i) text = read_(package_.include_folders[i] + "/" + name);
    if (!text) return;
    ++depth_;
    Tokens const tokens = Scanner(*text).run();
    lines(tokens);
    --depth_;
  }

  void lines(const Tokens& tokens) {
    for (size_t begin = 0; begin < tokens.size() && out_.size() < kMostTokens;) {
      size_t end = begin;
      if (tokens[begin].is('#')) {
        directive(joined_line(tokens, begin, end));
      } else {
        end = tokens.size();
        for (size_t i = begin; i + 1 < tokens.size(); ++i) {
          if (tokens[i].kind == Kind::LineEnd && tokens[i + 1].is('#')) {
            end = i + 1;
            break;
          }
        }
        if (is_active()) expand(std::span(tokens).subspan(begin, end - begin), 0);
      }
      begin = end;
    }
  }

  // From the "#" to the line's end, past the ends of lines behind a "\", which stay.
  static Tokens joined_line(const Tokens& tokens, size_t begin, size_t& end) {
    Tokens out;
    for (end = begin; end < tokens.size(); ++end) {
      if (tokens[end].is('\\') && end + 1 < tokens.size() && tokens[end + 1].kind == Kind::LineEnd) {
        out.push_back(tokens[++end]);
      } else if (tokens[end].kind == Kind::LineEnd) {
        ++end;
        break;
      } else {
        out.push_back(tokens[end]);
      }
    }
    return out;
  }

  bool is_active() const {
    return std::ranges::all_of(active_, [](bool each) { return each; });
  }

  void directive(const Tokens& line) {
    if (line.size() < 2) return;
    const std::string& verb = line[1].text;
    std::string const name = line.size() > 2 ? line[2].text : "";
    if (verb == "ifdef" || verb == "ifndef") {
      active_.push_back(macros_.contains(name) == (verb == "ifdef"));
    } else if (verb == "else") {
      if (!active_.empty()) active_.back() = !active_.back();
    } else if (verb == "endif") {
      if (!active_.empty()) active_.pop_back();
    } else if (!is_active()) {
      return;
    } else if (verb == "include") {
      include(name);
    } else if (verb == "undef") {
      macros_.erase(name);
    } else if (verb == "define") {
      define(line);
    }
  }

  void define(const Tokens& line) {
    if (line.size() < 3 || line[2].kind != Kind::Word) return;
    Macro macro;
    size_t body = 3;
    // The assembler wants the parenthesis right behind the name; a body that begins with one is not told apart.
    if (line.size() > 3 && line[3].is('(')) {
      size_t const close = std::ranges::find_if(line, [](const AssemblyToken& each) { return each.is(')'); }) - line.begin();
      macro.has_parameters = std::all_of(line.begin() + 4, line.begin() + static_cast<long>(close),
                                         [](const AssemblyToken& each) { return each.kind == Kind::Word || each.is(','); });
      if (macro.has_parameters && close < line.size()) {
        for (size_t i = 4; i < close; ++i) {
          if (line[i].kind == Kind::Word) macro.parameters.push_back(line[i].text);
        }
        body = close + 1;
      }
    }
    macro.body.assign(line.begin() + static_cast<long>(body), line.end());
    macros_[line[2].text] = std::move(macro);
  }

  void expand(std::span<const AssemblyToken> tokens, int depth) {
    for (size_t i = 0; i < tokens.size() && out_.size() < kMostTokens; ++i) {
      auto const macro = tokens[i].kind == Kind::Word ? macros_.find(tokens[i].text) : macros_.end();
      if (macro == macros_.end() || depth >= kDeepest) {
        out_.push_back(tokens[i]);
      } else if (!macro->second.has_parameters) {
        Tokens const body = macro->second.body;
        expand(body, depth + 1);
      } else if (i + 1 < tokens.size() && tokens[i + 1].is('(')) {
        Tokens const body = with_arguments(macro->second, arguments(tokens, ++i));
        expand(body, depth + 1);
      } else {
        out_.push_back(tokens[i]);
      }
    }
  }

  // From the opening parenthesis on; ends at the closing one.
  static std::vector<Tokens> arguments(std::span<const AssemblyToken> tokens, size_t& i) {
    std::vector<Tokens> out(1);
    int nesting = 0;
    for (; i < tokens.size(); ++i) {
      if (tokens[i].is('(') && nesting++ == 0) continue;
      if (tokens[i].is(')') && --nesting == 0) break;
      if (tokens[i].is(',') && nesting == 1) {
        out.emplace_back();
      } else {
        out.back().push_back(tokens[i]);
      }
    }
    return out;
  }

  static Tokens with_arguments(const Macro& macro, const std::vector<Tokens>& arguments) {
    Tokens out;
    for (const AssemblyToken& token : macro.body) {
      auto const parameter = std::ranges::find(macro.parameters, token.text);
      size_t const index = static_cast<size_t>(parameter - macro.parameters.begin());
      if (token.kind == Kind::Word && index < macro.parameters.size() && index < arguments.size()) {
        out.insert(out.end(), arguments[index].begin(), arguments[index].end());
      } else {
        out.push_back(token);
      }
    }
    return out;
  }

  const AssemblyPackage& package_;
  const ReadText& read_;
  absl::flat_hash_map<std::string, Macro> macros_;
  std::vector<bool> active_;  // by #ifdef that is open
  Tokens out_;
  int depth_ = 0;
};

}  // namespace

std::vector<AssemblyToken> assembly_tokens(const AssemblyPackage& package, const std::string& file, const ReadText& read) {
  return Preprocessor(package, read).run(file);
}

}  // namespace escapement::source
