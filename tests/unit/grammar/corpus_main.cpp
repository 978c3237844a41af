// Runs corpus tests: grammar-corpus FILE...
// With --update, writes the trees that the parser yields into the files; read the difference before
// committing it.
#include <fmt/format.h>
#include <tree_sitter/api.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "grammar/language.h"
#include "tests/unit/grammar/corpus.h"

namespace {

using namespace escapement;

enum class Mode { Check, Update };

struct Parsed {
  std::string sexp;
  bool has_error = false;
};

Parsed parse(TSParser* parser, const std::string& source) {
  std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser, nullptr, source.data(), static_cast<uint32_t>(source.size())), ts_tree_delete);
  TSNode root = ts_tree_root_node(tree.get());
  std::unique_ptr<char, decltype(&std::free)> sexp(ts_node_string(root), std::free);
  return {sexp.get(), ts_node_has_error(root)};
}

// What is wrong with the case; empty: nothing.
std::string complaint(const test::CorpusCase& c, const Parsed& parsed) {
  if (c.wants_error) return parsed.has_error ? "" : "parsed without error:\n" + test::pretty(parsed.sexp);
  if (test::same_tree(c.expected, parsed.sexp)) return {};
  return fmt::format("expected\n{}got\n{}", c.expected, test::pretty(parsed.sexp));
}

int run_file(TSParser* parser, const std::string& path, Mode mode, int* cases) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  if (!in) return fmt::print("{}: cannot be read\n", path), 1;
  test::CorpusFile file = test::parse_corpus(text);
  if (file.error.empty() && file.cases.empty()) file.error = "no test in the file";
  if (!file.error.empty()) return fmt::print("{}: {}\n", path, file.error), 1;
  int failed = 0;
  for (test::CorpusCase& c : file.cases) {
    ++*cases;
    Parsed parsed = parse(parser, c.source);
    if (mode == Mode::Update && !c.wants_error) c.expected = test::pretty(parsed.sexp);
    std::string wrong = complaint(c, parsed);
    if (wrong.empty()) continue;
    fmt::print("{}:{}: {}: {}\n", path, c.line, c.name, wrong);
    ++failed;
  }
  if (mode == Mode::Update) std::ofstream(path, std::ios::binary) << test::format_corpus(file.cases);
  return failed;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  Mode mode = std::erase(paths, "--update") > 0 ? Mode::Update : Mode::Check;
  std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(), ts_parser_delete);
  if (paths.empty() || !ts_parser_set_language(parser.get(), grammar::language())) {
    fmt::print("usage: grammar-corpus [--update] FILE...\n");
    return 2;
  }
  int failed = 0, cases = 0;
  for (const std::string& path : paths) failed += run_file(parser.get(), path, mode, &cases);
  fmt::print("{} of {} corpus tests failed\n", failed, cases);
  return failed == 0 ? 0 : 1;
}
