// Prints Escapement's syntax trees in the form of astdump, which prints go/parser's.
//
//   syntax-dump < list of files    one line a file: hash of the tree, or "!" and the first error, or "?" and where the two ways
//                                  to parse a text that is read once and one that is edited make different trees of it
//   syntax-dump -text FILE         the tree itself
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/parser.h"
#include "analysis/syntax/shape.h"
#include "tests/unit/syntax/same_file.h"

namespace {

using namespace escapement;
using syntax::DeclTree;
using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::OperandKind;

class Dumper {
 public:
  explicit Dumper(const base::NameTable& names) : names_(names) {}

  std::string file(const syntax::FileTree& f) {
    out_.clear();
    base::Span name = f.package_name_span;
    auto to = std::back_inserter(out_);
    fmt::format_to(to, "Name  {} {} {} {}\n", name.begin, name.end, name.begin, names_.text(f.package_name));
    fmt::format_to(to, "[{}\n", f.decls.size());
    for (const syntax::DeclInFile& d : f.decls) declaration(*d.tree, d.start);
    directives(f);
    return out_;
  }

 private:
  struct Step {
    NodeId node;         // none: a marker
    int list_size = -1;  // of a marker: -1 for an absent operand
  };

  // All of the file in their order, but for the build constraints before the package clause.
  void directives(const syntax::FileTree& f) {
    std::vector<syntax::Directive> all = f.directives;
    for (const syntax::DeclInFile& d : f.decls)
      for (const syntax::Directive& x : d.tree->directives()) all.push_back({x.span.shifted(d.start), x.text});
    std::ranges::sort(all, {}, [](const syntax::Directive& d) { return d.span; });
    for (const syntax::Directive& d : all)
      fmt::format_to(std::back_inserter(out_), "Directive {} {} {}\n", d.span.begin, d.span.end, d.text);
  }

  void declaration(const DeclTree& tree, uint32_t start) {
    stack_.assign(1, {tree.root(), -1});
    while (!stack_.empty()) {
      Step step = stack_.back();
      stack_.pop_back();
      if (step.node) {
        line(tree, step.node, start);
        push_operands(tree, step.node);
      } else if (step.list_size < 0) {
        out_.append("-\n");
      } else {
        fmt::format_to(std::back_inserter(out_), "[{}\n", step.list_size);
      }
    }
  }

  void push_operands(const DeclTree& tree, NodeId id) {
    const Node& n = tree.node(id);
    const syntax::NodeShape& shape = syntax::shape_of(n.kind);
    const uint32_t operands[] = {n.a, n.b, n.c, n.d};
    for (size_t i = 4; i-- > 0;) {
      if (shape.operands[i] == OperandKind::Ref) stack_.push_back({NodeId(operands[i]), -1});
      if (shape.operands[i] != OperandKind::List) continue;
      auto list = tree.list(operands[i]);
      for (size_t k = list.size(); k-- > 0;) stack_.push_back({list[k], -1});
      stack_.push_back({NodeId(), static_cast<int>(list.size())});
    }
  }

  static std::string op(const Node& n) {
    switch (syntax::shape_of(n.kind).op) {
      case syntax::OpKind::Token: return std::string(syntax::token_text(n.token()));
      case syntax::OpKind::LitKind:
      case syntax::OpKind::ChanDir: return std::to_string(n.op);
      case syntax::OpKind::Unused: break;
    }
    return {};
  }

  // go/ast does not know where the "." of a selector is.
  static bool position_is_known(const DeclTree& tree, const Node& n) {
    if (n.kind == NodeKind::ExprStmt) return position_is_known(tree, tree.node(NodeId(n.a)));
    return n.kind != NodeKind::Selector && n.kind != NodeKind::TypeAssert;
  }

  std::string detail(const DeclTree& tree, NodeId id) {
    const Node& n = tree.node(id);
    if (n.kind == NodeKind::Name) return std::string(names_.text(NameId(n.a)));
    if (n.kind == NodeKind::ValueSpec) return std::to_string(n.d);
    if (n.kind == NodeKind::BasicLit) {
      std::string text(tree.text(id));
      if (text[0] == '`') std::erase(text, '\r');
      return text;
    }
    if (n.flags & syntax::kEllipsis) return "...";
    if (n.flags & syntax::kThreeIndex) return "three-index";
    if (n.flags & syntax::kDefault) return "default";
    if (n.flags & syntax::kAlias) return "alias";
    if (n.flags & syntax::kGrouped) return "grouped";
    if (n.flags & syntax::kImplicit) return "implicit";
    return {};
  }

  void line(const DeclTree& tree, NodeId id, uint32_t start) {
    const Node& n = tree.node(id);
    int64_t pos = position_is_known(tree, n) ? int64_t{n.pos} + start : -1;
    fmt::format_to(std::back_inserter(out_), "{} {} {} {} {} {}\n", syntax::shape_of(n.kind).name, op(n), n.begin + start, n.end + start,
                   pos, detail(tree, id));
  }

  using NameId = base::NameId;
  const base::NameTable& names_;
  std::string out_;
  std::vector<Step> stack_;
};

// What the runtime's tree of a text makes: that of one that was typed into an empty document.
std::shared_ptr<const syntax::FileTree> as_edited(syntax::Parser& parser, const std::string& text) {
  parser.parse("");
  const std::vector<syntax::Edit> edits{{0, 0, text}};
  return parser.edit(edits);
}

uint64_t fnv1a(std::string_view text) {
  uint64_t h = 0xcbf29ce484222325;
  for (unsigned char c : text) h = (h ^ c) * 0x100000001b3;
  return h;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  base::NameTable names;
  syntax::Parser parser(names, base::FileId(1));
  Dumper dumper(names);
  bool as_text = argc == 3 && std::string_view(argv[1]) == "-text";
  if (as_text) {
    auto tree = parser.parse(read(argv[2]));
    for (const auto& e : tree->errors) fmt::print("! {}: {}\n", e.place.span.begin, e.text);
    std::cout << dumper.file(*tree);
    return 0;
  }
  syntax::FileParser file_parser(names);
  for (std::string path; std::getline(std::cin, path);) {
    const std::string text = read(path);
    auto tree = file_parser.parse(base::FileId(1), text);
    if (auto different = test::difference(*tree, *as_edited(parser, text))) {
      std::cout << fmt::format("{}\t? {}\n", path, first_line(*different));
    } else if (!tree->errors.empty()) {
      std::cout << fmt::format("{}\t!{}: {}\n", path, tree->errors[0].place.span.begin, tree->errors[0].text);
    } else {
      std::cout << fmt::format("{}\t{:016x}\n", path, fnv1a(dumper.file(*tree)));
    }
  }
  return 0;
}
