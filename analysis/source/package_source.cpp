#include "analysis/source/package_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/source/embed.h"
#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

enum class Extension : uint8_t { None, Go, Assembly, CgoAssembly, Header, Object, Other };

Extension extension_of(std::string_view name) {
  struct Known {
    std::string_view suffix;
    Extension kind;
  };
  static constexpr std::array<Known, 20> kKnown = {{
      {".go", Extension::Go},       {".s", Extension::Assembly}, {".S", Extension::CgoAssembly}, {".sx", Extension::CgoAssembly},
      {".h", Extension::Header},    {".hh", Extension::Header},  {".hpp", Extension::Header},    {".hxx", Extension::Header},
      {".syso", Extension::Object}, {".c", Extension::Other},    {".cc", Extension::Other},      {".cpp", Extension::Other},
      {".cxx", Extension::Other},   {".m", Extension::Other},    {".f", Extension::Other},       {".F", Extension::Other},
      {".for", Extension::Other},   {".f90", Extension::Other},  {".swig", Extension::Other},    {".swigcxx", Extension::Other},
  }};
  size_t const dot = name.rfind('.');
  if (dot == std::string_view::npos) return Extension::None;
  auto const it = std::ranges::find(kKnown, name.substr(dot), &Known::suffix);
  return it == kKnown.end() ? Extension::None : it->kind;
}

class PackageReader {
 public:
  PackageReader(FileView& files, const BuildContext& context, const PackageIdentity& identity)
      : files_(files), context_(context), out_(std::make_shared<PackageSource>()) {
    out_->import_path = identity.import_path;
    out_->folder = identity.folder;
    out_->standard = identity.standard;
    out_->workspace = identity.workspace;
    out_->module = identity.module;
    out_->language_minor = identity.language_minor;
  }

  PackagePtr read_folder() {
    FolderPtr const folder = files_.folder(out_->folder);
    if (!folder->exists) {
      fail(out_->folder, {}, code::kNotFound, "no such folder");
      return out_;
    }
    for (const FolderEntry& entry : folder->entries) {
      bool const hidden = entry.name.front() == '_' || entry.name.front() == '.';
      if (hidden || entry.kind == EntryKind::Folder || entry.kind == EntryKind::LinkToFolder) continue;
      if (entry.kind == EntryKind::Other) {
        not_regular(entry.name);
      } else {
        take(entry.name);
      }
    }
    finish();
    return out_;
  }

  PackagePtr read_files(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (GoHeaderPtr const header = header_of(name)) go_file(name, header);
    }
    finish();
    return out_;
  }

 private:
  void fail(std::string path, LineColumn at, std::string_view code, std::string text) {
    out_->errors.push_back({std::move(path), at, code, std::move(text)});
  }

  void not_regular(const std::string& name) {
    if (!name.ends_with(".go")) return;
    fail(out_->path_of(name), {}, code::kNotRegular, "this file is left out: this is a pipe or a device, not a regular file");
    out_->invalid_files.push_back(name);
  }

  void take(const std::string& name) {
    Extension const extension = extension_of(name);
    if (extension == Extension::None) return;
    if (!file_name_fits(name, context_)) {
      leave_out(name, extension);
    } else if (extension == Extension::Object) {
      out_->object_files.push_back(name);
    } else if (GoHeaderPtr const header = header_of(name)) {
      if (header->constraint.error && extension == Extension::Go) {
        bad_constraint(name, *header->constraint.error);
      } else if (!header->constraint.holds(context_)) {
        leave_out(name, extension);
      } else if (extension == Extension::Go) {
        go_file(name, header);
      } else {
        other_file(name, extension);
      }
    }
  }

  GoHeaderPtr header_of(const std::string& name) {
    auto header = files_.header(out_->path_of(name));
    if (header) return *header;
    fail(header.error().path, {}, header.error().code == code::kNotFound ? code::kNotFound : code::kUnreadable,
         fmt::format("this file is left out: {}", header.error().text));
    if (name.ends_with(".go")) out_->invalid_files.push_back(name);
    return nullptr;
  }

  void bad_constraint(const std::string& name, const ConstraintError& error) {
    std::string const path = out_->path_of(name);
    LineColumn at;
    if (auto const text = files_.text(path)) at = line_column(line_starts(*text), static_cast<uint32_t>(error.offset));
    fail(path, at, code::kBadConstraint, fmt::format("the build constraint cannot be understood: {}; the file is left out", error.text));
    out_->invalid_files.push_back(name);
  }

  void leave_out(const std::string& name, Extension extension) {
    (extension == Extension::Go ? out_->ignored_files : out_->ignored_other_files).push_back(name);
  }

  void other_file(const std::string& name, Extension extension) {
    switch (extension) {
      case Extension::Assembly: out_->assembly_files.push_back(name); break;
      case Extension::Header: out_->header_files.push_back(name); break;
      // With cgo off, gcc does not run, and the Go assembler takes ".s" only.
      case Extension::CgoAssembly: out_->ignored_other_files.push_back(name); break;
      default: out_->other_files.push_back(name); break;
    }
  }

  void go_file(const std::string& name, const GoHeaderPtr& header) {
    if (header->package.empty()) {
      fail(out_->path_of(name), {1, 1}, code::kNoPackageClause, "no package clause: the file is left out");
      out_->invalid_files.push_back(name);
      return;
    }
    if (header->package == "documentation") {
      out_->ignored_files.push_back(name);
      return;
    }
    std::string_view package = header->package;
    bool const test = is_test_file(name);
    bool const external = test && package.ends_with("_test") && package != out_->name;
    if (external) package.remove_suffix(5);
    if (out_->name.empty()) {
      out_->name = package;
      first_file_ = name;
    }
    GoFile file{name, header, file_language_minor(header->constraint, out_->language_minor)};
    if (package != out_->name) {
      fail(out_->path_of(name), header->package_at, code::kSeveralPackages,
           fmt::format("package {} here, but package {} in {}: a folder holds one package", header->package, out_->name, first_file_));
      out_->stray_files.push_back(std::move(file));
    } else if (header->imports_path("C")) {
      cgo_file(name, *header, test);
    } else {
      (external ? out_->external_test_files : test ? out_->test_files : out_->go_files).push_back(std::move(file));
    }
  }

  void cgo_file(const std::string& name, const GoHeader& header, bool test) {
    auto const spec = std::ranges::find(header.imports, "C", &ImportSpec::path);
    fail(out_->path_of(name), spec->at, code::kUsesCgo,
         test ? "a test cannot use cgo: the file is left out"
              : "this file uses cgo and is left out: packages are analysed by the rules of CGO_ENABLED=0");
    out_->cgo_files.push_back(name);
    out_->ignored_files.push_back(name);
  }

  void finish() {
    out_->embedded_files = embedded(out_->go_files);
    out_->test_embedded_files = embedded(out_->test_files);
    out_->external_test_embedded_files = embedded(out_->external_test_files);
    std::ranges::sort(out_->ignored_other_files);
    std::ranges::sort(out_->ignored_files);
    if (out_->has_files()) return;
    size_t const left_out = out_->ignored_files.size();
    fail(out_->folder, {}, code::kNoGoFiles,
         left_out == 0 ? std::string("no Go files in this folder")
                       : fmt::format("build constraints leave out all {} Go files of this folder for {}/{}", left_out, context_.goos,
                                     context_.goarch));
  }

  std::vector<std::string> embedded(const std::vector<GoFile>& files) {
    std::vector<std::string> all;
    for (const GoFile& file : files) {
      for (const EmbedPattern& pattern : file.header->embeds) {
        auto matched = embedded_files(files_, out_->folder, pattern.pattern);
        if (matched) {
          std::ranges::move(*matched, std::back_inserter(all));
        } else {
          fail(out_->path_of(file.name), pattern.at, code::kBadEmbed, fmt::format("//go:embed {}: {}", pattern.pattern, matched.error()));
        }
      }
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
  }

  FileView& files_;
  const BuildContext& context_;
  std::shared_ptr<PackageSource> out_;
  std::string first_file_;
};

}  // namespace

std::string PackageSource::path_of(std::string_view file) const { return join_path(folder, file); }

std::vector<std::string> imported_paths(const std::vector<GoFile>& files) {
  std::vector<std::string> out;
  for (const GoFile& file : files) {
    for (const ImportSpec& spec : file.header->imports) out.push_back(spec.path);
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

PackagePtr read_package(FileView& files, const BuildContext& context, const PackageIdentity& identity,
                        const std::vector<std::string>* only) {
  PackageReader reader(files, context, identity);
  return only == nullptr ? reader.read_folder() : reader.read_files(*only);
}

}  // namespace escapement::source
