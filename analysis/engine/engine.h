// The engine of an editor: texts in, immutable snapshots out. A snapshot is the analysis of one package at one moment; whoever holds it
// may read it on any thread while newer edits are analysed. The engine is thread-safe: one analysis runs at a time, on the texts of the
// moment it began, and edits never wait for it. Neither the go command nor anybody's code is run; files are only read.
//
// Whole builds without an editor: compile_packages.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/diagnostic.h"
#include "analysis/base/stop.h"
#include "analysis/engine/inlining_answers.h"
#include "analysis/placement/report.h"

namespace escapement::engine {

struct Options {
  std::string goroot;  // empty: found as analysis/source/goroot.h says
  std::string goarch = "amd64";
  std::string goos = "linux";
  std::vector<std::string> tags;  // build tags; empty: those of GOFLAGS
  bool tests = false;             // builds: packages with their tests and external tests too
};

// A byte range of the old text replaced by new text.
struct Edit {
  uint32_t begin;
  uint32_t end;
  std::string text;
};

// Why a package could not be analysed at all: a file missing, a folder without Go.
struct Failure {
  std::string path;
  std::string code;  // "source.not-found", …
  std::string text;  // a sentence a person can act on, with the place where there is one
};

struct Snapshot {
  uint64_t version = 0;  // no two snapshots of an engine have the same
  placement::Report report;
  InliningAnswers inlining;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;
using PackageResult = std::expected<SnapshotPtr, Failure>;

class Engine {
 public:
  explicit Engine(Options options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Editor side. Paths are absolute. A document overlays the file of that path until it is closed.
  void open(const std::string& path, std::string text);
  // Applies the edits in order; false (and nothing changed) if one of them is out of range.
  bool change(const std::string& path, const std::vector<Edit>& edits);
  void close(const std::string& path);
  // A file on the disk changed, came or went, and importers of its package are to see it.
  void changed_on_disk(const std::string& path);
  bool is_open(const std::string& path) const;
  std::string text(const std::string& path) const;

  // The analysis of the package that `path` belongs to (for a file outside a package folder: of the file alone), with its texts as they are now.
  // Reuses what did not change. What is imported is compiled the first time. A stop request makes it return the failure "engine.cancelled"; the
  // analysis goes on, for those who ask again.
  PackageResult snapshot(const std::string& path, base::StopToken stop = {});
  // The same, but waits no longer than that: "engine.pending", with how far it is.
  PackageResult snapshot_within(const std::string& path, std::chrono::milliseconds wait, base::StopToken stop = {});
  // What to call, on a thread of the engine's, when snapshots are there that nobody waited for. Before the first of them.
  void on_snapshot(std::function<void()> call);

  // Counts of fallbacks and reuse since the start, for --stats: name and count (analysis/engine/counts.h).
  std::vector<std::pair<std::string, uint64_t>> stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace escapement::engine
