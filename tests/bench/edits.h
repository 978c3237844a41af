// What benchmarks of edits share: where a letter can be typed inside a body, and the statistics of times.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/syntax/ast.h"

namespace escapement::bench {

// Where one more letter makes another word: between two lower-case letters inside a function's body.
inline std::vector<uint32_t> places_in_bodies(const syntax::FileTree& tree, const std::string& text) {
  std::vector<uint32_t> out;
  for (const syntax::DeclInFile& decl : tree.decls) {
    const syntax::Node& root = decl.tree->node(decl.tree->root());
    if (root.kind != syntax::NodeKind::FuncDecl || root.d == 0) continue;
    base::Span const body = decl.in_file(syntax::NodeId(root.d));
    auto const lower = [&](uint32_t i) { return text[i] >= 'a' && text[i] <= 'z'; };
    for (uint32_t i = body.begin + 1; i < body.end; ++i) {
      if (lower(i - 1) && lower(i)) out.push_back(i);
    }
  }
  return out;
}

// In microseconds.
struct Times {
  std::vector<double> values;
  void add(std::chrono::duration<double, std::micro> time) { values.push_back(time.count()); }
  double at(double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
  }
};

}  // namespace escapement::bench
