#include "analysis/check/directives.h"

#include <algorithm>
#include <array>
#include <vector>

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/syntax/comments.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

namespace {

using syntax::DeclTree;
using syntax::Directive;
using syntax::NodeKind;
using syntax::Token;
using types::ObjectKind;

// What belongs to a function declaration.
constexpr std::array<std::string_view, 13> kOfFunctions{
    "go:noescape",         "go:norace",         "go:nosplit",           "go:noinline",           "go:nocheckptr",
    "go:systemstack",      "go:nowritebarrier", "go:nowritebarrierrec", "go:yeswritebarrierrec", "go:cgo_unsafe_args",
    "go:uintptrkeepalive", "go:uintptrescapes", "go:registerparams"};
constexpr std::array<std::string_view, 4> kOfTheRuntime{"go:systemstack", "go:nowritebarrier", "go:nowritebarrierrec",
                                                        "go:yeswritebarrierrec"};

template <class List>
bool holds(const List& list, std::string_view verb) {
  return std::ranges::find(list, verb) != list.end();
}

// "go:nosplit" of "//go:nosplit x"; empty for other comments.
std::string_view verb_of(std::string_view comment) {
  if (!comment.starts_with("//go:")) return {};
  comment.remove_prefix(2);
  return comment.substr(0, comment.find_first_of(" \t\r\n"));
}

std::vector<std::string_view> words_of(std::string_view comment) {
  constexpr std::string_view kBlank = " \t\r";
  std::vector<std::string_view> words;
  for (size_t at = comment.find_first_not_of(kBlank); at != std::string_view::npos;) {
    size_t const end = std::min(comment.find_first_of(kBlank, at), comment.size());
    words.push_back(comment.substr(at, end - at));
    at = comment.find_first_not_of(kBlank, end);
  }
  return words;
}

class Directives {
 public:
  Directives(Program& program, Package& package, bool standard) : program_(program), package_(package), standard_(standard) {}

  void run() {
    for (uint32_t f = 0; f < package_.files.size(); ++f) {
      const PackageFile& file = package_.files[f];
      file_ = f;
      for (const Directive& each : file.tree->directives) {
        base::Place const at{file.source->id, each.span};
        bool const before = each.span.end <= file.tree->package_name_span.begin;
        common(each, at);
        if (verb_of(each.text) == "go:embed" || is_flag(each) || (is_build(each) && !before)) misplaced(at);
      }
      // Declarations stand in the order of the files.
      for (; decl_ < package_.decls.size() && package_.decls[decl_].file == f; ++decl_) declaration(*package_.decls[decl_].tree);
    }
  }

 private:
  bool file_imports(std::string_view path) const {
    for (const PackageDecl& d : package_.decls) {
      const syntax::Node& root = d.tree->node(d.tree->root());
      if (d.file != file_ || root.kind != NodeKind::GenDecl || root.token() != Token::Import) continue;
      for (NodeId spec : d.tree->list(root.a)) {
        constant::Value const value = constant::string_literal(d.tree->text(syntax::views::ImportSpec(*d.tree, spec).path()));
        if (value.kind() == constant::Kind::String && value.as_string() == path) return true;
      }
    }
    return false;
  }

  void error(base::Place at, std::string text) {
    package_.diagnostics.push_back({base::Severity::Error, errors::kDirective, at, std::move(text), {}});
  }
  void misplaced(base::Place at) { error(at, "this directive means nothing here"); }
  static bool is_flag(const Directive& d) { return holds(kOfFunctions, verb_of(d.text)); }
  static bool is_build(const Directive& d) { return verb_of(d.text) == "go:build"; }

  void declaration(const DeclTree& tree) {
    const syntax::Node& root = tree.node(tree.root());
    bool const function = root.kind == NodeKind::FuncDecl;
    for (const Directive& each : tree.directives()) {
      base::Place const at = program_.place(package_, decl_, each.span);
      common(each, at);
      bool const before = each.span.end <= root.begin;
      if (verb_of(each.text) == "go:embed") {
        embed(tree, each, at);
      } else if (is_build(each) || (is_flag(each) && !(function && before))) {
        misplaced(at);
      } else if (function && verb_of(each.text) == "go:noescape" && syntax::views::FuncDecl(tree, tree.root()).body()) {
        NodeId const name = syntax::views::FuncDecl(tree, tree.root()).name();
        error(program_.place(package_, decl_, tree.node(name).span()),
              "//go:noescape is for functions that are written elsewhere, and this one has a body");
      }
    }
  }

  // What holds wherever the directive stands.
  void common(const Directive& each, base::Place at) {
    std::string_view const verb = verb_of(each.text);
    if (verb.empty()) return;
    if (verb == "go:linkname") return linkname(words_of(each.text), at);
    if (standard_) return;
    if (holds(kOfTheRuntime, verb)) error(at, fmt::format("//{} is only allowed in the runtime", verb));
    if (verb == "go:uintptrkeepalive") error(at, fmt::format("//{} is only allowed in the standard library", verb));
    if (verb.starts_with("go:cgo_") && !(verb == "go:cgo_import_dynamic" && words_of(each.text).size() >= 4)) {
      error(at, fmt::format("//{} is only allowed in files that cgo makes", verb));
    }
  }

  void linkname(const std::vector<std::string_view>& words, base::Place at) {
    if (words.size() < 2 || words.size() > 3) return error(at, "//go:linkname takes a name of this package and, or not, one of a symbol");
    if (!file_imports("unsafe")) return error(at, "//go:linkname needs the file to import \"unsafe\"");
    if (words.size() == 3 && words[2].find('[') != std::string_view::npos && words[2].find(']') != std::string_view::npos) {
      return error(at, "//go:linkname cannot name an instance of a generic function");
    }
    auto const it = package_.scope.find(program_.names().intern(words[1]));
    ObjectKind const kind = it == package_.scope.end() ? ObjectKind::None : program_.types().object(it->second).kind;
    if (kind != ObjectKind::Func && kind != ObjectKind::Var) {
      return error(at, fmt::format("//go:linkname needs a function or variable of this package, which {} is not", words[1]));
    }
    if (!linked_.insert(it->second.value).second) error(at, fmt::format("there is a //go:linkname of {} already", words[1]));
  }

  // The declaration that a go:embed belongs to is the variable behind it, alone or inside a group.
  void embed(const DeclTree& tree, const Directive& each, base::Place at) {
    const syntax::Node& root = tree.node(tree.root());
    if (root.kind == NodeKind::FuncDecl && each.span.begin >= root.begin)
      return error(at, "go:embed cannot apply to a variable of a function");
    if (root.kind != NodeKind::GenDecl || root.token() != Token::Var) return misplaced(at);
    auto const specs = tree.list(root.a);
    auto const spec = std::ranges::find_if(specs, [&](NodeId s) { return tree.node(s).begin >= each.span.end; });
    bool const before_group = each.span.end <= root.begin && is_group(tree);
    if (spec == specs.end() || before_group) return misplaced(at);
    syntax::views::ValueSpec const view(tree, *spec);
    constexpr int kFirstThatEmbeds = 16;
    int const language = package_.files[package_.decls[decl_].file].language_minor;
    if (!file_imports("embed")) return error(at, "go:embed needs the file to import \"embed\"");
    if (view.names().size() > 1) return error(at, "go:embed applies to one variable, not to several");
    if (!view.values().empty()) return error(at, "go:embed cannot apply to a variable that has a value");
    if (!view.type()) return error(at, "go:embed cannot apply to a variable without a type");
    if (language != 0 && language < kFirstThatEmbeds) error(at, fmt::format("go:embed needs Go 1.{}", kFirstThatEmbeds));
  }

  static bool is_group(const DeclTree& tree) {
    constexpr size_t kKeyword = 3;  // var
    std::string_view const text = tree.text();
    size_t const at = syntax::skip_blank(text, tree.node(tree.root()).begin + kKeyword, [](std::string_view, size_t) {});
    return at < text.size() && text[at] == '(';
  }

  Program& program_;
  Package& package_;
  bool standard_;
  uint32_t file_ = 0;
  uint32_t decl_ = 0;
  absl::flat_hash_set<uint32_t> linked_;
};

}  // namespace

void check_directives(Program& program, Package& package, bool standard) { Directives(program, package, standard).run(); }

}  // namespace escapement::check
