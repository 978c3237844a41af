// Parsing as the product does it: from text to the concrete and to the abstract tree, and one keystroke.
// usage: bench-parse GOROOT/src [RUNS [STRIDE]]
#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/parser.h"
#include "grammar/fresh_parser.h"
#include "grammar/language.h"
#include "tests/bench/parse/corpus.h"

namespace {

using namespace escapement;

constexpr int kKeystrokes = 2000;
constexpr uint32_t kSeed = 20;

// As for a document that an editor has open: the runtime's tree, which takes edits.
double runtime_trees(const bench::Corpus& corpus) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, grammar::language());
  double start = bench::cpu_seconds();
  for (const std::string& text : corpus.texts)
    ts_tree_delete(ts_parser_parse_string(parser, nullptr, text.data(), static_cast<uint32_t>(text.size())));
  double seconds = bench::cpu_seconds() - start;
  ts_parser_delete(parser);
  return seconds;
}

double open_documents(const bench::Corpus& corpus) {
  base::NameTable names;
  syntax::Parser parser(names, base::FileId(1));
  double start = bench::cpu_seconds();
  for (const std::string& text : corpus.texts) parser.parse(text);
  return bench::cpu_seconds() - start;
}

// As for every other file.
double concrete_trees(const bench::Corpus& corpus) {
  grammar::FreshParser parser;
  grammar::ConcreteTree tree;
  size_t refused = 0;
  double start = bench::cpu_seconds();
  for (const std::string& text : corpus.texts) refused += parser.parse(text, tree) ? 0 : 1;
  double seconds = bench::cpu_seconds() - start;
  if (refused > 0) fmt::print("files that the tables alone refused: {}\n", refused);
  return seconds;
}

double abstract_trees(const bench::Corpus& corpus) {
  base::NameTable names;
  syntax::FileParser parser(names);
  double start = bench::cpu_seconds();
  for (const std::string& text : corpus.texts) parser.parse(base::FileId(1), text);
  return bench::cpu_seconds() - start;
}

void whole_files(const bench::Corpus& corpus, int runs) {
  struct Measure {
    const char* what;
    double (*run)(const bench::Corpus&);
    double seconds = 1e30;
  };
  Measure measures[] = {{"text to concrete tree", concrete_trees},
                        {"text to abstract tree", abstract_trees},
                        {"text to the runtime's tree", runtime_trees},
                        {"text to abstract tree of an open document", open_documents}};
  for (int r = 0; r < runs; ++r)
    for (Measure& m : measures) m.seconds = std::min(m.seconds, m.run(corpus));
  for (const Measure& m : measures) fmt::print("{}: {:.1f} MB/s\n", m.what, corpus.megabytes() / m.seconds);
}

// Where one more letter makes another word: between two lower-case letters.
std::vector<uint32_t> places_between_letters(const std::string& text) {
  std::vector<uint32_t> places;
  for (uint32_t i = 1; i < text.size(); ++i)
    if (std::islower(static_cast<unsigned char>(text[i - 1])) && std::islower(static_cast<unsigned char>(text[i]))) places.push_back(i);
  return places;
}

struct Latencies {
  std::vector<double> concrete, both;  // microseconds
};

void measure_edit(syntax::Parser& parser, const syntax::Edit& edit, Latencies& out) {
  const std::vector<syntax::Edit> edits = {edit};
  double start = bench::cpu_seconds();
  parser.reparse(edits);
  double middle = bench::cpu_seconds();
  auto tree = parser.rebuild();
  double end = bench::cpu_seconds();
  out.concrete.push_back((middle - start) * 1e6);
  out.both.push_back((end - start) * 1e6);
}

void print_latencies(const char* what, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  fmt::print("{}, median: {:.0f} us\n", what, bench::quantile(values, 0.5));
  fmt::print("{}, p99: {:.0f} us\n", what, bench::quantile(values, 0.99));
}

// A letter is typed at a random place of the file, and deleted again. Many places lie in comments and
// strings, as in life.
void keystrokes(const std::string& text) {
  base::NameTable names;
  syntax::Parser parser(names, base::FileId(1));
  parser.parse(text);
  std::vector<uint32_t> places = places_between_letters(text);
  std::mt19937 random(kSeed);
  Latencies latencies;
  for (int i = 0; i < kKeystrokes && !places.empty(); ++i) {
    uint32_t at = places[random() % places.size()];
    measure_edit(parser, {at, at, "x"}, latencies);
    measure_edit(parser, {at, at + 1, ""}, latencies);
  }
  print_latencies("one-letter edit of net/http/server.go, concrete tree", latencies.concrete);
  print_latencies("one-letter edit of net/http/server.go, concrete and abstract tree", latencies.both);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print("usage: bench-parse GOROOT/src [RUNS [STRIDE]]\n"), 2;
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  const size_t stride = argc > 3 ? static_cast<size_t>(std::max(1, std::atoi(argv[3]))) : 1;
  const std::filesystem::path root = argv[1];
  bench::Corpus corpus = bench::load(root, stride);
  std::string server = bench::read_file(root / "net/http/server.go");
  if (corpus.texts.empty() || server.empty()) return fmt::print("no sources of Go below {}\n", root.string()), 1;
  fmt::print("cores: {}\n", std::thread::hardware_concurrency());
  whole_files(corpus, runs);
  keystrokes(server);
  return 0;
}
