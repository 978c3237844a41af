#include "analysis/engine/compile_packages.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>
#include <tbb/task_group.h>

#include "analysis/check/importers.h"
#include "analysis/engine/check_packages.h"
#include "analysis/engine/load.h"
#include "analysis/source/goroot.h"

namespace escapement::engine {

namespace {

// Compiles a package once those it imports are compiled.
class Work {
 public:
  Work(check::Program& program, const std::vector<check::Package*>& packages, const std::string& goarch, const OnProgress& on_progress)
      : program_(program),
        packages_(packages),
        library_(goarch),
        on_progress_(on_progress),
        out_(packages.size()),
        importers_(packages.size()) {
    absl::flat_hash_map<const check::Package*, uint32_t> index;
    for (uint32_t i = 0; i < packages.size(); ++i) index[packages[i]] = i;
    for (uint32_t i = 0; i < packages.size(); ++i) {
      for (const auto& [path, imported] : packages[i]->known_imports) {
        auto const it = index.find(imported);
        if (it != index.end() && it->second < i) importers_.add(i, it->second);
      }
    }
  }

  std::vector<inlining::Compiled> run() {
    for (auto i = static_cast<uint32_t>(packages_.size()); i-- > 0;) {
      tasks_.run([this, i] { arrived(i); });
    }
    tasks_.wait();
    return std::move(out_);
  }

 private:
  void arrived(uint32_t i) {
    if (importers_.arrive(i)) tasks_.run([this, i] { compile(i); });
  }

  void compile(uint32_t i) {
    out_[i] = inlining::compile(program_, *packages_[i], library_);
    if (on_progress_) {
      std::scoped_lock const lock(progress_mutex_);
      on_progress_(++done_, packages_.size());
    }
    for (uint32_t importer : importers_.of(i)) arrived(importer);
  }

  check::Program& program_;
  const std::vector<check::Package*>& packages_;
  inlining::Library library_;
  const OnProgress& on_progress_;
  std::vector<inlining::Compiled> out_;
  check::Importers importers_;
  std::mutex progress_mutex_;
  size_t done_ = 0;
  tbb::task_group tasks_;
};

class Build {
 public:
  Build(const Options& options, unsigned threads) : options_(options), threads_(threads) {}

  void run(const std::vector<std::string>& patterns, const std::function<void(CompileResult)>& on_package, const OnProgress& on_progress) {
    auto const goroot = source::find_goroot(options_.goroot);
    if (!goroot) return on_package(std::unexpected(Failure{options_.goroot, "source.no-goroot", goroot.error()}));
    source::BuildContext context;
    context.goos = options_.goos;
    context.goarch = options_.goarch;
    context.tags = options_.tags;
    source::Loader loader(sources_, *goroot, context);
    source::Tests const tests = options_.tests ? source::Tests::Include : source::Tests::Leave;
    std::vector<Group> groups;
    std::vector<source::PackagePtr> roots;
    for (GroupResult& group : load(loader, patterns, tests)) {
      if (!group) {
        on_package(std::unexpected(group.error()));
        continue;
      }
      if (group->variant == source::Variant::Plain) roots.push_back(group->source);
      groups.push_back(*std::move(group));
    }
    auto graph = packages_to_check(source::build_graph(loader, roots, tests));
    for (const Group& group : groups) use_files_of(group, graph);
    check::Program program(sources_, *goroot, loader.context());
    auto const packages = check::check_graph(program, graph, threads_);
    std::vector<inlining::Compiled> compiled = compile_checked(program, packages, options_.goarch, threads_, on_progress);
    for (size_t i = 0; i < packages.size(); ++i) {
      bool const named = std::ranges::any_of(groups, [&](const Group& group) { return is_of(group, graph[i]); });
      if (named) on_package(result(*packages[i], compiled[i]));
      compiled[i] = {};
    }
  }

 private:
  static bool is_of(const Group& group, const check::GraphPackage& package) {
    return package.source.folder == group.source->folder &&
           (package.source.path == group.import_path || package.source.path == group.import_path + "_test");
  }

  // Files that are named one by one are a package of the command line.
  static void use_files_of(const Group& group, std::vector<check::GraphPackage>& graph) {
    if (group.variant != source::Variant::Plain) return;
    for (check::GraphPackage& package : graph) {
      if (package.source.folder != group.source->folder || package.source.path != group.source->import_path) continue;
      bool const same = std::ranges::is_permutation(package.source.files, group.files);
      if (!same && group.import_path == "command-line-arguments") package.source.files = group.files;
      package.source.path = group.import_path;
    }
  }

  CompileResult result(const check::Package& package, inlining::Compiled& compiled) {
    CompiledPackage out{package.path, package.folder, {}, {}, package.diagnostics, {}};
    out.messages.reserve(compiled.messages.size());
    for (inlining::Message& message : compiled.messages) {
      MessageLine line{message.kind, {}, 0, 0, std::move(message.text), std::move(message.brief)};
      if (!message.at.autogenerated) place(message.at.file, message.at.offset, line);
      out.messages.push_back(std::move(line));
    }
    for (const ir::NotAnalysed& each : compiled.not_analysed) {
      NotAnalysedLine line{each.function, each.construct, {}, 0, 0};
      place(each.place.file, each.place.span.begin, line);
      out.not_analysed.push_back(std::move(line));
    }
    for (const base::Diagnostic& each : package.diagnostics) {
      MessageLine line{};
      place(each.place.file, each.place.span.begin, line);
      out.diagnostic_places.push_back(fmt::format("{}:{}:{}", line.path, line.line, line.column));
    }
    return out;
  }

  template <class Line>
  void place(base::FileId file, uint32_t offset, Line& line) {
    if (!file) return;
    line.path = sources_.path_of(file);
    auto& text = texts_[file.value];
    if (!text) {
      auto read = sources_.read(line.path);
      if (!read) return;
      text = *read;
    }
    auto const [row, column] = source::line_column(text->starts, offset);
    line.line = row;
    line.column = column;
  }

  const Options& options_;
  unsigned threads_;
  source::SourceTable sources_;
  absl::flat_hash_map<uint32_t, source::SourceFilePtr> texts_;
};

}  // namespace

std::vector<inlining::Compiled> compile_checked(check::Program& program, const std::vector<check::Package*>& packages,
                                                const std::string& goarch, unsigned threads, const OnProgress& on_progress) {
  return check::on_threads(threads, [&] { return Work(program, packages, goarch, on_progress).run(); });
}

void compile_packages(const Options& options, const std::vector<std::string>& patterns, unsigned threads,
                      const std::function<void(CompileResult)>& on_package, const OnProgress& on_progress) {
  Build(options, threads).run(patterns, on_package, on_progress);
}

}  // namespace escapement::engine
