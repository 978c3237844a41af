// What benchmarks of edits in net/http share.
#pragma once

#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>

#include "analysis/check/program.h"
#include "analysis/syntax/parser.h"
#include "tests/bench/edits.h"

namespace escapement::bench {

// Of this thread: another process on the machine does not count.
inline std::chrono::nanoseconds thread_time() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

// net/http with a parser for its server.go, in which letters come and go.
class Edited {
 public:
  Edited(check::Program& program, source::SourceTable& sources, const std::vector<check::Package*>& packages)
      : program_(program), sources_(sources), package_(**std::ranges::find(packages, "net/http", &check::Package::path)) {
    server_ =
        std::ranges::find_if(package_.files, [](const auto& f) { return f.source->path.ends_with("/server.go"); }) - package_.files.begin();
    const source::SourceFile& file = *package_.files[static_cast<size_t>(server_)].source;
    path_ = file.path;
    parser_ = std::make_unique<syntax::Parser>(program.names(), file.id);
    files_ = package_.files;
    tree_ = parser_->parse(file.text);
    this->file().tree = tree_;
  }

  check::Package& package() { return package_; }

  // The declarations that the edit changed.
  std::vector<uint32_t> edit(const syntax::Edit& edit) {
    std::vector<const syntax::DeclTree*> before;
    for (const check::PackageDecl& decl : package_.decls) before.push_back(decl.tree);
    // What is replaced lives until it has been compared.
    std::vector<std::shared_ptr<const syntax::FileTree>> older;
    for (const check::PackageFile& each : package_.files) older.push_back(each.tree);
    file().tree = tree_ = parser_->edit({&edit, 1});
    sources_.overlay(path_, parser_->text());
    file().source = *sources_.read(path_);
    if (!program_.update_bodies(package_, files_)) throw std::runtime_error("more than a body changed");
    std::vector<uint32_t> out;
    for (uint32_t i = 0; i < before.size(); ++i) {
      const syntax::DeclTree* const now = package_.decls[i].tree;
      if (now != before[i] && now->text() != before[i]->text()) out.push_back(i);
    }
    return out;
  }

  // Calls the visit after each of so many edits, each a letter in or out again, with the declarations that it changed.
  void edit_at_random(int count, const std::function<void(std::span<const uint32_t>)>& visit) {
    std::vector<uint32_t> const at = places_in_bodies(*tree_, parser_->text());
    constexpr uint32_t kSeed = 26;
    std::mt19937 random(kSeed);
    for (int i = 0; i < count; ++i) {
      uint32_t const place = at[random() % at.size()];
      for (syntax::Edit const& each : {syntax::Edit{place, place, "x"}, syntax::Edit{place, place + 1, ""}}) visit(edit(each));
    }
  }

 private:
  check::PackageFile& file() { return files_[static_cast<size_t>(server_)]; }

  check::Program& program_;
  source::SourceTable& sources_;
  check::Package& package_;
  std::ptrdiff_t server_ = 0;
  std::string path_;
  std::unique_ptr<syntax::Parser> parser_;
  std::vector<check::PackageFile> files_;
  std::shared_ptr<const syntax::FileTree> tree_;
};

}  // namespace escapement::bench
