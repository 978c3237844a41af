#include "analysis/syntax/print.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "analysis/syntax/shape.h"

namespace escapement::syntax {
namespace {

constexpr std::string_view kLitKinds[] = {"Int", "Float", "Imaginary", "Rune", "String"};
constexpr std::string_view kChanDirs[] = {"both", "send", "receive"};

struct FlagName {
  NodeFlag flag;
  std::string_view name;
};
constexpr FlagName kFlags[] = {{kEllipsis, "..."},    {kThreeIndex, "three-index"}, {kDefault, "default"}, {kAlias, "alias"},
                               {kGrouped, "grouped"}, {kImplicit, "implicit"},      {kBad, "bad"}};

// From some depth on the level is written as a number: the output of a deep tree stays linear in its size.
void indent(std::string& out, size_t depth) {
  constexpr size_t kDeepest = 60;
  out.append(2 * std::min(depth, kDeepest), ' ');
  if (depth > kDeepest) fmt::format_to(std::back_inserter(out), "({}) ", depth);
}

class AstPrinter {
 public:
  AstPrinter(std::string& out, const base::NameTable& names, const DeclTree& tree, uint32_t start)
      : out_(out), names_(names), tree_(tree), start_(start) {}

  // A stack instead of a recursion: chains of operators nest as deep as they are long.
  void print(NodeId root, size_t depth) {
    stack_.push_back({root, depth, {}});
    while (!stack_.empty()) {
      Step step = stack_.back();
      stack_.pop_back();
      indent(out_, step.depth);
      out_.append(step.role);
      if (step.node) line(step.node);
      out_.push_back('\n');
      if (step.node) push_children(step.node, step.depth + 1);
    }
  }

 private:
  struct Step {
    NodeId node;
    size_t depth;
    std::string role;
  };

  void line(NodeId id) {
    const Node& n = tree_.node(id);
    const NodeShape& shape = shape_of(n.kind);
    auto out = std::back_inserter(out_);
    fmt::format_to(out, "{}", shape.name);
    if (shape.op == OpKind::Token) fmt::format_to(out, " {}", token_text(n.token()));
    if (shape.op == OpKind::LitKind) fmt::format_to(out, " {} {}", kLitKinds[n.op], tree_.text(id));
    if (shape.op == OpKind::ChanDir) fmt::format_to(out, " {}", kChanDirs[n.op]);
    if (shape.operands[0] == OperandKind::Name) fmt::format_to(out, " {}", names_.text(NameId(n.a)));
    if (shape.operands[3] == OperandKind::Number) fmt::format_to(out, " #{}", n.d);
    fmt::format_to(out, " [{},{}) @{}", n.begin + start_, n.end + start_, n.pos + start_);
    for (const FlagName& f : kFlags)
      if (n.flags & f.flag) fmt::format_to(out, " {}", f.name);
  }

  void push_children(NodeId id, size_t depth) {
    const Node& n = tree_.node(id);
    const NodeShape& shape = shape_of(n.kind);
    const uint32_t operands[] = {n.a, n.b, n.c, n.d};
    for (size_t i = 4; i-- > 0;) {
      std::string role = fmt::format("{}: ", static_cast<char>('a' + i));
      if (shape.operands[i] == OperandKind::Ref && operands[i] != 0) stack_.push_back({NodeId(operands[i]), depth, role});
      if (shape.operands[i] != OperandKind::List) continue;
      auto list = tree_.list(operands[i]);
      for (size_t k = list.size(); k-- > 0;) stack_.push_back({list[k], depth, role});
    }
  }

  std::string& out_;
  const base::NameTable& names_;
  const DeclTree& tree_;
  uint32_t start_;
  std::vector<Step> stack_;
};

void print_cst_node(std::string& out, const TSTreeCursor& cursor, std::string_view text, size_t depth) {
  TSNode node = ts_tree_cursor_current_node(&cursor);
  indent(out, depth);
  auto to = std::back_inserter(out);
  if (const char* field = ts_tree_cursor_current_field_name(&cursor)) fmt::format_to(to, "{}: ", field);
  uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
  const char* missing = ts_node_is_missing(node) ? "MISSING " : "";
  if (ts_node_is_named(node)) {
    fmt::format_to(to, "{}{} [{},{})", missing, ts_node_type(node), begin, end);
    if (ts_node_child_count(node) == 0 && begin < end) fmt::format_to(to, " {}", text.substr(begin, end - begin));
  } else {
    fmt::format_to(to, "{}\"{}\" [{},{})", missing, ts_node_type(node), begin, end);
  }
  out.push_back('\n');
}

}  // namespace

std::string print_ast(const DeclTree& tree, const base::NameTable& names) {
  std::string out;
  AstPrinter(out, names, tree, 0).print(tree.root(), 0);
  return out;
}

std::string print_ast(const FileTree& file, const base::NameTable& names) {
  std::string out =
      fmt::format("File package {} [{},{})\n", names.text(file.package_name), file.package_name_span.begin, file.package_name_span.end);
  for (const DeclInFile& d : file.decls) AstPrinter(out, names, *d.tree, d.start).print(d.tree->root(), 1);
  return out;
}

std::string print_cst(const TSTree* tree, std::string_view text) {
  if (tree == nullptr) return "no concrete tree: the file has errors and is too large to recover from them\n";
  std::string out;
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  size_t depth = 0;
  for (bool more = true; more;) {
    print_cst_node(out, cursor, text, depth);
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      ++depth;
      continue;
    }
    while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) && ts_tree_cursor_goto_parent(&cursor)) --depth;
  }
  ts_tree_cursor_delete(&cursor);
  return out;
}

}  // namespace escapement::syntax
