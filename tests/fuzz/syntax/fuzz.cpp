// Mutates Go files and holds the parser to what it promises of any text: it does not crash, every place lies in the text, and
// a parse after edits equals a fresh one. ctest runs it for a few seconds from a fixed seed. The long mode:
//
//   ./dev fuzz [--seconds N] [--seed S] [FILE|FOLDER…]     without folders: examples/ and GOROOT/src
//
// A failure prints the seed and the number of the run, and writes the text before the edit and the edit itself to
// fuzz-failure.go and fuzz-failure.edit. For memory errors build with -DESCAPEMENT_SANITIZE=ON. Exit code 1: a failure.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/parser.h"
#include "tests/unit/syntax/random_edits.h"
#include "tests/unit/syntax/same_file.h"

namespace {

using namespace escapement;
namespace fs = std::filesystem;

constexpr size_t kLargestFile = 40'000;
constexpr int kEditsPerFile = 40;

struct Options {
  double seconds = 60;
  uint64_t runs = UINT64_MAX;
  uint32_t seed = 1;
  std::vector<std::string> places;
};

Options options(int argc, char** argv) {
  Options o;
  std::vector<std::string> defaults;  // --or PLACE: where no other is named
  for (int i = 1; i < argc; ++i) {
    std::string_view a = argv[i];
    bool has_value = i + 1 < argc;
    if (a == "--seconds" && has_value)
      o.seconds = std::atof(argv[++i]);
    else if (a == "--runs" && has_value)
      o.runs = std::strtoull(argv[++i], nullptr, 10);
    else if (a == "--seed" && has_value)
      o.seed = static_cast<uint32_t>(std::strtoul(argv[++i], nullptr, 10));
    else if (a == "--or" && has_value)
      defaults.emplace_back(argv[++i]);
    else
      o.places.emplace_back(a);
  }
  if (o.places.empty()) o.places = defaults;
  return o;
}

std::vector<fs::path> go_files(const std::vector<std::string>& places) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const std::string& place : places) {
    if (fs::is_regular_file(place, ignored)) files.emplace_back(place);
    for (auto it = fs::recursive_directory_iterator(place, ignored); it != fs::recursive_directory_iterator(); it.increment(ignored))
      if (it->path().extension() == ".go" && it->is_regular_file(ignored) && it->file_size(ignored) < kLargestFile)
        files.push_back(it->path());
  }
  std::ranges::sort(files);
  return files;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Bytes that nobody types, beside the edits that people make.
syntax::Edit mutation(test::RandomEdits& random, const std::string& text) {
  constexpr uint32_t kOneInSoMany = 8;
  if (random.below(kOneInSoMany) != 0) return random.next(text);
  uint32_t at = random.below(static_cast<uint32_t>(text.size()) + 1);
  return {at, at + random.below(3), std::string(1 + random.below(3), static_cast<char>(random.below(256)))};
}

}  // namespace

int main(int argc, char** argv) {
  const Options o = options(argc, argv);
  const std::vector<fs::path> files = go_files(o.places);
  if (files.empty()) return fmt::print("no .go files given\n"), 2;
  auto start = std::chrono::steady_clock::now();
  auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  test::RandomEdits random(o.seed);
  uint64_t run = 0;
  while (run < o.runs && elapsed() < o.seconds) {
    base::NameTable names;
    syntax::Parser parser(names, base::FileId(1));
    const fs::path& file = files[random.below(static_cast<uint32_t>(files.size()))];
    parser.parse(read(file));
    for (int i = 0; i < kEditsPerFile && run < o.runs && elapsed() < o.seconds; ++i, ++run) {
      const std::string before = parser.text();
      const std::vector<syntax::Edit> edits{mutation(random, before)};
      auto tree = parser.edit(edits);
      auto wrong = test::misplaced(*tree, parser.text().size());
      if (!wrong) wrong = test::difference(*tree, *syntax::parse_file(names, base::FileId(1), parser.text()));
      if (!wrong) continue;
      fmt::print("{}, seed {}, run {}: [{},{}) by \"{}\": {}\n", file.string(), o.seed, run, edits[0].begin, edits[0].end,
                 edits[0].replacement, *wrong);
      std::ofstream("fuzz-failure.go", std::ios::binary) << before;
      std::ofstream("fuzz-failure.edit", std::ios::binary) << edits[0].replacement;
      return 1;
    }
  }
  fmt::print("{} edits of {} files: incremental equals fresh\n", run, files.size());
  return run == 0 ? 1 : 0;
}
