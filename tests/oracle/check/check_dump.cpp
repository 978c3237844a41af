// Escapement's side of oracle.check: reads the same graph of packages as typesdump, prints the same lines.
// usage: check-dump -graph GRAPH -goroot FOLDER [-text WANTED]
#include <fmt/format.h>

#include <ctime>
#include <fstream>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "analysis/check/dump.h"

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
      unit->source = {f[1], f[2], f[3], {}};
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

}  // namespace

int main(int argc, char** argv) {
  std::string graph_path;
  std::string goroot;
  std::string wanted_path;
  bool time_only = false;
  for (int i = 1; i < argc; ++i) {
    std::string const arg = argv[i];
    if (arg == "-time") time_only = true;
    if (i + 1 >= argc) break;
    if (arg == "-graph") graph_path = argv[i + 1];
    if (arg == "-goroot") goroot = argv[i + 1];
    if (arg == "-text") wanted_path = argv[i + 1];
  }
  std::unordered_set<std::string> wanted;
  std::ifstream in(wanted_path);
  for (std::string line; std::getline(in, line);) wanted.insert(line);

  Graph graph = read_graph(graph_path);
  escapement::source::SourceTable sources;
  auto root = escapement::source::find_goroot(goroot);
  if (!root) {
    fmt::print(stderr, "{}\n", root.error());
    return 2;
  }
  check::Program program(sources, *root, {});
  program.set_importer([&](const check::Package& from, const std::string& path) -> std::expected<check::PackageSource, std::string> {
    auto const own = graph.units.find(from.key);
    if (own == graph.units.end()) return std::unexpected("not in the graph");
    auto const mapped = own->second.imports.find(path);
    auto const it = graph.units.find(mapped == own->second.imports.end() ? path : mapped->second);
    if (it == graph.units.end()) return std::unexpected("not in the graph");
    return it->second.source;
  });
  auto const path_of = [&](FileId file) -> std::string_view { return sources.path_of(file); };
  // Of the processor: other work on the machine must not count.
  auto seconds = [](std::clock_t since) { return static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC; };
  double loaded = 0;
  double checked = 0;
  for (const std::string& id : graph.order) {
    Unit& unit = graph.units[id];
    if (!unit.wanted) continue;
    std::clock_t start = std::clock();
    check::Package* const package = program.load(unit.source);
    loaded += seconds(start);
    start = std::clock();
    program.check_all(*package);
    checked += seconds(start);
    if (time_only) continue;
    for (uint32_t decl = 0; decl < package->decls.size(); ++decl) {
      const check::PackageDecl& d = package->decls[decl];
      auto const dump = check::dump_declaration(program, *package, decl, path_of);
      uint32_t const begin = d.start + d.tree->node(d.tree->root()).begin;
      print(fmt::format("{}\t{}\t{}", id, package->files[d.file].source->path, begin), dump.expressions, dump.lines, wanted,
            !wanted_path.empty());
    }
    auto const is_error = [](const auto& d) { return d.severity == escapement::base::Severity::Error; };
    if (wanted_path.empty()) fmt::print("{}\terrors\t0\t{}\t0\t\n", id, std::ranges::count_if(package->diagnostics, is_error));
    print(id + "\tinit order\t0", 0, check::dump_init_order(program, *package, path_of), wanted, !wanted_path.empty());
  }
  fmt::print(stderr, "load {:.2f} s, check {:.2f} s, {} types\n", loaded, checked, program.types().type_count());
  return 0;
}
