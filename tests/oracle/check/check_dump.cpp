// Escapement's side of oracle.check: reads the same graph of packages as typesdump, prints the same lines.
// usage: check-dump -graph GRAPH -goroot FOLDER [-text WANTED] [-threads N] [-time]
// Without -threads packages are checked one after the other, and what they import is read when they need it; with it, as check/graph.h does.
// -time prints what that takes, of the processor and of the clock, and nothing else.
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "analysis/check/dump.h"
#include "analysis/check/graph.h"
#include "analysis/source/versions.h"

namespace {

using escapement::base::FileId;
namespace check = escapement::check;

struct Unit {
  check::PackageSource source;
  bool wanted = false;
  std::unordered_map<std::string, std::string> imports;
};

struct Graph {
  std::vector<std::string> order;
  std::unordered_map<std::string, Unit> units;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out{""};
  for (char c : line) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

Graph read_graph(const std::string& path) {
  Graph graph;
  std::ifstream in(path);
  std::string line;
  Unit* unit = nullptr;
  while (std::getline(in, line)) {
    auto const f = split(line);
    if (f[0] == "unit") {
      unit = &graph.units[f[1]];
      unit->source = {f[1], f[2], f[3], {}, "", escapement::source::language_minor(f[4].substr(2))};  // "go1.26"
      unit->wanted = f[5] == "1";
      graph.order.push_back(f[1]);
    } else if (f[0] == "file") {
      unit->source.files.push_back(unit->source.folder + "/" + f[1]);
    } else if (f[0] == "import") {
      unit->imports[f[1]] = f[2];
    }
  }
  return graph;
}

uint64_t fnv(const std::vector<std::string>& lines) {
  uint64_t hash = 14695981039346656037ULL;
  auto add = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL; };
  for (const std::string& line : lines) {
    for (char c : line) add(c);
    add('\n');
  }
  return hash;
}

void print(const std::string& key, size_t expressions, const std::vector<std::string>& lines, const std::unordered_set<std::string>& wanted,
           bool text) {
  if (!text) {
    fmt::print("{}\t{}\t{}\t{:016x}\n", key, expressions, lines.size(), fnv(lines));
  } else if (wanted.contains(key)) {
    fmt::print("# {}\n", key);
    for (const std::string& line : lines) fmt::print("{}\n", line);
  }
}

struct Arguments {
  std::string graph;
  std::string goroot;
  std::string wanted;
  unsigned threads = 0;
  bool time_only = false;
};

Arguments read_arguments(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    std::string const arg = argv[i];
    std::string const next = i + 1 < argc ? argv[i + 1] : "";
    if (arg == "-time") out.time_only = true;
    if (arg == "-graph") out.graph = next;
    if (arg == "-goroot") out.goroot = next;
    if (arg == "-text") out.wanted = next;
    if (arg == "-threads") out.threads = static_cast<unsigned>(std::stoul(next));
  }
  return out;
}

std::vector<check::GraphPackage> graph_of(const Graph& graph) {
  std::unordered_map<std::string, uint32_t> index;
  std::vector<check::GraphPackage> out;
  for (const std::string& id : graph.order) index.emplace(id, index.size());
  for (const std::string& id : graph.order) {
    const Unit& unit = graph.units.at(id);
    check::GraphPackage& package = out.emplace_back(check::GraphPackage{unit.source, {}, unit.wanted});
    for (const auto& [path, target] : unit.imports) {
      if (auto const it = index.find(target); it != index.end()) package.imports.emplace_back(path, it->second);
    }
  }
  return out;
}

class Dumper {
 public:
  Dumper(check::Program& program, const escapement::source::SourceTable& sources, const std::string& wanted_path)
      : program_(program), sources_(sources), text_(!wanted_path.empty()) {
    std::ifstream in(wanted_path);
    for (std::string line; std::getline(in, line);) wanted_.insert(line);
  }
  void dump(const std::string& id, const check::Package& package) const {
    auto const path_of = [&](FileId file) -> std::string_view { return sources_.path_of(file); };
    for (uint32_t decl = 0; decl < package.decls.size(); ++decl) {
      const check::PackageDecl& d = package.decls[decl];
      auto const dump = check::dump_declaration(program_, package, decl, path_of);
      uint32_t const begin = d.start + d.tree->node(d.tree->root()).begin;
      print(fmt::format("{}\t{}\t{}", id, package.files[d.file].source->path, begin), dump.expressions, dump.lines, wanted_, text_);
    }
    auto const is_error = [](const auto& d) { return d.severity == escapement::base::Severity::Error; };
    if (!text_) fmt::print("{}\terrors\t0\t{}\t0\t\n", id, std::ranges::count_if(package.diagnostics, is_error));
    print(id + "\tinit order\t0", 0, check::dump_init_order(program_, package, path_of), wanted_, text_);
  }

 private:
  check::Program& program_;
  const escapement::source::SourceTable& sources_;
  std::unordered_set<std::string> wanted_;
  bool text_;
};

}  // namespace

int main(int argc, char** argv) {
  Arguments const arguments = read_arguments(argc, argv);
  Graph graph = read_graph(arguments.graph);
  escapement::source::SourceTable sources;
  auto root = escapement::source::find_goroot(arguments.goroot);
  if (!root) {
    fmt::print(stderr, "{}\n", root.error());
    return 2;
  }
  check::Program program(sources, *root, {});
  program.set_importer([&](const check::Package& from, const std::string& path) -> std::expected<check::PackageSource, std::string> {
    auto const own = graph.units.find(from.key);
    if (arguments.threads != 0) return std::unexpected("not in the graph");
    if (own == graph.units.end()) return std::unexpected("not in the graph");
    auto const mapped = own->second.imports.find(path);
    auto const it = graph.units.find(mapped == own->second.imports.end() ? path : mapped->second);
    if (it == graph.units.end()) return std::unexpected("not in the graph");
    return it->second.source;
  });
  Dumper const dumper(program, sources, arguments.wanted);
  std::clock_t const processor = std::clock();
  auto const clock = std::chrono::steady_clock::now();
  std::vector<check::Package*> packages;
  if (arguments.threads != 0) packages = check::check_graph(program, graph_of(graph), arguments.threads);
  for (size_t i = 0; i < graph.order.size(); ++i) {
    const Unit& unit = graph.units[graph.order[i]];
    if (!unit.wanted) continue;
    check::Package* const package = packages.empty() ? program.load(unit.source) : packages[i];
    if (packages.empty()) program.check_all(*package);
    if (!arguments.time_only) dumper.dump(graph.order[i], *package);
  }
  if (arguments.time_only) {
    std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - clock;
    fmt::print("processor {:.2f} s, clock {:.2f} s\n", static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC, wall.count());
  }
  return 0;
}
