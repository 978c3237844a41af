// A package of one file, checked; its facts by the text of expressions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/check/program.h"

namespace escapement::check {

class Checked {
 public:
  // `text` follows "package p".
  explicit Checked(const std::string& text);

  // Type of the first expression with this text, with " = value" if it is constant; "?" if there is none.
  std::string type(const std::string& expression);
  // "line: code" of every hard error and, if asked for, warning.
  std::vector<std::string> errors(bool warnings = false) const;
  std::vector<std::string> init_order();
  Package& package() { return *package_; }

 private:
  source::SourceTable sources_;
  std::string path_ = "/p/p.go";
  std::unique_ptr<Program> program_;
  std::unique_ptr<Package> package_;
};

}  // namespace escapement::check
