// Whether two parses of one text came out equal, and where they differ first.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "analysis/syntax/ast.h"
#include "analysis/syntax/shape.h"

namespace escapement::test {

inline bool same_node(const syntax::DeclTree& x, const syntax::DeclTree& y, syntax::NodeId id) {
  const syntax::Node &a = x.node(id), &b = y.node(id);
  if (a.kind != b.kind || a.flags != b.flags || a.op != b.op || a.span() != b.span() || a.pos != b.pos) return false;
  const uint32_t left[] = {a.a, a.b, a.c, a.d}, right[] = {b.a, b.b, b.c, b.d};
  for (size_t i = 0; i < 4; ++i) {
    bool list = syntax::shape_of(a.kind).operands[i] == syntax::OperandKind::List;
    if (list ? !std::ranges::equal(x.list(left[i]), y.list(right[i])) : left[i] != right[i]) return false;
  }
  return true;
}

inline bool same_directives(const std::vector<syntax::Directive>& x, const std::vector<syntax::Directive>& y) {
  return std::ranges::equal(x, y, [](const auto& a, const auto& b) { return a.span == b.span && a.text == b.text; });
}

inline bool same_declaration(const syntax::DeclTree& x, const syntax::DeclTree& y) {
  if (&x == &y) return true;
  if (x.text() != y.text() || x.root() != y.root() || x.node_limit() != y.node_limit() || x.has_errors() != y.has_errors()) return false;
  for (uint32_t i = 1; i < x.node_limit(); ++i)
    if (!same_node(x, y, syntax::NodeId(i))) return false;
  return same_directives(x.directives(), y.directives());
}

// None if equal. Both files must have been parsed with one table of names.
inline std::optional<std::string> difference(const syntax::FileTree& x, const syntax::FileTree& y) {
  if (x.package_name != y.package_name || x.package_name_span != y.package_name_span) return "package clause";
  if (x.build_lines != y.build_lines) return "build lines";
  if (!same_directives(x.directives, y.directives)) return "directives of no declaration";
  for (size_t i = 0; i < std::min(x.errors.size(), y.errors.size()); ++i) {
    const base::Diagnostic &a = x.errors[i], &b = y.errors[i];
    if (a.place != b.place || a.code != b.code || a.text != b.text)
      return fmt::format("error {}: \"{}\" at {}, \"{}\" at {}", i, a.text, a.place.span.begin, b.text, b.place.span.begin);
  }
  if (x.errors.size() != y.errors.size()) return fmt::format("{} and {} errors", x.errors.size(), y.errors.size());
  for (size_t i = 0; i < std::min(x.decls.size(), y.decls.size()); ++i) {
    if (x.decls[i].start != y.decls[i].start) return fmt::format("start of declaration {}", i);
    if (!same_declaration(*x.decls[i].tree, *y.decls[i].tree)) return fmt::format("declaration {}: {}", i, x.decls[i].tree->text());
  }
  if (x.decls.size() != y.decls.size()) return fmt::format("{} and {} declarations", x.decls.size(), y.decls.size());
  return std::nullopt;
}

// None if every place lies in the text and every node in its parent's declaration.
inline std::optional<std::string> misplaced(const syntax::FileTree& file, size_t text_size) {
  uint64_t before = 0;
  for (const syntax::DeclInFile& d : file.decls) {
    if (d.start < before) return fmt::format("declaration at {} overlaps the one before", d.start);
    before = d.start + uint64_t{d.tree->text().size()};
    if (before > text_size) return fmt::format("declaration at {} reaches behind the text", d.start);
    for (uint32_t i = 1; i < d.tree->node_limit(); ++i) {
      const syntax::Node& n = d.tree->node(syntax::NodeId(i));
      if (n.begin > n.end || n.end > d.tree->text().size() || n.pos > d.tree->text().size())
        return fmt::format("node {} of the declaration at {}: [{},{}) @{}", i, d.start, n.begin, n.end, n.pos);
    }
  }
  for (const base::Diagnostic& e : file.errors)
    if (e.place.span.begin > e.place.span.end || e.place.span.end > text_size)
      return fmt::format("error at [{},{}): {}", e.place.span.begin, e.place.span.end, e.text);
  return std::nullopt;
}

}  // namespace escapement::test
