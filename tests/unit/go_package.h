// A Go package of one file, given as text, for tests of the layers behind the checker.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "analysis/check/program.h"
#include "analysis/inline/inline.h"
#include "analysis/ir/ir.h"
#include "analysis/syntax/file_parser.h"

namespace escapement::test {

class GoPackage {
 public:
  enum class Errors : uint8_t { Refused, Welcome };

  // `header` stands before the package clause: a build constraint.
  explicit GoPackage(std::string text, const std::string& header = "", Errors errors = Errors::Refused)
      : program_(sources_, source::Goroot{}, source::BuildContext{}) {
    sources_.overlay("/test/p.go", header + "package p\n\n" + std::move(text));
    auto const file = sources_.read("/test/p.go");
    if (!file) throw std::runtime_error(file.error().text);
    std::vector<check::PackageFile> files;
    files.push_back({*file, syntax::parse_file(program_.names(), (*file)->id, (*file)->text), {}, {}});
    package_ = program_.check("p", "/test", std::move(files));
    if (errors == Errors::Welcome) return;
    for (const base::Diagnostic& d : package_->diagnostics) throw std::runtime_error(d.text);
  }

  check::Program& program() { return program_; }
  check::Package& package() { return *package_; }
  ir::Bodies lowered() { return ir::lower(program_, *package_); }
  // As escape analysis gets them.
  ir::Bodies bodies() {
    ir::Bodies out = lowered();
    inlining::run(program_, out);
    return out;
  }

 private:
  source::SourceTable sources_;
  check::Program program_;
  std::unique_ptr<check::Package> package_;
};

}  // namespace escapement::test
