// What the parse benchmarks share: the files, the clock, the statistics.
#pragma once

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace escapement::bench {

// CPU time of the process in seconds: another process on the machine does not count.
inline double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Corpus {
  std::vector<std::string> texts;
  size_t bytes = 0;
  double megabytes() const { return static_cast<double>(bytes) / 1e6; }
};

// Every `stride`-th .go file below `root`, in the order of their names. Folders named testdata are left out:
// they hold files that are wrong on purpose, and what is measured is parsing, not error recovery.
inline Corpus load(const std::filesystem::path& root, size_t stride) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (auto it = std::filesystem::recursive_directory_iterator(root, error); it != std::filesystem::recursive_directory_iterator();
       it.increment(error)) {
    if (it->is_directory() && it->path().filename() == "testdata") it.disable_recursion_pending();
    if (it->is_regular_file() && it->path().extension() == ".go") paths.push_back(it->path());
  }
  std::sort(paths.begin(), paths.end());
  Corpus corpus;
  for (size_t i = 0; i < paths.size(); i += stride) {
    corpus.texts.push_back(read_file(paths[i]));
    corpus.bytes += corpus.texts.back().size();
  }
  return corpus;
}

// `values` sorted; the value below which the share `q` of them lies.
inline double quantile(const std::vector<double>& values, double q) {
  if (values.empty()) return 0;
  return values[std::min(values.size() - 1, static_cast<size_t>(q * static_cast<double>(values.size())))];
}

}  // namespace escapement::bench
