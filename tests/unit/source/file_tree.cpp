#include "tests/unit/source/file_tree.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>

namespace escapement::source::test {

namespace fs = std::filesystem;

FileTree::FileTree(const Files& files) {
  std::string name = (fs::temp_directory_path() / "escapement-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = fs::canonical(name).string();
  for (const auto& [path, text] : files) write(path, text);
}

FileTree::~FileTree() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void FileTree::write(const std::string& below, const std::string& text) {
  fs::path const full = path(below);
  fs::create_directories(full.parent_path());
  if (text.starts_with("-> ")) {
    fs::create_symlink(text.substr(3), full);
    return;
  }
  std::ofstream(full, std::ios::binary) << text;
}

void FileTree::remove(const std::string& below) { fs::remove_all(path(below)); }

World::World(const Files& files, BuildContext context, std::map<std::string, std::string, std::less<>> variables)
    : tree(files), variables_(std::move(variables)) {
  for (const char* path : {"fmt", "os", "errors", "unsafe", "runtime", "reflect", "testing", "testing/internal/testdeps", "embed"}) {
    std::string const name = fs::path(path).filename().string();
    tree.write(std::string("goroot/src/") + path + "/" + name + ".go", "package " + name + "\n");
  }
  tree.write("goroot/src/go.mod", "module std\n\ngo 1.26\n");
  tree.write("goroot/src/internal/abi/abi.go", "package abi\n");
  tree.write("goroot/src/net/http/http.go", "package http\n\nimport (\n\t\"fmt\"\n\t\"internal/abi\"\n\t\"golang.org/x/net/idna\"\n)\n");
  tree.write("goroot/src/vendor/golang.org/x/net/idna/idna.go", "package idna\n");
  tree.write("goroot/src/cmd/go.mod", "module cmd\n\ngo 1.26\n");
  tree.write("goroot/src/cmd/go/main.go", "package main\n\nimport \"golang.org/x/mod/semver\"\n");
  tree.write("goroot/src/cmd/vendor/golang.org/x/mod/semver/semver.go", "package semver\n");
  variables_.try_emplace("GOMODCACHE", tree.path("cache"));
  variables_.try_emplace("GOENV", "off");
  Goroot const goroot{tree.path("goroot"), GoRelease()};
  loader_ = std::make_unique<Loader>(table, goroot, std::move(context), [this](std::string_view name) {
    auto const it = variables_.find(name);
    return it == variables_.end() ? std::string() : it->second;
  });
}

std::vector<std::string> names(const std::vector<GoFile>& files) {
  std::vector<std::string> out;
  for (const GoFile& file : files) out.push_back(file.name);
  return out;
}

std::vector<std::string> codes(const std::vector<LoadError>& errors) {
  std::vector<std::string> out;
  for (const LoadError& error : errors) out.emplace_back(error.code);
  return out;
}

}  // namespace escapement::source::test
