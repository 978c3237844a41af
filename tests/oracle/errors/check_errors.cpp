// Prints the errors of many packages. One package a line on standard input: the language version ("go1.17"; empty: the newest), then its
// files, separated by tabs. Answers with a line per error: file, line, code, text, column; then a record separator, so that a reader knows which
// packages were done when a crash ends the program.
//
//   check-errors GOROOT
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/engine/importer.h"
#include "analysis/source/versions.h"
#include "analysis/syntax/file_parser.h"

namespace {

using namespace escapement;

class ErrorPrinter {
 public:
  explicit ErrorPrinter(source::Goroot goroot) : goroot_(std::move(goroot)), loader_(sources_, goroot_, {}) {}

  void check(const std::string& language, const std::vector<std::string>& paths) {
    renew();
    std::vector<check::PackageFile> files;
    for (const std::string& path : paths) {
      auto const file = sources_.read(path);
      if (!file) {
        fmt::print("{}\t1\t{}\t{}\n", path, file.error().code, file.error().text);
        continue;
      }
      check::PackageFile entry;
      entry.source = *file;
      entry.tree = syntax::parse_file(program().names(), (*file)->id, (*file)->text);
      for (const base::Diagnostic& error : entry.tree->errors) print(error, **file);
      files.push_back(std::move(entry));
    }
    int const minor = language.empty() ? 0 : source::language_minor(language.substr(2));  // "go1.17"
    std::vector<source::SourceFilePtr> texts;
    for (const check::PackageFile& file : files) texts.push_back(file.source);
    import_as(paths[0]);
    auto const package = program().check("p", "", std::move(files), minor);
    for (const base::Diagnostic& error : package->diagnostics) {
      for (const source::SourceFilePtr& text : texts) {
        if (text->id == error.place.file) print(error, *text);
      }
    }
    fmt::print("\x1e\n");
    std::fflush(stdout);
  }

 private:
  // Imported packages are shared by many tests; the tables are begun anew before they grow large.
  void renew() {
    constexpr int kPackagesPerProgram = 400;
    if (program_ && uses_++ < kPackagesPerProgram) return;
    uses_ = 0;
    program_ = std::make_unique<check::Program>(sources_, goroot_, source::BuildContext{});
    importer_ = std::make_unique<engine::LoaderImporter>(loader_);
    program_->set_importer(std::ref(*importer_));
    program_->predeclare_assert();  // as the runner of internal/types/testdata does
  }
  check::Program& program() { return *program_; }
  void import_as(const std::string& path) {
    size_t const slash = path.rfind('/');
    importer_->set_root(loader_.package_of_files(path.substr(0, slash), {path.substr(slash + 1)}));
  }

  static void print(const base::Diagnostic& error, const source::SourceFile& file) {
    std::string text = error.text.substr(0, 300);
    for (char& c : text) {
      if (c == '\n' || c == '\t' || c == '\x1e') c = ' ';
    }
    auto const at = source::line_column(file.starts, error.place.span.begin);
    fmt::print("{}\t{}\t{}\t{}\t{}\n", file.path, at.line, error.code, text, at.column);
  }

  source::Goroot goroot_;
  source::SourceTable sources_;
  source::Loader loader_;
  std::unique_ptr<engine::LoaderImporter> importer_;
  std::unique_ptr<check::Program> program_;
  int uses_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto const goroot = source::find_goroot(argv[1]);
  if (!goroot) return 2;
  ErrorPrinter printer(*goroot);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string language;
    std::getline(words, language, '\t');
    std::vector<std::string> paths;
    for (std::string path; std::getline(words, path, '\t');) paths.push_back(path);
    printer.check(language, paths);
  }
  return 0;
}
