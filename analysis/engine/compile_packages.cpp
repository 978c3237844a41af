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
#include "analysis/engine/problems.h"
#include "analysis/escape/print.h"
#include "analysis/inline/abi_wrappers.h"
#include "analysis/inline/runtime_packages.h"
#include "analysis/placement/build.h"
#include "analysis/source/goroot.h"
#include "analysis/walk/package.h"

namespace escapement::engine {

namespace {

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
        after = [&, i](const inlining::InlinedPackage& package) { decide(i, package, flags); };
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

  void decide(uint32_t i, inlining::InlinedPackage package, const ir::GcFlags& flags) {
    std::vector<std::unique_ptr<ir::Unit>> wrappers;
    if (options_.assembly && inlining::has_two_conventions(options_.goarch)) {
      wrappers = inlining::abi_wrappers(program_, *packages_[i], package, options_.assembly(*packages_[i]));
    }
    for (const auto& unit : wrappers) package.functions.push_back({unit.get(), 0});
    if (options_.graphs) {
      out_[i].graphs = escape::print_escape(program_, package, *options_.tags);
      return;
    }
    escape::Result result = escape::analyse(program_, package, *options_.tags, {options_.flows, flags});
    if (options_.reported && options_.reported(*packages_[i])) {
      out_[i].report = placement::build(program_, {*packages_[i], placement::units_of(package), result, {}},
                                        {options_.release, options_.goarch, options_.explained && options_.explained(*packages_[i])});
    }
    out_[i].escapes = std::move(result.lines);
    if (options_.walked && options_.walked(*packages_[i])) {
      std::ranges::move(walk::lines_of(program_, package, flags), std::back_inserter(out_[i].escapes));
    }
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
    std::vector<GroupResult> const groups = load(loader, patterns, tests);
    std::vector<source::PackagePtr> roots;
    for (const GroupResult& group : groups) {
      if (group && group->variant == source::Variant::Plain) roots.push_back(group->source);
    }
    source::BuildGraph const build = source::build_graph(loader, roots, tests);
    auto graph = packages_to_check(build);
    std::vector<size_t> place;  // in the graph, by group; behind its end: it has none
    for (const GroupResult& group : groups) {
      place.push_back(group ? place_of(*group, build, graph) : graph.size());
      if (place.back() < graph.size()) use_files_of(*group, graph[place.back()].source);
    }
    name_apart(graph);
    if (on_progress) on_progress(0, graph.size());  // before anything is compiled, all is checked
    std::vector<std::string> paths;
    for (const check::GraphPackage& package : graph) paths.push_back(package.source.path);
    if (!build_.package_path.empty()) {
      if (auto failure = compile_under(build_.package_path, place, graph)) return on_package(std::unexpected(std::move(*failure)));
    }
    check::Program program(sources_, *goroot, loader.context());
    auto const packages = check::check_graph(program, graph, threads_);
    Named named;
    for (size_t at : place) {
      if (at < packages.size()) named.insert(packages[at]);
    }
    escape::Tags tags;
    CompileOptions compile = options_of(std::move(named), tags, goroot->release.name);
    absl::flat_hash_map<const check::Package*, const check::GraphPackage*> graph_of;
    for (size_t i = 0; i < packages.size(); ++i) graph_of[packages[i]] = &graph[i];
    // Flows alone tell of what these make.
    if (build_.flows == escape::Flows::Told) {
      compile.assembly = [&](const check::Package& package) { return assembly_of(*graph_of.at(&package), *goroot); };
    }
    std::vector<CompiledWithEscapes> compiled = compile_checked(program, packages, compile, on_progress);
    for (size_t i = 0; i < groups.size(); ++i) {
      if (!groups[i]) {
        on_package(std::unexpected(groups[i].error()));
        continue;
      }
      if (place[i] == packages.size()) continue;
      CompiledWithEscapes& one = compiled[place[i]];
      CompileResult out = result(program, *packages[place[i]], paths[place[i]], one);
      call_as_spelled(*groups[i], *out);
      if (build_.reports) finish(loader, *groups[i], one, *out);
      on_package(std::move(out));
    }
  }

 private:
  using Named = absl::flat_hash_set<const check::Package*>;

  CompileOptions options_of(Named named, escape::Tags& tags, std::string release) const {
    CompileOptions out{options_.goarch, threads_};
    if (build_.escapes || build_.reports || build_.graphs) out.tags = &tags;
    out.graphs = build_.graphs;
    out.flows = build_.flows;
    out.release = std::move(release);
    auto const is_named = [named = std::move(named)](const check::Package& package) { return named.contains(&package); };
    if (build_.explanation == inlining::WithExplanation::Yes) out.explained = is_named;
    out.flags = build_.flags;
    out.flagged = is_named;
    if (build_.escapes) out.walked = is_named;
    if (build_.reports) out.reported = is_named;
    return out;
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

  // As the user called the file, where it is one of the group's.
  static void spell(const Group& group, std::string& path) {
    auto const as_spelled = std::ranges::find(group.files, name_of(path), name_of);
    if (as_spelled != group.files.end() && path == group.source->path_of(name_of(path))) path = *as_spelled;
  }

  // What people are told is wrong, they are told in their words.
  static void call_as_spelled(const Group& group, CompiledPackage& out) {
    for (NotAnalysedLine& each : out.not_analysed) spell(group, each.path);
    for (GcPlace& each : out.diagnostic_places) spell(group, each.path);
  }

  // What a user called the files, and what was found wrong with them before they were checked.
  void finish(source::Loader& loader, const Group& group, CompiledWithEscapes& compiled, CompiledPackage& out) {
    out.report = std::move(compiled.report);
    for (placement::ReportFile& file : out.report.files) spell(group, file.path);
    for (FileAnswers& file : out.answers.files) spell(group, file.path);
    add_problems(sources_, problems_of(loader, group), out.report);
    add_not_analysed(compiled.not_analysed, out.report);
    out.report.notices = out.notices;
  }

  static size_t place_of(const Group& group, const source::BuildGraph& build, const std::vector<check::GraphPackage>& graph) {
    size_t at = 0;
    for (const source::BuildPackage& package : build.packages) {
      if (at == graph.size() || graph[at].source.id != package.id()) continue;  // unsafe
      if (package.source == group.source && package.variant == group.variant) return at;
      ++at;
    }
    return graph.size();
  }

  // Files without a package clause are none of the package, but somebody has to say so.
  static void use_files_of(const Group& group, check::PackageSource& package) {
    package.path = group.import_path;
    if (package.files.size() == group.files.size()) return;
    package.files.clear();
    for (const std::string& file : group.files) package.files.push_back(group.source->path_of(name_of(file)));
  }

  // The one package that is named is taken for the one with that path.
  static std::optional<Failure> compile_under(const std::string& path, const std::vector<size_t>& place,
                                              std::vector<check::GraphPackage>& graph) {
    auto const failure = [&](std::string text) { return Failure{path, "engine.package-path", std::move(text)}; };
    std::vector<size_t> named = place;
    std::erase(named, graph.size());
    if (named.empty()) return {};
    if (named.size() > 1) return failure("only one package can be compiled under this path");
    for (size_t i = 0; i < graph.size(); ++i) {
      if (i != named[0] && graph[i].source.path == path) return failure("the build has another package with this path");
    }
    graph[named[0]].source.path = path;
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
    CompiledPackage out;
    out.import_path = path;
    out.folder = package.folder;
    for (const check::PackageFile& file : package.files) {
      out.diagnostics.insert(out.diagnostics.end(), file.tree->errors.begin(), file.tree->errors.end());
    }
    out.diagnostics.insert(out.diagnostics.end(), package.diagnostics.begin(), package.diagnostics.end());
    out.answers = answers_by_file(package, compiled.explanation);
    out.notices = notices_of(package.folder, program.names().text(package.name));
    out.graphs = std::move(compiled.graphs);
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
    for (const base::Diagnostic& each : out.diagnostics) {
      place(each.place.file, each.place.span.begin, out.diagnostic_places.emplace_back());
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
