#include "analysis/engine/compile_packages.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>
#include <tbb/task_group.h>

#include "analysis/check/importers.h"
#include "analysis/engine/check_packages.h"
#include "analysis/engine/load.h"
#include "analysis/engine/notices.h"
#include "analysis/inline/runtime_packages.h"
#include "analysis/source/goroot.h"
#include "analysis/walk/package.h"

namespace escapement::engine {

namespace {

constexpr std::string_view kCommandLine = "command-line-arguments";

// Compiles a package once those it imports are compiled.
class Work {
 public:
  Work(check::Program& program, const std::vector<check::Package*>& packages, const CompileOptions& options, const OnProgress& on_progress)
      : program_(program),
        packages_(packages),
        options_(options),
        own_library_(options.goarch),
        library_(options.library != nullptr ? *options.library : own_library_),
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

  std::vector<CompiledWithEscapes> run() {
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
    bool const compiled = options_.compiled && options_.compiled(*packages_[i]);
    bool const explained = options_.explained && options_.explained(*packages_[i]);
    if (!compiled) {
      ir::GcFlags const flags = flags_of(*packages_[i]);
      inlining::AfterInlining after;
      if (options_.tags != nullptr) {
        after = [&, i](const inlining::InlinedPackage& package) {
          out_[i].escapes = escape::analyse(program_, package, *options_.tags, options_.flows, flags).lines;
          if (options_.walked && options_.walked(*packages_[i]))
            std::ranges::move(walk::lines_of(program_, package, flags), std::back_inserter(out_[i].escapes));
        };
      }
      static_cast<inlining::Compiled&>(out_[i]) =
          explained ? inlining::compile(program_, *packages_[i], library_, inlining::WithExplanation::Yes, after)
                    : inlining::compile_with(flags, program_, *packages_[i], library_, after);
    }
    if (on_progress_) {
      std::scoped_lock const lock(progress_mutex_);
      on_progress_(++done_, packages_.size());
    }
    for (uint32_t importer : importers_.of(i)) arrived(importer);
  }

  // The runtime is always optimised, and its pointers are not checked.
  ir::GcFlags flags_of(const check::Package& package) const {
    if (!options_.flagged || !options_.flagged(package)) return {};
    ir::GcFlags flags = options_.flags;
    if (inlining::is_runtime_package(package.path)) flags.no_optimisation = flags.check_pointers = false;
    return flags;
  }

  check::Program& program_;
  const std::vector<check::Package*>& packages_;
  const CompileOptions& options_;
  inlining::Library own_library_;
  inlining::Library& library_;
  const OnProgress& on_progress_;
  std::vector<CompiledWithEscapes> out_;
  check::Importers importers_;
  std::mutex progress_mutex_;
  size_t done_ = 0;
  tbb::task_group tasks_;
};

class Build {
 public:
  explicit Build(const BuildOptions& options) : build_(options), options_(options.engine), threads_(options.threads) {}

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
    name_apart(graph);
    std::vector<bool> named;
    std::vector<std::string> paths;
    for (const check::GraphPackage& package : graph) {
      named.push_back(std::ranges::any_of(groups, [&](const Group& group) { return is_of(group, package); }));
      paths.push_back(package.source.path);
    }
    if (!build_.package_path.empty()) {
      if (auto failure = compile_under(build_.package_path, named, graph)) return on_package(std::unexpected(std::move(*failure)));
    }
    check::Program program(sources_, *goroot, loader.context());
    auto const packages = check::check_graph(program, graph, threads_);
    CompileOptions compile{options_.goarch, threads_};
    escape::Tags tags;
    if (build_.escapes) compile.tags = &tags;
    compile.flows = build_.flows;
    absl::flat_hash_set<const check::Package*> of_patterns;
    for (size_t i = 0; i < packages.size(); ++i) {
      if (named[i]) of_patterns.insert(packages[i]);
    }
    auto const is_named = [&](const check::Package& package) { return of_patterns.contains(&package); };
    if (build_.explanation == inlining::WithExplanation::Yes) compile.explained = is_named;
    compile.flags = build_.flags;
    compile.flagged = is_named;
    if (build_.escapes) compile.walked = is_named;
    std::vector<CompiledWithEscapes> compiled = compile_checked(program, packages, compile, on_progress);
    for (size_t i = 0; i < packages.size(); ++i) {
      if (named[i]) on_package(result(program, *packages[i], paths[i], compiled[i]));
      compiled[i] = {};
    }
  }

 private:
  static bool is_of(const Group& group, const check::GraphPackage& package) {
    return package.source.folder == group.source->folder &&
           (package.source.path == group.import_path || package.source.path == group.import_path + "_test");
  }

  // Each of several programs in a folder is a package of the command line.
  void use_files_of(const Group& group, std::vector<check::GraphPackage>& graph) {
    if (group.variant != source::Variant::Plain || group.import_path != kCommandLine) return;
    auto const is_package = [&](const check::GraphPackage& package) {
      bool const path = package.source.path == group.source->import_path || package.source.path == kCommandLine;
      return path && package.source.folder == group.source->folder;
    };
    auto const is_program = [&](const check::GraphPackage& package) {
      return is_package(package) && std::ranges::is_permutation(package.source.files, group.files, {}, name_of, name_of);
    };
    if (std::ranges::any_of(graph, is_program)) return;
    auto const first = std::ranges::find_if(graph, is_package);
    if (first == graph.end()) return;
    check::GraphPackage own = *first;
    own.source.path = group.import_path;
    own.source.files = group.files;
    if (programs_.insert(group.source->folder).second) {
      *first = std::move(own);
      return;
    }
    graph.push_back(std::move(own));
  }

  // The one package that is named is taken for the one with that path.
  static std::optional<Failure> compile_under(const std::string& path, const std::vector<bool>& named,
                                              std::vector<check::GraphPackage>& graph) {
    size_t const found = std::ranges::find(named, true) - named.begin();
    if (found == named.size()) return {};
    auto const failure = [&](std::string text) { return Failure{path, "engine.package-path", std::move(text)}; };
    if (std::ranges::count(named, true) > 1) return failure("only one package can be compiled under this path");
    for (size_t i = 0; i < graph.size(); ++i) {
      if (i != found && graph[i].source.path == path) return failure("the build has another package with this path");
    }
    graph[found].source.path = path;
    return {};
  }

  // Programs named side by side are all called "command-line-arguments".
  static void name_apart(std::vector<check::GraphPackage>& graph) {
    absl::flat_hash_set<std::string> ids;
    for (size_t i = 0; i < graph.size(); ++i) {
      std::string& id = graph[i].source.id;
      if (!ids.insert(id).second) id += fmt::format("#{}", i);
    }
  }

  static std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

  CompileResult result(check::Program& program, const check::Package& package, const std::string& path, CompiledWithEscapes& compiled) {
    CompiledPackage out{path, package.folder, {}, {}, {}, package.diagnostics, {}, answers_by_file(package, compiled.explanation), {}};
    out.notices = notices_of(package.folder, program.names().text(package.name));
    out.messages.reserve(compiled.messages.size());
    for (inlining::Message& message : compiled.messages) {
      MessageLine line{message.kind, {}, 0, 0, std::move(message.text), std::move(message.brief)};
      if (!message.at.autogenerated) place(message.at.file, message.at.offset, line);
      out.messages.push_back(std::move(line));
    }
    for (escape::Line& each : compiled.escapes) {
      EscapeLine line{gc_place(each), std::move(each.text), each.detail, {}};
      if (each.about) line.about = gc_place(*each.about);
      out.escapes.push_back(std::move(line));
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

  GcPlace gc_place(const escape::Spot& spot) {
    GcPlace out{{}, 0, 0, spot.unknown};
    if (!spot.autogenerated && !spot.unknown) place(spot.file, spot.pos, out);
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

  const BuildOptions& build_;
  const Options& options_;
  unsigned threads_;
  source::SourceTable sources_;
  absl::flat_hash_map<uint32_t, source::SourceFilePtr> texts_;
  absl::flat_hash_set<std::string> programs_;  // folders of which a program has taken the package's place
};

}  // namespace

std::vector<CompiledWithEscapes> compile_checked(check::Program& program, const std::vector<check::Package*>& packages,
                                                 const CompileOptions& options, const OnProgress& on_progress) {
  return check::on_threads(options.threads, [&] { return Work(program, packages, options, on_progress).run(); });
}

void compile_packages(const BuildOptions& options, const std::vector<std::string>& patterns,
                      const std::function<void(CompileResult)>& on_package, const OnProgress& on_progress) {
  Build(options).run(patterns, on_package, on_progress);
}

}  // namespace escapement::engine
