#include "analysis/engine/engine.h"

#include <filesystem>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "analysis/engine/load.h"
#include "analysis/placement/build.h"
#include "analysis/source/goroot.h"
#include "analysis/syntax/parser.h"

namespace escapement::engine {

namespace fs = std::filesystem;

struct Engine::Impl {
  Options options;
  source::SourceTable sources;
  source::BuildContext context;
  std::expected<source::Goroot, std::string> goroot = std::unexpected(std::string());
  std::unique_ptr<check::Program> program;
  uint64_t version = 0;
  std::map<std::string, uint64_t> counts;
  std::map<std::string, std::pair<uint64_t, SnapshotPtr>> snapshots;
  std::mutex mutex;

  explicit Impl(Options given) : options(std::move(given)) {
    context.goos = options.goos;
    context.goarch = options.goarch;
    goroot = source::find_goroot(options.goroot);
    if (goroot) context.minor = goroot->release.minor;
  }

  // Imported packages are read once and shared by all analyses; after many of them the tables are begun anew.
  check::Program& shared_program() {
    constexpr uint64_t kAnalysesPerProgram = 500;
    if (!program || counts["analyses"] % kAnalysesPerProgram == 0) {
      program = std::make_unique<check::Program>(sources, *goroot, context);
    }
    ++counts["analyses"];
    return *program;
  }

  PackageResult analyse(const Group& group) {
    if (!goroot) return std::unexpected(Failure{group.folder, "source.no-goroot", goroot.error()});
    check::Program& p = shared_program();
    std::vector<check::PackageFile> files;
    for (const std::string& path : group.files) {
      auto const file = sources.read(path);
      if (!file) return std::unexpected(Failure{path, std::string(file.error().code), file.error().text});
      files.push_back({*file, syntax::parse_file(p.names(), (*file)->id, (*file)->text), {}, {}});
    }
    auto const package = p.check(group.import_path, group.folder, std::move(files));
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->version = version;
    snapshot->report = placement::build(p, *package, goroot->release.name, options.goarch);
    return snapshot;
  }
};

Engine::Engine(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::open(const std::string& path, std::string text) {
  std::scoped_lock const lock(impl_->mutex);
  impl_->sources.overlay(path, std::move(text));
  ++impl_->version;
}

bool Engine::change(const std::string& path, const std::vector<Edit>& edits) {
  std::scoped_lock const lock(impl_->mutex);
  source::SourceFilePtr const file = impl_->sources.overlay_of(path);
  if (file == nullptr) return false;
  std::string text = file->text;
  for (const Edit& edit : edits) {
    if (edit.begin > edit.end || edit.end > text.size()) return false;
    text.replace(edit.begin, edit.end - edit.begin, edit.text);
  }
  impl_->sources.overlay(path, std::move(text));
  ++impl_->version;
  return true;
}

void Engine::close(const std::string& path) {
  std::scoped_lock const lock(impl_->mutex);
  impl_->sources.drop_overlay(path);
  ++impl_->version;
}

bool Engine::is_open(const std::string& path) const {
  std::scoped_lock const lock(impl_->mutex);
  return impl_->sources.overlay_of(path) != nullptr;
}

std::string Engine::text(const std::string& path) const {
  std::scoped_lock const lock(impl_->mutex);
  source::SourceFilePtr const file = impl_->sources.overlay_of(path);
  return file == nullptr ? std::string() : file->text;
}

PackageResult Engine::snapshot(const std::string& path, base::StopToken stop) {
  std::scoped_lock const lock(impl_->mutex);
  if (stop.stop_requested()) return std::unexpected(Failure{path, "engine.cancelled", "cancelled"});
  auto& kept = impl_->snapshots[path];
  if (kept.second && kept.first == impl_->version) return kept.second;
  std::string const folder = fs::path(path).parent_path().string();
  PackageResult result = std::unexpected(Failure{path, "source.not-found", "no such file or folder"});
  bool found = false;
  for (const GroupResult& group : load(impl_->sources, {folder}, impl_->context)) {
    if (!group || std::ranges::find(group->files, path) == group->files.end()) continue;
    result = impl_->analyse(*group);
    found = true;
  }
  // A file that build constraints leave out is answered alone.
  if (!found) {
    auto const alone = load(impl_->sources, {path}, impl_->context);
    result = alone[0] ? impl_->analyse(*alone[0]) : PackageResult(std::unexpected(alone[0].error()));
  }
  if (result) kept = {impl_->version, *result};
  return result;
}

std::vector<PackageResult> Engine::analyse(const std::vector<std::string>& patterns, base::StopToken stop) {
  std::scoped_lock const lock(impl_->mutex);
  std::vector<PackageResult> out;
  for (const GroupResult& group : load(impl_->sources, patterns, impl_->context)) {
    if (stop.stop_requested()) break;
    out.push_back(group ? impl_->analyse(*group) : PackageResult(std::unexpected(group.error())));
  }
  return out;
}

std::vector<std::pair<std::string, uint64_t>> Engine::stats() const {
  std::scoped_lock const lock(impl_->mutex);
  return {impl_->counts.begin(), impl_->counts.end()};
}

}  // namespace escapement::engine
