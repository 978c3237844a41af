#include "analysis/engine/engine.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "analysis/engine/counts.h"
#include "analysis/engine/importer.h"
#include "analysis/engine/inliner.h"
#include "analysis/engine/load.h"
#include "analysis/engine/notices.h"
#include "analysis/engine/texts.h"
#include "analysis/engine/trees.h"
#include "analysis/placement/build.h"
#include "analysis/source/goroot.h"
#include "analysis/syntax/parser.h"

namespace escapement::engine {

namespace fs = std::filesystem;

namespace {

// What analyses leave in the tables of a program is freed with it; it is begun anew after so many of them, or so many bytes of source.
constexpr uint64_t kAnalysesPerProgram = 2000;
constexpr uint64_t kBytesPerProgram = uint64_t{32} << 20;
constexpr size_t kSnapshotsKept = 16;

Failure cancelled(const std::string& path) { return {path, "engine.cancelled", "cancelled"}; }

// Lets one analysis run at a time. Whoever waits can be told to stop waiting.
class Turnstile {
 public:
  bool enter(const base::StopToken& stop) {
    std::unique_lock lock(mutex_);
    if (!free_.wait(lock, stop, [this] { return !busy_; })) return false;
    busy_ = true;
    return true;
  }
  void leave() {
    {
      std::scoped_lock const lock(mutex_);
      busy_ = false;
    }
    free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any free_;
  bool busy_ = false;
};

// The answer to a group of files, good as long as their texts are the same.
struct Kept {
  std::string key;  // of the group
  std::vector<source::SourceFilePtr> inputs;
  uint64_t program = 0;  // which one; another has read the imported packages anew
  SnapshotPtr snapshot;
  std::unique_ptr<check::Package> package;  // of that program, which outlives it
};

std::string key_of(const Group& group, const std::vector<source::LoadError>& problems) {
  std::string key = group.import_path;
  if (group.source->workspace) key += fmt::format("#{}", group.source->workspace->id());
  for (const std::string& path : group.files) key += '\n' + path;
  for (const source::LoadError& problem : problems) key += fmt::format("\n{}:{}:{}", problem.path, problem.at.line, problem.text);
  return key;
}

// What the loader found wrong, as part of the package's report. What is not in a file of the report stands at its beginning, with
// the place in words; so do files that are left out because they use cgo.
void add_problems(source::SourceTable& sources, const std::vector<source::LoadError>& problems, placement::Report& report) {
  base::Place const beginning{report.files.empty() ? base::FileId() : report.files[0].id, {}};
  for (const source::LoadError& problem : problems) {
    base::Diagnostic diagnostic{base::Severity::Error, problem.code, {sources.id_of(problem.path), {}}, problem.text, {}};
    if (const placement::ReportFile* const file = report.file(diagnostic.place.file)) {
      uint32_t const offset = offset_of(*file, {problem.at.line, problem.at.column}).value_or(0);
      diagnostic.place.span = {offset, offset};
    } else {
      diagnostic.place = beginning;
      std::string const line = problem.at.line == 0 ? std::string() : fmt::format(":{}:{}", problem.at.line, problem.at.column);
      diagnostic.text = fmt::format("{}{}: {}", problem.path, line, problem.text);
    }
    if (problem.code == source::code::kUsesCgo) {
      report.not_analysed.push_back({fs::path(problem.path).filename().string(), problem.text, beginning});
    } else {
      report.diagnostics.push_back(std::move(diagnostic));
    }
  }
}

bool same_texts(const std::vector<source::SourceFilePtr>& a, const std::vector<source::SourceFilePtr>& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x == y || x->text == y->text; });
}

}  // namespace

struct Engine::Impl {
  // Shared by all threads.
  Options options;
  Texts texts;
  Counts counts;
  Turnstile turnstile;
  std::mutex disk_mutex;
  std::set<std::string> disk_changes;

  // Of the one analysis that runs.
  source::SourceTable sources;
  source::BuildContext context;
  std::expected<source::Goroot, std::string> goroot = std::unexpected(std::string());
  std::unique_ptr<source::Loader> loader;
  std::unique_ptr<LoaderImporter> importer;
  std::unique_ptr<check::Program> program;
  std::optional<Trees> trees;
  std::map<std::string, TextPtr> open;
  uint64_t program_analyses = 0;
  uint64_t program_bytes = 0;
  uint64_t version = 0;
  std::list<Kept> kept;              // the last used first
  std::unique_ptr<Inliner> inliner;  // none without a GOROOT

  explicit Impl(Options given) : options(std::move(given)) {
    context.goos = options.goos;
    context.goarch = options.goarch;
    context.tags = options.tags;
    goroot = source::find_goroot(options.goroot);
    loader = std::make_unique<source::Loader>(sources, goroot ? *goroot : source::Goroot(), context);
    context = loader->context();
    if (goroot) inliner = std::make_unique<Inliner>(options, *goroot, counts);
  }

  // Brings the analysis' own tables up to the editors' texts.
  void take_changes() {
    loader->refresh();
    TextChanges const changes = texts.take();
    version = changes.version;
    for (const auto& [path, change] : changes.documents) {
      if (change.text) {
        sources.overlay(path, *change.text);
        open[path] = change.text;
      } else {
        sources.drop_overlay(path);
        open.erase(path);
      }
      if (trees) trees->change(path, change);
      forget_importers_of(path);
    }
    std::set<std::string> on_disk;
    {
      std::scoped_lock const lock(disk_mutex);
      on_disk.swap(disk_changes);
    }
    for (const std::string& path : on_disk) forget_importers_of(path);
  }

  // What has been imported is read once for a program: a change in it needs another program.
  void forget_importers_of(const std::string& path) {
    if (program && program->has_imported(fs::path(path).parent_path().string())) end_program();
  }

  void end_program() {
    trees.reset();
    program.reset();
  }

  void need_program() {
    if (program && program_analyses < kAnalysesPerProgram && program_bytes < kBytesPerProgram) return;
    end_program();
    program = std::make_unique<check::Program>(sources, *goroot, context);
    importer = std::make_unique<LoaderImporter>(*loader);
    program->set_importer(std::ref(*importer));
    trees.emplace(program->names(), counts);
    program_analyses = 0;
    program_bytes = 0;
    ++counts.programs;
    for (const auto& [path, text] : open) trees->change(path, {text, {}});
  }

  PackageResult analyse(const Group& group, const base::StopToken& stop) {
    if (!goroot) return std::unexpected(Failure{group.folder, "source.no-goroot", goroot.error()});
    std::vector<source::SourceFilePtr> inputs;
    auto problems = problems_of(*loader, group);
    for (const std::string& path : group.files) {
      // A file may vanish between the look at its folder and now: the others are answered without it.
      if (auto file = sources.read(path)) {
        inputs.push_back(std::move(*file));
      } else {
        problems.push_back({path, {}, file.error().code, file.error().text});
      }
    }
    if (inputs.empty()) return std::unexpected(Failure{group.folder, std::string(problems.back().code), problems.back().text});
    std::string key = key_of(group, problems);
    need_program();
    Kept entry{std::move(key), std::move(inputs), counts.programs, nullptr, nullptr};
    if (SnapshotPtr snapshot = kept_for(entry)) return snapshot;
    PackageResult result = fresh(group, entry, problems, stop);
    if (result) keep(std::move(entry));
    return result;
  }

  // Fills in the entry, which may hold the package as it was.
  PackageResult fresh(const Group& group, Kept& entry, const std::vector<source::LoadError>& problems, const base::StopToken& stop) {
    ++counts.analyses;
    ++program_analyses;
    std::vector<check::PackageFile> files;
    for (const source::SourceFilePtr& file : entry.inputs) {
      files.push_back({file, trees->of(*file), {}, {}});
      program_bytes += file->text.size();
    }
    program->watch(stop);
    try {
      importer->set_root(group.source, group.variant);
      if (!entry.package || !program->update_bodies(*entry.package, files)) {
        release(entry);
        entry.package = program->check(group.import_path, group.folder, std::move(files), group.source->language_minor);
      } else {
        ++counts.packages_updated;
      }
      auto snapshot = std::make_shared<Snapshot>();
      snapshot->version = version;
      snapshot->report = placement::build(*program, *entry.package, goroot->release.name, options.goarch);
      add_problems(sources, problems, snapshot->report);
      snapshot->report.notices = notices_of(group.folder, snapshot->report.package_name);
      entry.snapshot = snapshot;
      return snapshot;
    } catch (const base::Stopped&) {
      ++counts.cancelled;
      release(entry);
      return std::unexpected(cancelled(group.folder));
    }
  }

  // The snapshot kept for the entry's group if its texts are the same; else the entry gets the group's package as it was then.
  SnapshotPtr kept_for(Kept& entry) {
    auto const found = std::ranges::find(kept, entry.key, &Kept::key);
    if (found == kept.end()) return nullptr;
    if (found->program == counts.programs && same_texts(found->inputs, entry.inputs)) {
      ++counts.snapshots_reused;
      kept.splice(kept.begin(), kept, found);
      return kept.front().snapshot;
    }
    if (found->program == counts.programs) entry.package = std::move(found->package);
    kept.erase(found);
    return nullptr;
  }

  void keep(Kept entry) {
    kept.push_front(std::move(entry));
    if (kept.size() <= kSnapshotsKept) return;
    release(kept.back());
    kept.pop_back();
  }

  void release(Kept& entry) {
    if (entry.package && entry.program == counts.programs) program->forget(*entry.package);
    entry.package.reset();
  }

  PackageResult package_of(const std::string& path, const base::StopToken& stop) {
    GroupResult const group = group_of(*loader, path);
    if (!group) return std::unexpected(group.error());
    return analyse_for_editor(*group, stop);
  }

  // An editor shows what is wrong with go.mod in each of the package's reports; a batch run says it once.
  PackageResult analyse_for_editor(const Group& group, const base::StopToken& stop) {
    PackageResult result = analyse(group, stop);
    if (!result || !group.source->workspace || group.source->workspace->errors().empty()) return result;
    auto snapshot = std::make_shared<Snapshot>(**result);
    add_problems(sources, group.source->workspace->errors(), snapshot->report);
    return snapshot;
  }
};

Engine::Engine(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::open(const std::string& path, std::string text) { impl_->texts.open(path, std::move(text)); }

bool Engine::change(const std::string& path, const std::vector<Edit>& edits) {
  std::vector<syntax::Edit> all;
  for (const Edit& edit : edits) all.push_back({edit.begin, edit.end, edit.text});
  return impl_->texts.change(path, std::move(all));
}

void Engine::close(const std::string& path) { impl_->texts.close(path); }

void Engine::changed_on_disk(const std::string& path) {
  if (impl_->inliner) impl_->inliner->changed_on_disk(path);
  std::scoped_lock const lock(impl_->disk_mutex);
  impl_->disk_changes.insert(path);
}

InliningResult Engine::inlining(const std::string& path, std::chrono::milliseconds wait, base::StopToken stop) {
  if (!impl_->inliner) return {nullptr, impl_->goroot.error(), false};
  return impl_->inliner->ask(path, impl_->texts.all(), wait, stop);
}

void Engine::on_inlining(std::function<void()> call) {
  if (impl_->inliner) impl_->inliner->on_answers(std::move(call));
}

bool Engine::is_open(const std::string& path) const { return impl_->texts.text(path) != nullptr; }

std::string Engine::text(const std::string& path) const {
  TextPtr const text = impl_->texts.text(path);
  return text ? *text : std::string();
}

PackageResult Engine::snapshot(const std::string& path, base::StopToken stop) {
  if (stop.stop_requested() || !impl_->turnstile.enter(stop)) return std::unexpected(cancelled(path));
  std::unique_ptr<Turnstile, void (*)(Turnstile*)> const leave(&impl_->turnstile, [](Turnstile* t) { t->leave(); });
  impl_->take_changes();
  return impl_->package_of(path, stop);
}

std::vector<PackageResult> Engine::analyse(const std::vector<std::string>& patterns, base::StopToken stop) {
  std::vector<PackageResult> out;
  if (!impl_->turnstile.enter(stop)) return out;
  std::unique_ptr<Turnstile, void (*)(Turnstile*)> const leave(&impl_->turnstile, [](Turnstile* t) { t->leave(); });
  impl_->take_changes();
  for (const GroupResult& group : load(*impl_->loader, patterns, impl_->options.tests ? source::Tests::Include : source::Tests::Leave)) {
    if (stop.stop_requested()) break;
    out.push_back(group ? impl_->analyse(*group, stop) : PackageResult(std::unexpected(group.error())));
  }
  return out;
}

std::vector<std::pair<std::string, uint64_t>> Engine::stats() const {
  const Counts& c = impl_->counts;
  return {{"analyses", c.analyses},
          {"snapshots reused", c.snapshots_reused},
          {"cancelled", c.cancelled},
          {"programs", c.programs},
          {"files parsed", c.files_parsed},
          {"files reparsed", c.files_reparsed},
          {"files reused", c.files_reused},
          {"parse fallbacks", c.parse_fallbacks},
          {"declarations", c.declarations},
          {"declarations reused", c.declarations_reused},
          {"packages updated", c.packages_updated},
          {"inlining programs", c.inlining_programs},
          {"packages inlined", c.packages_inlined},
          {"functions inlined again", c.functions_inlined_again},
          {"inlining cancelled", c.inlining_cancelled}};
}

}  // namespace escapement::engine
