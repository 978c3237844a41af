// The packages that an editor has open, checked and compiled with all they import, and kept up to their texts. One thread at a time.
#pragma once

#include <expected>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/base/stop.h"
#include "analysis/check/graph.h"
#include "analysis/engine/compile_packages.h"
#include "analysis/engine/counts.h"
#include "analysis/engine/file_stamps.h"
#include "analysis/engine/background.h"
#include "analysis/engine/load.h"
#include "analysis/engine/trees.h"
#include "analysis/escape/open_decisions.h"
#include "analysis/source/goroot.h"

namespace escapement::engine {

class OpenPackages {
 public:
  OpenPackages(const Options& options, source::Goroot goroot, Counts& counts);
  ~OpenPackages();

  struct Answered {
    SnapshotPtr snapshot;
    absl::flat_hash_set<std::string> folders;  // of the package and all it imports
    FileStamps files;                          // of the package
  };
  // `stop` ends the work on the package itself, `quit` that on its imports too: "engine.cancelled".
  std::expected<Answered, Failure> answer(const std::string& path, const OpenTexts& texts, const base::StopToken& stop,
                                          const base::StopToken& quit, const OnProgress& on_progress);
  void changed_on_disk(const std::string& path);

 private:
  struct Imported {
    check::Package* package = nullptr;
    std::string folder;
    std::vector<std::string> imports;  // their keys
  };
  struct Root;

  void take(const OpenTexts& texts);
  void changed(const std::string& path);
  void need_program();
  void end_program();
  Root& root_of(const Group& group);
  void compile_imports(Root& root, const Group& group, const OnProgress& on_progress);
  void add_imports(const std::vector<check::GraphPackage>& graph, const OnProgress& on_progress);
  std::vector<check::PackageFile> files_of(const Group& group, std::vector<source::LoadError>& problems);
  bool bring_up_to_date(Root& root, const Group& group, std::vector<check::PackageFile> files);
  SnapshotPtr snapshot_of(Root& root, const Group& group);
  SnapshotPtr with_problems(SnapshotPtr snapshot, const Group& group, std::vector<source::LoadError> problems);
  void compile_anew(Root& root);
  void drop(Root& root);
  bool update(Root& root, const std::vector<check::PackageFile>& files);
  void check_anew(Root& root, const Group& group, std::vector<check::PackageFile> files);

  Options options_;
  source::Goroot goroot_;
  Counts& counts_;
  source::SourceTable sources_;
  std::unique_ptr<source::Loader> loader_;
  std::unique_ptr<check::Program> program_;
  std::unique_ptr<inlining::Library> library_;
  std::unique_ptr<escape::Tags> tags_;
  std::optional<Trees> trees_;
  OpenTexts texts_;
  absl::flat_hash_map<std::string, Imported> imported_;  // by BuildPackage::id
  const Root* importing_ = nullptr;                      // the package that is being checked
  std::list<Root> roots_;                                // the last used first
  uint64_t epoch_ = 1;                                   // counts what may change imports
  uint64_t serial_ = 0;
  uint64_t snapshots_ = 0;
  uint64_t checked_anew_ = 0;
};

}  // namespace escapement::engine
