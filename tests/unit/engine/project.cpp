#include "project.h"

#include <unistd.h>

#include <atomic>
#include <fstream>

#include <fmt/format.h>

#include "analysis/placement/print.h"

namespace escapement::engine::test {

namespace fs = std::filesystem;

Project::Project() {
  static std::atomic<int> made = 0;
  folder_ = fs::temp_directory_path() / fmt::format("escapement-engine-{}-{}", ::getpid(), ++made);
  fs::create_directories(folder_);
}

Project::~Project() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Project::write(const std::string& name, std::string_view text) const {
  fs::path const path = folder_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

std::string printed(const PackageResult& result) {
  if (!result) return result.error().code + " " + result.error().path;
  const placement::Report& report = (*result)->report;
  std::string out = placement::print(report);
  for (const auto& d : report.diagnostics) out += fmt::format("{} {} {}\n", placement::place_text(report, d.place), d.code, d.text);
  for (const auto& line : report.gc_lines) out += fmt::format("{}:{} {}\n", line.line, line.column, line.text);
  for (const auto& map : report.maps) {
    out += fmt::format("map of {}\n", map.root);
    for (const auto& object : map.objects) out += fmt::format("  {} {} {}\n", object.label, object.detail, object.group);
    for (const auto& arrow : map.arrows) out += fmt::format("  {} {} {}\n", arrow.from.value, arrow.to.value, arrow.label);
  }
  return out;
}

namespace {

std::string hint_in(const placement::Report& report, std::string_view name) {
  for (const auto& site : report.sites) {
    if (site.name == name) return site.hint;
  }
  return "none";
}

}  // namespace

std::string hint_of(const PackageResult& result, std::string_view name) {
  return result ? hint_in((*result)->report, name) : result.error().code;
}

std::string hint_of(const CompileResult& result, std::string_view name) {
  return result ? hint_in(result->report, name) : result.error().code;
}

std::vector<CompileResult> compiled(const std::vector<std::string>& patterns, const Options& options) {
  BuildOptions build{options, 2};
  build.reports = true;
  std::vector<CompileResult> out;
  compile_packages(build, patterns, [&](CompileResult result) { out.push_back(std::move(result)); });
  return out;
}

uint64_t count(const Engine& engine, std::string_view name) {
  for (const auto& [each, value] : engine.stats()) {
    if (each == name) return value;
  }
  return UINT64_MAX;
}

std::string generated_package(int functions) {
  std::string out = "package main\n\ntype node struct {\n\tnext *node\n\tvalue int\n}\n\nfunc main() {}\n";
  for (int i = 0; i < functions; ++i) {
    out += fmt::format(
        "\nfunc make{0}(n int) (*node, func() int) {{\n\tcount := n\n\tkept := &node{{value: n}}\n\tlocal := node{{next: kept}}\n"
        "\tbuffer := make([]int, {1})\n\tfor i := range buffer {{\n\t\tbuffer[i] = local.value + i\n\t}}\n"
        "\treturn kept, func() int {{ count++; return count + buffer[0] }}\n}}\n",
        i, i % 7 + 1);
  }
  return out;
}

}  // namespace escapement::engine::test
