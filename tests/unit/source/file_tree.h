// A temporary folder with files written as text, and a loader over it with a Go distribution and a module cache of its own.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/source/loader.h"

namespace escapement::source::test {

using Files = std::vector<std::pair<std::string, std::string>>;

class FileTree {
 public:
  // Paths relative to the tree; a text that begins with "-> " is a link to what follows.
  explicit FileTree(const Files& files = {});
  ~FileTree();
  FileTree(const FileTree&) = delete;
  FileTree& operator=(const FileTree&) = delete;

  void write(const std::string& path, const std::string& text);
  void remove(const std::string& path);
  std::string path(const std::string& below = "") const { return below.empty() ? root_ : root_ + "/" + below; }

 private:
  std::string root_;
};

// Packages fmt, os, errors, internal/abi and what GOROOT vendors, in `goroot/`; the module cache is `cache/`.
class World {
 public:
  explicit World(const Files& files, BuildContext context = {}, std::map<std::string, std::string, std::less<>> variables = {});

  FileTree tree;
  SourceTable table;
  Loader& loader() { return *loader_; }
  // The package in a folder of the tree.
  PackagePtr package(const std::string& folder) { return loader_->package_in(tree.path(folder)); }
  // What `path` means in the package of a folder.
  Resolution resolve(const std::string& folder, const std::string& path) { return loader_->resolve(*package(folder), path); }

 private:
  std::map<std::string, std::string, std::less<>> variables_;
  std::unique_ptr<Loader> loader_;
};

std::vector<std::string> names(const std::vector<GoFile>& files);
std::vector<std::string> codes(const std::vector<LoadError>& errors);

}  // namespace escapement::source::test
