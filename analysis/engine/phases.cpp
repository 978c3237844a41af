#include "analysis/engine/phases.h"

#include <thread>

#include <fmt/format.h>

#include "analysis/check/dump.h"
#include "analysis/engine/compile_packages.h"
#include "analysis/engine/importer.h"
#include "analysis/engine/load.h"
#include "analysis/ir/print_tree.h"
#include "analysis/placement/print.h"
#include "analysis/source/goroot.h"
#include "analysis/syntax/file_parser.h"
#include "analysis/syntax/parser.h"
#include "analysis/syntax/print.h"

namespace escapement::engine {

namespace {

constexpr std::string_view kNames[] = {"cst", "ast", "types", "ir", "inlined", "escape", "placement"};
static_assert(std::size(kNames) == static_cast<size_t>(Phase::Placement) + 1);

using Files = std::vector<source::SourceFilePtr>;

class PhasePrinter {
 public:
  PhasePrinter(const Options& options, Phase phase) : options_(options), phase_(phase), goroot_(source::find_goroot(options.goroot)) {
    context_.goos = options.goos;
    context_.goarch = options.goarch;
    context_.tags = options.tags;
    loader_ = std::make_unique<source::Loader>(sources_, goroot_ ? *goroot_ : source::Goroot(), context_);
    context_ = loader_->context();
  }

  std::vector<PhaseResult> print(const std::vector<std::string>& patterns) {
    std::vector<PhaseResult> out;
    for (const GroupResult& group : load(*loader_, patterns, options_.tests ? source::Tests::Include : source::Tests::Leave)) {
      out.push_back(group ? print(*group) : PhaseResult(std::unexpected(group.error())));
    }
    return out;
  }

 private:
  PhaseResult print(const Group& group) {
    Files files;
    for (const std::string& path : group.files) {
      auto const file = sources_.read(path);
      if (!file) return std::unexpected(Failure{path, std::string(file.error().code), file.error().text});
      files.push_back(*file);
    }
    return phase_ <= Phase::Ast ? print_syntax(files) : print_analysis(group, files);
  }

  PhaseResult print_syntax(const Files& files) const {
    base::NameTable names;
    std::string out;
    for (const source::SourceFilePtr& file : files) {
      syntax::Parser parser(names, file->id);
      auto const tree = parser.parse(file->text);
      out += fmt::format("# {}\n", file->path);
      out += phase_ == Phase::Cst ? syntax::print_cst(parser.tree(), file->text) : syntax::print_ast(*tree, names);
    }
    return out;
  }

  PhaseResult print_analysis(const Group& group, const Files& sources) {
    if (!goroot_) return std::unexpected(Failure{group.folder, "source.no-goroot", goroot_.error()});
    check::Program program(sources_, *goroot_, context_);
    std::vector<check::PackageFile> files;
    for (const source::SourceFilePtr& file : sources) {
      files.push_back({file, syntax::parse_file(program.names(), file->id, file->text), {}, {}});
    }
    LoaderImporter importer(*loader_);
    importer.set_root(group.source, group.variant);
    program.set_importer(std::ref(importer));
    auto const package = program.check(group.import_path, group.folder, std::move(files), group.source->language_minor);
    return print_checked(program, *package);
  }

  std::string print_checked(check::Program& program, check::Package& package) const {
    if (phase_ == Phase::Types) return check::print_types(program, package);
    return ir::print_ir(program, ir::lower(program, package));
  }

  const Options& options_;
  Phase phase_;
  source::SourceTable sources_;
  source::BuildContext context_;
  std::unique_ptr<source::Loader> loader_;
  std::expected<source::Goroot, std::string> goroot_;
};

}  // namespace

std::vector<std::string> phase_names() { return {std::begin(kNames), std::end(kNames)}; }

std::optional<Phase> phase_of(std::string_view name) {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<Phase>(i);
  }
  return std::nullopt;
}

namespace {

std::string print_messages(const CompiledPackage& package) {
  std::string out;
  for (const MessageLine& each : package.messages) {
    if (!each.path.empty()) out += fmt::format("{}:{}:{}: {}\n", each.path, each.line, each.column, each.text);
  }
  return out;
}

// What packages were compiled to: with all that they import.
std::vector<PhaseResult> print_compiled(const Options& options, const std::vector<std::string>& patterns, Phase phase) {
  BuildOptions build{options, std::thread::hardware_concurrency()};
  build.reports = phase == Phase::Placement;
  build.graphs = phase == Phase::Escape;
  std::vector<PhaseResult> out;
  compile_packages(build, patterns, [&](const CompileResult& result) {
    if (!result) {
      out.push_back(std::unexpected(result.error()));
    } else if (phase == Phase::Placement) {
      out.push_back(placement::print(result->report));
    } else {
      out.push_back(phase == Phase::Escape ? result->graphs : print_messages(*result));
    }
  });
  return out;
}

}  // namespace

std::vector<PhaseResult> print_phase(const Options& options, const std::vector<std::string>& patterns, Phase phase) {
  if (phase >= Phase::Inlined) return print_compiled(options, patterns, phase);
  return PhasePrinter(options, phase).print(patterns);
}

}  // namespace escapement::engine
