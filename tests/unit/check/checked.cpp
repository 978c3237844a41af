#include "checked.h"

#include <fmt/format.h>

#include "analysis/constant/value.h"
#include "analysis/syntax/file_parser.h"

namespace escapement::check {

Checked::Checked(const std::string& text) {
  sources_.overlay(path_, "package p\n" + text);
  program_ = std::make_unique<Program>(sources_, source::Goroot{"/nowhere", {}}, source::BuildContext());
  auto const file = sources_.read(path_);
  std::vector<PackageFile> files;
  files.push_back({*file, syntax::parse_file(program_->names(), (*file)->id, (*file)->text), {}, {}});
  package_ = program_->check("p", "/p", std::move(files));
}

std::string Checked::type(const std::string& expression) {
  for (const PackageDecl& decl : package_->decls) {
    for (uint32_t i = 1; i < decl.tree->node_limit(); ++i) {
      NodeId const id(i);
      if (decl.tree->text(id) != expression || decl.info.mode(id) == Mode::Invalid || !decl.info.type(id)) continue;
      std::string out = types::type_string(program_->types(), decl.info.type(id), package_->id, types::TypeStyle::GoTypes);
      if (const constant::Value* value = decl.info.value(id)) out += " = " + constant::exact_text(*value);
      return out;
    }
  }
  return "?";
}

std::vector<std::string> Checked::errors(bool warnings) const {
  std::vector<std::string> out;
  auto const file = const_cast<source::SourceTable&>(sources_).read(path_);
  for (const base::Diagnostic& d : package_->diagnostics) {
    if (d.severity != base::Severity::Error && !warnings) continue;
    // The first line is the package clause.
    uint32_t const line = source::line_column((*file)->starts, d.place.span.begin).line - 1;
    out.push_back(fmt::format("{}: {}", line, d.code));
  }
  return out;
}

std::vector<std::string> Checked::init_order() {
  std::vector<std::string> out;
  for (const Initializer& each : package_->init_order) {
    std::string names;
    for (ObjectId id : each.variables) {
      names += (names.empty() ? "" : ", ") + std::string(program_->names().text(program_->types().object(id).name));
    }
    out.push_back(names);
  }
  return out;
}

}  // namespace escapement::check
