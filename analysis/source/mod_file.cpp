#include "analysis/source/mod_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/source/mod_syntax.h"

namespace escapement::source {

bool is_folder_path(std::string_view path) {
  bool const drive = path.size() >= 2 && std::isalpha(static_cast<unsigned char>(path[0])) && path[1] == ':';
  return path == "." || path == ".." || path.starts_with("./") || path.starts_with("../") || path.starts_with('/') ||
         path.starts_with(".\\") || path.starts_with("..\\") || path.starts_with('\\') || drive;
}

namespace {

class ModFileReader {
 public:
  ModFileReader(const std::string& path, ModFileKind kind) : kind_(kind) { out_.path = path; }

  ModFile read(std::string_view text) {
    ModSyntax syntax = parse_mod_lines(out_.path, text);
    out_.errors = std::move(syntax.errors);
    for (const ModLine& line : syntax.lines) directive(line);
    if (kind_ == ModFileKind::MainModule && out_.module.empty() && out_.errors.empty())
      fail({}, "no module directive: the first line of go.mod is \"module example.com/path\"");
    return std::move(out_);
  }

 private:
  using Handler = void (ModFileReader::*)(const ModLine&);
  struct Directive {
    std::string_view verb;
    Handler handler;
    bool in_module, in_dependency, in_workspace;
  };

  void directive(const ModLine& line) {
    static constexpr std::array<Directive, 11> kDirectives = {{
        {"module", &ModFileReader::module, true, true, false},
        {"go", &ModFileReader::go, true, true, true},
        {"toolchain", &ModFileReader::toolchain, true, false, true},
        {"godebug", &ModFileReader::godebug, true, false, true},
        {"require", &ModFileReader::require, true, true, false},
        {"exclude", &ModFileReader::exclude, true, false, false},
        {"replace", &ModFileReader::replace, true, false, true},
        {"retract", &ModFileReader::retract, true, true, false},
        {"tool", &ModFileReader::tool, true, false, false},
        {"ignore", &ModFileReader::ignore, true, true, false},
        {"use", &ModFileReader::use, false, false, true},
    }};
    auto const found = std::ranges::find(kDirectives, line.verb, &Directive::verb);
    bool const known = found != kDirectives.end() && (kind_ == ModFileKind::MainModule   ? found->in_module
                                                      : kind_ == ModFileKind::Dependency ? found->in_dependency
                                                                                         : found->in_workspace);
    if (known) {
      (this->*found->handler)(line);
    } else if (kind_ != ModFileKind::Dependency) {
      fail(line.at, fmt::format("unknown directive \"{}\"", line.verb));
    }
  }

  void fail(LineColumn at, std::string text) { out_.errors.push_back({out_.path, at, code::kBadModFile, std::move(text)}); }

  bool wants(const ModLine& line, size_t count, std::string_view usage) {
    if (line.words.size() == count) return true;
    fail(line.at, fmt::format("the form of this directive is: {}", usage));
    return false;
  }

  void module(const ModLine& line) {
    if (!out_.module.empty()) return fail(line.at, "a second module directive");
    if (!wants(line, 1, "module example.com/path")) return;
    out_.module = line.words[0].text;
    out_.module_at = line.words[0].at;
  }

  void go(const ModLine& line) {
    if (!out_.go.empty()) return fail(line.at, "a second go directive");
    if (!wants(line, 1, "go 1.26.0")) return;
    std::string version = line.words[0].text;
    if (kind_ == ModFileKind::Dependency && !is_go_version(version)) version = lax_go_version(version);
    if (!is_go_version(version)) return fail(line.words[0].at, fmt::format("\"{}\" is not a Go version such as 1.26.0", version));
    out_.go = std::move(version);
  }

  // Of dependencies, "v1.13" and "1.13-something" count too: major and minor are kept.
  static std::string lax_go_version(std::string_view text) {
    if (text.starts_with('v')) text.remove_prefix(1);
    size_t const dot = text.find('.');
    if (dot == std::string_view::npos) return std::string(text);
    return std::string(text.substr(0, text.find_first_not_of("0123456789", dot + 1)));
  }

  void toolchain(const ModLine& line) {
    if (!out_.toolchain.empty()) return fail(line.at, "a second toolchain directive");
    if (!wants(line, 1, "toolchain go1.26.0")) return;
    const std::string& name = line.words[0].text;
    if (name != "default" && name != "go1" && !name.starts_with("go1."))
      return fail(line.words[0].at, fmt::format("\"{}\" is not a toolchain such as go1.26.0, nor \"default\"", name));
    out_.toolchain = name;
  }

  void godebug(const ModLine& line) {
    if (wants(line, 1, "godebug key=value") && line.words[0].text.find('=') == std::string::npos)
      fail(line.words[0].at, "the form of this directive is: godebug key=value");
  }

  bool check_version(const ModWord& path, const ModWord& version) {
    if (!is_canonical_version(version.text)) {
      fail(version.at, fmt::format("\"{}\" is not a version of the form v1.2.3", version.text));
      return false;
    }
    if (!major_version_fits(path.text, version.text)) {
      fail(version.at,
           fmt::format("version {} does not fit module path {}: from v2 on the path ends in /v2, /v3, …", version.text, path.text));
      return false;
    }
    return true;
  }

  void require(const ModLine& line) {
    if (!wants(line, 2, "require example.com/path v1.2.3") || !check_version(line.words[0], line.words[1])) return;
    bool const indirect = line.comment == "indirect" || line.comment.starts_with("indirect;");
    out_.requirements.push_back({{line.words[0].text, line.words[1].text}, indirect, line.words[0].at});
  }

  void exclude(const ModLine& line) {
    if (!wants(line, 2, "exclude example.com/path v1.2.3") || !check_version(line.words[0], line.words[1])) return;
    out_.exclusions.push_back({line.words[0].text, line.words[1].text});
  }

  void replace(const ModLine& line) {
    const auto& w = line.words;
    size_t const arrow = w.size() >= 2 && w[1].text == "=>" ? 1 : 2;
    if (w.size() < arrow + 2 || w.size() > arrow + 3 || w[arrow].text != "=>") {
      return fail(line.at, "the form of this directive is: replace example.com/path [v1.2.3] => other.com/path v1.4.5, or => ./folder");
    }
    Replacement replacement{{w[0].text, ""}, {w[arrow + 1].text, ""}, w[0].at};
    if (arrow == 2) {
      if (!check_version(w[0], w[1])) return;
      replacement.from.version = w[1].text;
    }
    bool const folder = is_folder_path(replacement.to.path);
    if (w.size() == arrow + 3) {
      if (folder) return fail(w[arrow + 2].at, "a replacement that is a folder has no version");
      if (!is_canonical_version(w[arrow + 2].text))
        return fail(w[arrow + 2].at, fmt::format("\"{}\" is not a version of the form v1.2.3", w[arrow + 2].text));
      replacement.to.version = w[arrow + 2].text;
    } else if (!folder) {
      return fail(w[arrow + 1].at, "a replacement without version is a folder: it begins with /, ./ or ../");
    }
    for (const Replacement& other : out_.replacements) {
      if (other.from == replacement.from && other.to != replacement.to)
        return fail(line.at, fmt::format("{} is replaced twice, and differently (first on line {})", w[0].text, other.at.line));
    }
    out_.replacements.push_back(std::move(replacement));
  }

  void retract(const ModLine& line) {
    const auto& w = line.words;
    if (w.size() == 1 && is_canonical_version(w[0].text)) {
      out_.retractions.push_back({w[0].text, w[0].text});
    } else if (w.size() == 5 && w[0].text == "[" && w[2].text == "," && w[4].text == "]" && is_canonical_version(w[1].text) &&
               is_canonical_version(w[3].text)) {
      out_.retractions.push_back({w[1].text, w[3].text});
    } else if (kind_ != ModFileKind::Dependency) {
      fail(line.at, "the form of this directive is: retract v1.2.3, or retract [v1.2.3, v1.4.5]");
    }
  }

  void tool(const ModLine& line) {
    if (wants(line, 1, "tool example.com/path/command")) out_.tools.push_back(line.words[0].text);
  }

  void ignore(const ModLine& line) {
    if (wants(line, 1, "ignore ./folder")) out_.ignores.push_back(line.words[0].text);
  }

  void use(const ModLine& line) {
    if (wants(line, 1, "use ./folder")) out_.uses.push_back({line.words[0].text, line.words[0].at});
  }

  ModFileKind kind_;
  ModFile out_;
};

}  // namespace

ModFile parse_mod_file(const std::string& path, std::string_view text, ModFileKind kind) { return ModFileReader(path, kind).read(text); }

}  // namespace escapement::source
