#include "analysis/source/build_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

namespace escapement::source {

std::string BuildPackage::id() const { return tested.empty() ? import_path : fmt::format("{} [{}.test]", import_path, tested); }

std::vector<const GoFile*> BuildPackage::files() const {
  std::vector<const GoFile*> out;
  auto take = [&out](const std::vector<GoFile>& files) {
    for (const GoFile& file : files) out.push_back(&file);
  };
  if (variant == Variant::ExternalTests) {
    take(source->external_test_files);
    return out;
  }
  take(source->go_files);
  if (variant == Variant::WithTests) take(source->test_files);
  return out;
}

namespace {

// What the generated main program of a test imports.
constexpr std::array<std::string_view, 5> kTestMainImports = {"os", "reflect", "testing", "testing/internal/testdeps", "runtime"};

class GraphBuilder {
 public:
  GraphBuilder(Loader& loader, BuildGraph& out) : loader_(loader), out_(out) {}

  // Adds a package behind all it imports; import cycles are cut where they close.
  uint32_t add(const PackagePtr& root) {
    if (auto it = index_.find(root.get()); it != index_.end()) return it->second;
    struct Frame {
      PackagePtr package;
      std::vector<std::pair<std::string, PackagePtr>> imports;
      size_t next = 0;
    };
    std::vector<Frame> stack;
    auto open = [&](const PackagePtr& package) {
      opened_.insert(package.get());
      stack.push_back({package, imports_of(*package, package->go_files, package->name == "main")});
    };
    open(root);
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next < frame.imports.size()) {
        PackagePtr const next = frame.imports[frame.next++].second;
        if (!opened_.contains(next.get())) open(next);
        continue;
      }
      BuildPackage built{frame.package, Variant::Plain, frame.package->import_path, {}, {}};
      for (auto& [path, target] : frame.imports) {
        if (auto it = index_.find(target.get()); it != index_.end()) built.imports.push_back({path, it->second});
      }
      index_[frame.package.get()] = static_cast<uint32_t>(out_.packages.size());
      out_.packages.push_back(std::move(built));
      stack.pop_back();
    }
    return index_.at(root.get());
  }

  void add_tests(const PackagePtr& package) {
    if (package->test_files.empty() && package->external_test_files.empty()) return;
    auto const inner = imports_of(*package, package->test_files, false);
    auto const outer = imports_of(*package, package->external_test_files, false);
    std::vector<PackagePtr> needed;
    for (const auto& [path, target] : inner) needed.push_back(target);
    for (const auto& [path, target] : outer) needed.push_back(target);
    for (std::string_view path : kTestMainImports) {
      if (PackagePtr found = loader_.standard_package(std::string(path))) needed.push_back(std::move(found));
    }
    uint32_t const plain = add(package);
    for (const PackagePtr& one : needed) add(one);
    Testing testing{package->import_path, plain, {}};
    uint32_t tested = plain;
    bool const recompiled = !package->test_files.empty() || package->name == "main";
    if (recompiled) {
      tested = static_cast<uint32_t>(out_.packages.size());
      out_.packages.push_back({package, Variant::WithTests, package->import_path, package->import_path, {}});
      testing.copies[plain] = tested;
      for (const PackagePtr& one : needed) copy_if_reaching(index_.at(one.get()), testing);
      std::vector<BuildPackage::Import> imports = out_.packages[plain].imports;
      append(imports, inner, testing);
      out_.packages[tested].imports = std::move(imports);
      kept_.push_back(tested);
    }
    for (const PackagePtr& one : needed) kept_.push_back(mapped(index_.at(one.get()), testing));
    if (package->external_test_files.empty()) return;
    BuildPackage external{package, Variant::ExternalTests, package->import_path + "_test", package->import_path, {}};
    append(external.imports, outer, testing);
    kept_.push_back(static_cast<uint32_t>(out_.packages.size()));
    out_.packages.push_back(std::move(external));
  }

  void add_root(const PackagePtr& package) { kept_.push_back(add(package)); }

  // Drops the plain form of packages that tests need recompiled only.
  void drop_unneeded() {
    std::vector<bool> needed(out_.packages.size(), false);
    std::vector<uint32_t> stack = std::move(kept_);
    while (!stack.empty()) {
      uint32_t const at = stack.back();
      stack.pop_back();
      if (needed[at]) continue;
      needed[at] = true;
      for (const BuildPackage::Import& import : out_.packages[at].imports) stack.push_back(import.target);
    }
    std::vector<uint32_t> moved(out_.packages.size(), 0);
    std::vector<BuildPackage> left;
    for (uint32_t at = 0; at < out_.packages.size(); ++at) {
      moved[at] = static_cast<uint32_t>(left.size());
      if (needed[at]) left.push_back(std::move(out_.packages[at]));
    }
    for (BuildPackage& package : left) {
      for (BuildPackage::Import& import : package.imports) import.target = moved[import.target];
    }
    out_.packages = std::move(left);
  }

 private:
  struct Testing {
    std::string path;
    uint32_t plain;
    std::map<uint32_t, uint32_t> copies;  // index of the plain package to that of its copy; to itself if it needs none
  };

  std::vector<std::pair<std::string, PackagePtr>> imports_of(const PackageSource& package, const std::vector<GoFile>& files, bool program) {
    std::map<std::string, PackagePtr> found;
    for (const GoFile& file : files) {
      for (const ImportSpec& spec : file.header->imports) {
        if (spec.path == "C") continue;
        Resolution resolution = loader_.resolve(package, file, spec);
        if (resolution.package) found[spec.path] = std::move(resolution.package);
        if (resolution.error) out_.errors.push_back(std::move(*resolution.error));
      }
    }
    std::vector<std::pair<std::string, PackagePtr>> out(found.begin(), found.end());
    if (!program) return out;
    // The linker needs these of every program.
    for (std::string_view path : {"runtime", "math"}) {
      bool const needed = path == "runtime" || loader_.context().goarch == "arm";
      if (PackagePtr added = needed ? loader_.standard_package(std::string(path)) : nullptr) out.emplace_back("", std::move(added));
    }
    return out;
  }

  void append(std::vector<BuildPackage::Import>& imports, const std::vector<std::pair<std::string, PackagePtr>>& more,
              const Testing& testing) {
    for (const auto& [path, target] : more) imports.push_back({path, mapped(index_.at(target.get()), testing)});
    std::ranges::sort(imports, {}, &BuildPackage::Import::path);
    auto const repeated = std::ranges::unique(imports, {}, &BuildPackage::Import::path);
    imports.erase(repeated.begin(), repeated.end());
  }

  static uint32_t mapped(uint32_t package, const Testing& testing) {
    auto const it = testing.copies.find(package);
    return it == testing.copies.end() ? package : it->second;
  }

  // Copies the packages at and below `start` that import the tested one, directly or not. Imported packages have smaller indices,
  // except in import cycles, which end here.
  void copy_if_reaching(uint32_t start, Testing& testing) {
    std::vector<uint32_t> stack{start};
    while (!stack.empty()) {
      uint32_t const at = stack.back();
      if (testing.copies.contains(at)) {
        stack.pop_back();
        continue;
      }
      bool waiting = false;
      bool reaches = false;
      for (const BuildPackage::Import& import : out_.packages[at].imports) {
        auto const it = testing.copies.find(import.target);
        if (it != testing.copies.end()) {
          reaches = reaches || it->second != it->first;
        } else if (import.target < at) {
          stack.push_back(import.target);
          waiting = true;
        }
      }
      if (waiting) continue;
      stack.pop_back();
      testing.copies[at] = reaches ? copy(at, testing) : at;
    }
  }

  uint32_t copy(uint32_t package, const Testing& testing) {
    BuildPackage made = out_.packages[package];
    made.variant = Variant::Recompiled;
    made.tested = testing.path;
    for (BuildPackage::Import& import : made.imports) import.target = mapped(import.target, testing);
    out_.packages.push_back(std::move(made));
    return static_cast<uint32_t>(out_.packages.size() - 1);
  }

  Loader& loader_;
  BuildGraph& out_;
  absl::flat_hash_map<const PackageSource*, uint32_t> index_;
  absl::flat_hash_set<const PackageSource*> opened_;
  std::vector<uint32_t> kept_;  // what is asked for; the rest is there because these need it
};

}  // namespace

BuildGraph build_graph(Loader& loader, const std::vector<PackagePtr>& roots, Tests tests) {
  BuildGraph out;
  GraphBuilder builder(loader, out);
  for (const PackagePtr& root : roots) builder.add_root(root);
  if (tests == Tests::Include) {
    for (const PackagePtr& root : roots) builder.add_tests(root);
  }
  builder.drop_unneeded();
  return out;
}

}  // namespace escapement::source
