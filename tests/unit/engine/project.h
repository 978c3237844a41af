// A temporary folder with Go files, and what tests ask of the engine's answers about it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/engine/compile_packages.h"
#include "analysis/engine/engine.h"

namespace escapement::engine::test {

class Project {
 public:
  Project();
  ~Project();
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  // Writes a file (folders are made) and gives its absolute path.
  std::string write(const std::string& name, std::string_view text) const;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

// Everything a report says, as text; the failure's code and path where there is none.
std::string printed(const PackageResult& result);
// The hint of the site of this name; "none" where there is no such site.
std::string hint_of(const PackageResult& result, std::string_view name);
std::string hint_of(const CompileResult& result, std::string_view name);
// With reports.
std::vector<CompileResult> compiled(const std::vector<std::string>& patterns, const Options& options = {});
uint64_t count(const Engine& engine, std::string_view name);

// A package of `functions` functions, each with storage on the heap and on the stack.
std::string generated_package(int functions);

}  // namespace escapement::engine::test
