// The speed of two grammars of Go on one runtime: ours, and the npm package tree-sitter-go. bench.sh builds
// this with one compiler, one set of flags and one runtime for both. usage: compare GOROOT/src [RUNS
// [STRIDE]]
//
// The runs take turns, each figure is the least CPU time of its runs; files are in memory, one parser is
// reused, a tree is deleted as soon as it is there. Files with errors are counted so that nobody wins by
// giving up.
#include <mimalloc.h>
#include <tree_sitter/api.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "grammar/language.h"
#include "tests/bench/parse/corpus.h"

extern "C" const TSLanguage* tree_sitter_go(void);      // ours, as generated
extern "C" const TSLanguage* tree_sitter_go_npm(void);  // the package's

namespace {

using namespace escapement;

enum class Allocator { System, Mimalloc };

struct Contender {
  const char* name;
  const TSLanguage* language;
  Allocator allocator;
  double seconds = 1e30;
  size_t files_with_errors = 0;
};

void run(Contender& c, const bench::Corpus& corpus) {
  if (c.allocator == Allocator::Mimalloc) ts_set_allocator(mi_malloc, mi_calloc, mi_realloc, mi_free);
  TSParser* parser = ts_parser_new();
  if (!ts_parser_set_language(parser, c.language)) {
    std::printf("%s: the runtime does not take this language\n", c.name);
    std::exit(1);
  }
  c.files_with_errors = 0;
  double start = bench::cpu_seconds();
  for (const std::string& text : corpus.texts) {
    TSTree* tree = ts_parser_parse_string(parser, nullptr, text.data(), static_cast<uint32_t>(text.size()));
    c.files_with_errors += ts_node_has_error(ts_tree_root_node(tree)) ? 1 : 0;
    ts_tree_delete(tree);
  }
  c.seconds = std::min(c.seconds, bench::cpu_seconds() - start);
  ts_parser_delete(parser);
  ts_set_allocator(nullptr, nullptr, nullptr, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::printf("usage: compare GOROOT/src [RUNS [STRIDE]]\n"), 2;
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  const size_t stride = argc > 3 ? static_cast<size_t>(std::max(1, std::atoi(argv[3]))) : 1;
  bench::Corpus corpus = bench::load(argv[1], stride);
  if (corpus.texts.empty()) return std::printf("no .go file below %s\n", argv[1]), 1;
  Contender contenders[] = {
      {"tree-sitter-go", tree_sitter_go_npm(), Allocator::System},
      {"our grammar, tables as generated", tree_sitter_go(), Allocator::System},
      {"our grammar, dense table as shipped", grammar::language(), Allocator::System},
      {"our grammar, dense table, mimalloc", grammar::language(), Allocator::Mimalloc},
  };
  for (int r = 0; r < runs; ++r)
    for (Contender& c : contenders) run(c, corpus);
  std::printf("corpus: %zu files\ncorpus size: %.1f MB\nruns, least of: %d\n", corpus.texts.size(), corpus.megabytes(), runs);
  for (const Contender& c : contenders) {
    std::printf("%s: %.1f MB/s\n", c.name, corpus.megabytes() / c.seconds);
    std::printf("%s, files with errors: %zu files\n", c.name, c.files_with_errors);
  }
  for (const Contender& c : contenders)
    if (&c != contenders) std::printf("%s, ratio to tree-sitter-go: %.2f x\n", c.name, contenders[0].seconds / c.seconds);
  return 0;
}
