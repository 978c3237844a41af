#include "analysis/engine/open_packages.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "analysis/engine/check_packages.h"
#include "analysis/engine/notices.h"
#include "analysis/engine/problems.h"
#include "analysis/placement/build.h"

namespace escapement::engine {

namespace {

// What was checked stays in the tables of a program; it is begun anew after so many packages.
constexpr uint64_t kPackagesPerProgram = 1000;
constexpr size_t kRootsKept = 4;

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

// The one edit that leads from a text to another.
syntax::Edit edit_between(const std::string& before, const std::string& after) {
  size_t const shorter = std::min(before.size(), after.size());
  auto const begin = static_cast<size_t>(
      std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(shorter), after.begin()).first - before.begin());
  size_t same = 0;
  while (same < shorter - begin && before[before.size() - 1 - same] == after[after.size() - 1 - same]) ++same;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(before.size() - same), after.substr(begin, after.size() - same - begin)};
}

std::vector<std::string> paths_imported_by(const Group& group) {
  std::vector<std::string> out;
  for (const auto* files : {&group.source->go_files, &group.source->test_files, &group.source->external_test_files}) {
    for (std::string& path : source::imported_paths(*files)) out.push_back(std::move(path));
  }
  return out;
}

// One thread is left to who types.
unsigned threads_for_imports() { return std::max(2U, std::thread::hardware_concurrency()) - 1; }

}  // namespace

// A package that somebody asked about.
struct OpenPackages::Root {
  std::string key;
  std::vector<std::string> paths;                                     // that its files import
  uint64_t epoch = 0;                                                 // when its imports were compiled
  absl::flat_hash_map<std::string, std::string> import_keys;          // by path
  absl::flat_hash_map<std::string, check::Package*> import_packages;  // by path
  absl::flat_hash_set<std::string> folders;
  std::unique_ptr<check::Package> package;
  std::unique_ptr<inlining::OpenPackage> compiled;
  std::unique_ptr<escape::OpenDecisions> decisions;
  SnapshotPtr snapshot;  // of the package as it is

  void forget() {
    decisions.reset();
    compiled.reset();
    package.reset();
  }
};

OpenPackages::OpenPackages(const Options& options, source::Goroot goroot, Counts& counts)
    : options_(options), goroot_(std::move(goroot)), counts_(counts) {
  source::BuildContext context;
  context.goos = options.goos;
  context.goarch = options.goarch;
  context.tags = options.tags;
  loader_ = std::make_unique<source::Loader>(sources_, goroot_, context);
}

OpenPackages::~OpenPackages() { end_program(); }

void OpenPackages::end_program() {
  roots_.clear();
  imported_.clear();
  trees_.reset();
  library_.reset();
  tags_.reset();
  program_.reset();
  checked_anew_ = 0;
}

void OpenPackages::need_program() {
  if (program_ && checked_anew_ < kPackagesPerProgram) return;
  end_program();
  program_ = std::make_unique<check::Program>(sources_, goroot_, loader_->context());
  library_ = std::make_unique<inlining::Library>(options_.goarch);
  tags_ = std::make_unique<escape::Tags>();
  trees_.emplace(program_->names(), counts_);
  program_->set_importer([this](const check::Package&, const std::string& path) -> std::expected<check::PackageSource, std::string> {
    auto const key = importing_->import_keys.find(path);
    if (key == importing_->import_keys.end()) return std::unexpected(fmt::format("no package {} is found", path));
    check::PackageSource out;
    out.id = key->second;
    return out;
  });
  for (const auto& [path, text] : texts_) trees_->change(path, {text, {}});
  ++counts_.programs;
}

// What imports a file's package is read again.
void OpenPackages::changed(const std::string& path) {
  std::string const folder = folder_of(path);
  absl::flat_hash_set<std::string> gone;
  for (const auto& [id, each] : imported_) {
    if (each.folder == folder) gone.insert(id);
  }
  for (bool more = !gone.empty(); more;) {
    more = false;
    for (const auto& [id, each] : imported_) {
      if (gone.contains(id) || std::ranges::none_of(each.imports, [&](const std::string& key) { return gone.contains(key); })) continue;
      gone.insert(id);
      more = true;
    }
  }
  for (const std::string& id : gone) imported_.erase(id);
  if (!gone.empty()) ++epoch_;
}

void OpenPackages::changed_on_disk(const std::string& path) {
  changed(path);
  ++epoch_;  // it may be a file of go.mod, or one that comes to be imported
}

void OpenPackages::take(const OpenTexts& texts) {
  loader_->refresh();
  for (const auto& [path, text] : texts_) {
    if (texts.contains(path)) continue;
    sources_.drop_overlay(path);
    if (trees_) trees_->change(path, {});
    changed(path);
  }
  for (const auto& [path, text] : texts) {
    auto const before = texts_.find(path);
    if (before != texts_.end() && before->second == text) continue;
    sources_.overlay(path, *text);
    TextChange change{text, {}};
    if (before != texts_.end()) change.edits.push_back(edit_between(*before->second, *text));
    if (trees_) trees_->change(path, change);
    changed(path);
  }
  texts_ = texts;
}

std::expected<OpenPackages::Answered, Failure> OpenPackages::answer(const std::string& path, const OpenTexts& texts,
                                                                    const base::StopToken& stop, const base::StopToken& quit,
                                                                    const OnProgress& on_progress) {
  take(texts);
  GroupResult const group = group_of(*loader_, path);
  if (!group) return std::unexpected(group.error());
  // Taken before anything is read: what changes meanwhile is seen the next time.
  std::vector<std::string> paths = group->files;
  paths.push_back(group->folder);
  FileStamps stamps(paths);
  need_program();
  Root* root = nullptr;
  SnapshotPtr snapshot;
  try {
    program_->watch(quit);
    root = &root_of(*group);
    compile_imports(*root, *group, on_progress);
    program_->watch(stop);
    std::vector<source::LoadError> problems = problems_of(*loader_, *group);
    std::vector<check::PackageFile> files = files_of(*group, problems);
    if (files.empty()) return std::unexpected(Failure{path, std::string(problems.back().code), problems.back().text});
    if (bring_up_to_date(*root, *group, std::move(files)) || !root->snapshot) {
      root->snapshot = nullptr;
      root->snapshot = snapshot_of(*root, *group);
    }
    snapshot = with_problems(root->snapshot, *group, std::move(problems));
  } catch (const base::Stopped&) {
    ++counts_.overtaken;
    if (quit.stop_requested()) {
      end_program();
    } else if (root != nullptr) {
      root->forget();
    }
    return std::unexpected(Failure{path, "engine.cancelled", "cancelled"});
  }
  return Answered{std::move(snapshot), root->folders, std::move(stamps)};
}

SnapshotPtr OpenPackages::snapshot_of(Root& root, const Group& group) {
  auto out = std::make_shared<Snapshot>();
  out->version = ++snapshots_;
  escape::Result decided;
  std::vector<const ir::Unit*> units = root.compiled->failed();
  for (const escape::UnitDecisionsPtr& each : root.decisions->units()) {
    if (!each) continue;
    units.push_back(each->unit.get());
    decided.units.push_back({each->unit.get(), each->locations()});
  }
  decided.lines = root.decisions->lines();
  out->report = placement::build(*program_, {*root.package, std::move(units), decided, root.compiled->starts()},
                                 {goroot_.release.name, options_.goarch});
  out->inlining = answers_by_file(*root.package, root.compiled->explanation());
  out->report.notices = notices_of(group.folder, out->report.package_name);
  return out;
}

// What is wrong with go.mod is shown in each of the package's reports.
SnapshotPtr OpenPackages::with_problems(SnapshotPtr snapshot, const Group& group, std::vector<source::LoadError> problems) {
  if (group.source->workspace) {
    const auto& errors = group.source->workspace->errors();
    problems.insert(problems.end(), errors.begin(), errors.end());
  }
  if (problems.empty()) return snapshot;
  auto out = std::make_shared<Snapshot>(*snapshot);
  out->version = ++snapshots_;
  add_problems(sources_, problems, out->report);
  return out;
}

OpenPackages::Root& OpenPackages::root_of(const Group& group) {
  std::string key = fmt::format("{}\n{}", group.folder, static_cast<int>(group.variant));
  for (const std::string& file : group.files) key += '\n' + file;
  auto const found = std::ranges::find(roots_, key, &Root::key);
  if (found != roots_.end()) {
    roots_.splice(roots_.begin(), roots_, found);
    return roots_.front();
  }
  roots_.emplace_front();
  roots_.front().key = std::move(key);
  if (roots_.size() > kRootsKept) {
    Root& last = roots_.back();
    drop(last);
    roots_.pop_back();
  }
  return roots_.front();
}

// The packages that a group imports, those they import before them.
void OpenPackages::compile_imports(Root& root, const Group& group, const OnProgress& on_progress) {
  std::vector<std::string> paths = paths_imported_by(group);
  if (root.package && root.epoch == epoch_ && root.paths == paths) return;
  root.epoch = epoch_;
  root.paths = std::move(paths);
  auto const tests = group.variant == source::Variant::Plain ? source::Tests::Leave : source::Tests::Include;
  source::BuildGraph const build = source::build_graph(*loader_, {group.source}, tests);
  std::vector<check::GraphPackage> const all = packages_to_check(build);
  std::string own;
  for (const source::BuildPackage& each : build.packages) {
    if (each.source == group.source && each.variant == group.variant) own = each.id();
  }
  auto const at = std::ranges::find(all, own, [](const check::GraphPackage& p) { return p.source.id; });
  if (at == all.end()) return;
  auto const own_index = static_cast<uint32_t>(at - all.begin());
  std::vector<bool> needed(all.size(), false);
  for (uint32_t i = own_index + 1; i-- > 0;) {
    if (i != own_index && !needed[i]) continue;
    for (const auto& [path, target] : all[i].imports) {
      if (target < i) needed[target] = true;
    }
  }
  std::vector<check::GraphPackage> graph;
  std::vector<uint32_t> place(all.size(), UINT32_MAX);
  root.folders = {group.source->folder};
  for (uint32_t i = 0; i < own_index; ++i) {
    if (!needed[i]) continue;
    place[i] = static_cast<uint32_t>(graph.size());
    graph.push_back(all[i]);
    for (auto& [path, target] : graph.back().imports) target = target < i ? place[target] : UINT32_MAX;
    root.folders.insert(all[i].source.folder);
  }
  add_imports(graph, on_progress);
  absl::flat_hash_map<std::string, check::Package*> packages;
  root.import_keys.clear();
  for (const auto& [path, target] : at->imports) {
    if (target >= own_index) continue;
    packages[path] = imported_.at(all[target].source.id).package;
    root.import_keys[path] = packages[path]->key;
  }
  if (packages == root.import_packages) return;
  root.import_packages = std::move(packages);
  drop(root);
}

void OpenPackages::add_imports(const std::vector<check::GraphPackage>& graph, const OnProgress& on_progress) {
  std::vector<check::GraphPackage> all = graph;
  absl::flat_hash_set<const check::Package*> known;
  for (check::GraphPackage& each : all) {
    auto const it = imported_.find(each.source.id);
    if (it == imported_.end()) {
      each.source.id += fmt::format("@{}", ++serial_);
    } else {
      each.known = it->second.package;
      known.insert(each.known);
    }
  }
  if (known.size() == all.size()) return;
  checked_anew_ += all.size() - known.size();
  auto const packages = check::check_graph(*program_, all, threads_for_imports());
  CompileOptions options{options_.goarch, threads_for_imports()};
  options.library = library_.get();
  options.tags = tags_.get();
  options.compiled = [&](const check::Package& package) { return known.contains(&package); };
  compile_checked(*program_, packages, options, on_progress);
  for (size_t i = 0; i < graph.size(); ++i) {
    if (all[i].known != nullptr) continue;
    Imported entry{packages[i], graph[i].source.folder, {}};
    for (const auto& [path, target] : graph[i].imports) {
      if (target < i) entry.imports.push_back(graph[target].source.id);
    }
    imported_[graph[i].source.id] = std::move(entry);
  }
}

// A file may vanish between the look at its folder and now: the others are answered without it.
std::vector<check::PackageFile> OpenPackages::files_of(const Group& group, std::vector<source::LoadError>& problems) {
  std::vector<check::PackageFile> out;
  for (const std::string& path : group.files) {
    if (auto file = sources_.read(path)) {
      out.push_back({*file, trees_->of(**file), {}, {}});
    } else {
      problems.push_back({path, {}, file.error().code, file.error().text});
    }
  }
  return out;
}

// False: it is as it was.
bool OpenPackages::bring_up_to_date(Root& root, const Group& group, std::vector<check::PackageFile> files) {
  auto const same_text = [](const check::PackageFile& a, const check::PackageFile& b) {
    return a.source == b.source || (a.source->path == b.source->path && a.source->text == b.source->text);
  };
  if (root.package && std::ranges::equal(root.package->files, files, same_text)) return false;
  if (!root.package || !update(root, files)) check_anew(root, group, std::move(files));
  return true;
}

bool OpenPackages::update(Root& root, const std::vector<check::PackageFile>& files) {
  std::vector<const syntax::DeclTree*> before;
  std::vector<std::string> texts;
  for (const check::PackageDecl& decl : root.package->decls) before.push_back(decl.tree);
  // What is replaced lives until it has been compared.
  std::vector<std::shared_ptr<const syntax::FileTree>> older;
  for (const check::PackageFile& file : root.package->files) older.push_back(file.tree);
  if (!program_->update_bodies(*root.package, files)) return false;
  std::vector<uint32_t> edited;
  for (uint32_t i = 0; i < before.size(); ++i) {
    const syntax::DeclTree* const now = root.package->decls[i].tree;
    if (now != before[i] && now->text() != before[i]->text()) edited.push_back(i);
  }
  ++counts_.packages_updated;
  // Whatever stops the work in between, nothing half done is left.
  auto compiled = std::move(root.compiled);
  auto decisions = std::move(root.decisions);
  if (!compiled || !decisions || !compiled->update(edited)) {
    decisions.reset();
    compiled.reset();
    compile_anew(root);
    return true;
  }
  decisions->update();
  counts_.functions_compiled_again += compiled->compiled_again();
  root.compiled = std::move(compiled);
  root.decisions = std::move(decisions);
  return true;
}

void OpenPackages::compile_anew(Root& root) {
  ++counts_.packages_compiled;
  root.decisions.reset();
  root.compiled = std::make_unique<inlining::OpenPackage>(*program_, *root.package, *library_, inlining::Copies::All);
  root.decisions = std::make_unique<escape::OpenDecisions>(*program_, *root.compiled, *tags_);
}

void OpenPackages::drop(Root& root) {
  root.decisions.reset();
  root.compiled.reset();
  if (root.package) program_->forget(*root.package);
  root.package.reset();
}

void OpenPackages::check_anew(Root& root, const Group& group, std::vector<check::PackageFile> files) {
  ++checked_anew_;
  drop(root);
  importing_ = &root;
  root.package = program_->check(group.import_path, group.folder, std::move(files), group.source->language_minor);
  root.package->known_imports = root.import_packages;
  compile_anew(root);
}

}  // namespace escapement::engine
