#include "analysis/engine/compile_packages.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>

#include <fmt/format.h>
#include <tbb/task_group.h>

#include "analysis/check/importers.h"
#include "analysis/engine/check_packages.h"
#include "analysis/engine/load.h"
#include "analysis/engine/notices.h"
#include "analysis/inline/abi_wrappers.h"
#include "analysis/source/goroot.h"

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
      inlining::AfterInlining after;
      if (options_.tags != nullptr) {
        after = [&](const inlining::InlinedPackage& package) { out_[i].escapes = escapes_of(*packages_[i], package); };
      }
      bool const out_of_line = options_.out_of_line && options_.out_of_line(*packages_[i]);
      auto const explanation = explained ? inlining::WithExplanation::Yes : inlining::WithExplanation::No;
      static_cast<inlining::Compiled&>(out_[i]) = out_of_line ? inlining::compile_out_of_line(program_, *packages_[i], library_, after)
                                                              : inlining::compile(program_, *packages_[i], library_, explanation, after);
    }
    if (on_progress_) {
      std::scoped_lock const lock(progress_mutex_);
      on_progress_(++done_, packages_.size());
    }
    for (uint32_t importer : importers_.of(i)) arrived(importer);
  }

  std::vector<escape::Line> escapes_of(const check::Package& package, inlining::InlinedPackage inlined) {
    std::vector<std::unique_ptr<ir::Unit>> wrappers;
    if (options_.assembly && inlining::has_two_conventions(options_.goarch)) {
      wrappers = inlining::abi_wrappers(program_, package, inlined, options_.assembly(package));
    }
    for (const auto& unit : wrappers) inlined.functions.push_back({unit.get(), 0});
    return escape::analyse(program_, inlined, *options_.tags, options_.flows).lines;
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
    check::Program program(sources_, *goroot, loader.context());
    auto const packages = check::check_graph(program, graph, threads_);
    std::vector<bool> named;
    for (const check::GraphPackage& package : graph) {
      named.push_back(std::ranges::any_of(groups, [&](const Group& group) { return is_of(group, package); }));
    }
    CompileOptions compile{options_.goarch, threads_};
    escape::Tags tags;
    if (build_.escapes) compile.tags = &tags;
    compile.flows = build_.flows;
    absl::flat_hash_map<const check::Package*, const check::GraphPackage*> graph_of;
    for (size_t i = 0; i < packages.size(); ++i) graph_of[packages[i]] = &graph[i];
    // Flows alone tell of what these make.
    if (build_.flows == escape::Flows::Told) {
      compile.assembly = [&](const check::Package& package) { return assembly_of(*graph_of.at(&package), *goroot); };
    }
    absl::flat_hash_set<const check::Package*> of_patterns;
    for (size_t i = 0; i < packages.size(); ++i) {
      if (named[i]) of_patterns.insert(packages[i]);
    }
    auto const is_named = [&](const check::Package& package) { return of_patterns.contains(&package); };
    if (build_.explanation == inlining::WithExplanation::Yes) compile.explained = is_named;
    if (build_.out_of_line) compile.out_of_line = is_named;
    std::vector<CompiledWithEscapes> compiled = compile_checked(program, packages, compile, on_progress);
    for (size_t i = 0; i < packages.size(); ++i) {
      if (named[i]) on_package(result(program, *packages[i], compiled[i]));
      compiled[i] = {};
    }
  }

 private:
  static bool is_of(const Group& group, const check::GraphPackage& package) {
    return package.source.folder == group.source->folder &&
           (package.source.path == group.import_path || package.source.path == group.import_path + "_test");
  }

  // As the go command calls the assembler (work/gc.go: asmArgs).
  source::AssemblySymbols assembly_of(const check::GraphPackage& package, const source::Goroot& goroot) const {
    if (package.assembly_files.empty()) return {};
    source::AssemblyPackage const assembly{package.source.path,
                                           package.source.folder,
                                           package.assembly_files,
                                           {goroot.path + "/pkg/include"},
                                           {"GOOS_" + options_.goos, "GOARCH_" + options_.goarch}};
    return source::assembly_symbols(assembly, [](const std::string& path) -> std::optional<std::string> {
      std::ifstream file(path, std::ios::binary);
      if (!file) return std::nullopt;
      return std::string(std::istreambuf_iterator<char>(file), {});
    });
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

  // Programs named side by side are all called "command-line-arguments".
  static void name_apart(std::vector<check::GraphPackage>& graph) {
    absl::flat_hash_set<std::string> ids;
    for (size_t i = 0; i < graph.size(); ++i) {
      std::string& id = graph[i].source.id;
      if (!ids.insert(id).second) id += fmt::format("#{}", i);
    }
  }

  static std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

  CompileResult result(check::Program& program, const check::Package& package, CompiledWithEscapes& compiled) {
    CompiledPackage out{
        package.path, package.folder, {}, {}, {}, package.diagnostics, {}, answers_by_file(package, compiled.explanation), {}};
    out.notices = notices_of(package.folder, program.names().text(package.name));
    out.messages.reserve(compiled.messages.size());
    for (inlining::Message& message : compiled.messages) {
      MessageLine line{message.kind, {}, 0, 0, std::move(message.text), std::move(message.brief)};
      if (!message.at.autogenerated) place(message.at.file, message.at.offset, line);
      out.messages.push_back(std::move(line));
    }
    for (escape::Line& each : compiled.escapes) {
      EscapeLine line{gc_place(each), std::move(each.text), each.detail, each.nowhere, {}};
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
