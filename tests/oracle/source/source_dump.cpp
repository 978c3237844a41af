// Prints what the loader knows of packages, one JSON object a line, in the words of `go list -json`.
// usage: source-dump [--goroot PATH] [--goos X] [--goarch X] [--tags a,b] [--test] [--time] FOLDER [PATTERN…]
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "analysis/source/build_graph.h"
#include "analysis/source/patterns.h"

namespace {

using namespace escapement::source;
using Json = nlohmann::json;

struct Arguments {
  std::string goroot, folder;
  BuildContext context;
  std::vector<std::string> patterns;
  Tests tests = Tests::Leave;
  bool time = false;
};

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::string_view const word = text.substr(0, text.find(','));
    out.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return out;
}

Arguments parse(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    std::string_view const word = argv[i];
    auto value = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (word == "--goroot") {
      out.goroot = value();
    } else if (word == "--goos") {
      out.context.goos = value();
    } else if (word == "--goarch") {
      out.context.goarch = value();
    } else if (word == "--tags") {
      out.context.tags = split_tags(value());
    } else if (word == "--test") {
      out.tests = Tests::Include;
    } else if (word == "--time") {
      out.time = true;
    } else if (out.folder.empty()) {
      out.folder = word;
    } else {
      out.patterns.emplace_back(word);
    }
  }
  if (out.patterns.empty()) out.patterns = {"./..."};
  return out;
}

std::vector<std::string> names(const std::vector<GoFile>& files) {
  std::vector<std::string> out;
  for (const GoFile& file : files) out.push_back(file.name);
  return out;
}

Json describe(const BuildGraph& graph, const BuildPackage& package, Loader& loader) {
  const PackageSource& source = *package.source;
  bool const external = package.variant == Variant::ExternalTests;
  Json out;
  out["ImportPath"] = package.id();
  out["ForTest"] = package.tested;
  out["Dir"] = source.folder;
  out["Name"] = external ? source.name + "_test" : source.name;
  out["Standard"] = source.standard;
  std::vector<std::string> files;
  for (const GoFile* file : package.files()) files.push_back(file->name);
  out["GoFiles"] = files;
  std::vector<std::string> imports;
  for (const auto& import : package.imports) {
    if (!import.path.empty()) imports.push_back(graph.packages[import.target].id());
  }
  out["Imports"] = imports;
  out["Module"] =
      source.module ? Json{{"Path", source.module->path}, {"Version", source.module->version}, {"GoVersion", source.module->go}} : Json();
  if (external) return out;
  out["IgnoredGoFiles"] = source.ignored_files;
  out["TestGoFiles"] = names(source.test_files);
  out["XTestGoFiles"] = names(source.external_test_files);
  out["SFiles"] = source.assembly_files;
  out["HFiles"] = source.header_files;
  out["SysoFiles"] = source.object_files;
  out["IgnoredOtherFiles"] = source.ignored_other_files;
  auto embedded = source.embedded_files;
  if (package.variant == Variant::WithTests)
    embedded.insert(embedded.end(), source.test_embedded_files.begin(), source.test_embedded_files.end());
  out["EmbedFiles"] = embedded;
  auto resolved = [&](const std::vector<GoFile>& of) {
    std::vector<std::string> paths;
    for (const std::string& path : imported_paths(of)) {
      Resolution const found = path == "C" ? Resolution() : loader.resolve(source, path);
      paths.push_back(found.package ? found.package->import_path : path);
    }
    return paths;
  };
  out["TestImports"] = resolved(source.test_files);
  out["XTestImports"] = resolved(source.external_test_files);
  return out;
}

void print_errors(const std::vector<LoadError>& errors) {
  for (const LoadError& error : errors) {
    fmt::print(stderr, "{}:{}:{}: {} [{}]\n", error.path, error.at.line, error.at.column, error.text, error.code);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Arguments const arguments = parse(argc, argv);
  auto const goroot = find_goroot(arguments.goroot);
  if (!goroot || arguments.folder.empty()) {
    fmt::print(stderr, "{}\n", goroot ? "usage: source-dump [options] FOLDER [PATTERN…]" : goroot.error());
    return 2;
  }
  auto const begin = std::chrono::steady_clock::now();
  SourceTable table;
  Loader loader(table, *goroot, arguments.context);
  Matches const matches = match_packages(loader, arguments.folder, arguments.patterns);
  BuildGraph const graph = build_graph(loader, matches.packages, arguments.tests);
  auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (arguments.time) {
    fmt::print("{} packages in {:.3f} s\n", graph.packages.size(), took);
    return 0;
  }
  print_errors(matches.errors);
  print_errors(graph.errors);
  for (const BuildPackage& package : graph.packages) {
    fmt::print("{}\n", describe(graph, package, loader).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  return 0;
}
