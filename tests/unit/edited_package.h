// A Go package of one file whose text changes inside bodies, for tests of what is kept up to edits.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/syntax/parser.h"

namespace escapement::test {

class EditedPackage {
 public:
  explicit EditedPackage(const std::string& text) : program_(sources_, source::Goroot{}, source::BuildContext{}) {
    sources_.overlay("/test/p.go", text);
    auto const file = *sources_.read("/test/p.go");
    parser_ = std::make_unique<syntax::Parser>(program_.names(), file->id);
    package_ = program_.check("p", "/test", {{file, parser_->parse(text), {}, {}}});
  }

  check::Program& program() { return program_; }
  check::Package& package() { return *package_; }

  // The declarations whose bodies are others now. Throws std::runtime_error where more than bodies changed.
  std::vector<uint32_t> edit(const std::string& text) {
    std::vector<std::string> before;
    for (const check::PackageDecl& decl : package_->decls) before.emplace_back(decl.tree->text());
    sources_.overlay("/test/p.go", text);
    auto const tree = parser_->parse(text);
    if (!program_.update_bodies(*package_, {{*sources_.read("/test/p.go"), tree, {}, {}}})) throw std::runtime_error("more than bodies");
    std::vector<uint32_t> changed;
    for (uint32_t i = 0; i < before.size(); ++i) {
      if (package_->decls[i].tree->text() != before[i]) changed.push_back(i);
    }
    return changed;
  }

 private:
  source::SourceTable sources_;
  check::Program program_;
  std::unique_ptr<syntax::Parser> parser_;
  std::unique_ptr<check::Package> package_;
};

}  // namespace escapement::test
