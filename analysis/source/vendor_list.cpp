#include "analysis/source/vendor_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

std::vector<std::string_view> fields(std::string_view line) {
  static constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string_view> out;
  while (true) {
    size_t const begin = line.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return out;
    line.remove_prefix(begin);
    size_t const end = std::min(line.find_first_of(kBlanks), line.size());
    out.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

class VendorReader {
 public:
  explicit VendorReader(VendorList& out) : out_(out) {}

  void line(std::string_view text) {
    ++number_;
    if (text.starts_with("## ")) {
      annotations(text.substr(3));
    } else if (text.starts_with("# ")) {
      module_line(fields(text.substr(2)));
    } else if (current_ != kNone) {
      auto const words = fields(text);
      if (words.size() == 1 && !import_path_fault(words[0])) out_.module_of_package[std::string(words[0])] = current_;
    }
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  // "path version", "path version => replacement", "path => replacement".
  void module_line(const std::vector<std::string_view>& words) {
    current_ = kNone;
    if (words.size() < 2) return;
    ModuleVersion module{std::string(words[0]), ""};
    size_t arrow = 1;
    if (is_semantic_version(words[1])) {
      module.version = words[1];
      arrow = 2;
    } else if (words[1] != "=>") {
      return;
    }
    auto const known = std::ranges::find(out_.modules, module, &VendoredModule::module);
    current_ = static_cast<size_t>(known - out_.modules.begin());
    if (known == out_.modules.end()) out_.modules.push_back({module, {}, {}, false, {number_, 1}});
    if (words.size() <= arrow + 1 || words[arrow] != "=>") return;
    ModuleVersion& to = out_.modules[current_].replaced_by;
    if (words.size() == arrow + 2) to = {std::string(words[arrow + 1]), ""};
    if (words.size() == arrow + 3 && is_semantic_version(words[arrow + 2]))
      to = {std::string(words[arrow + 1]), std::string(words[arrow + 2])};
  }

  void annotations(std::string_view text) {
    if (current_ == kNone) {
      if (number_ == 1 && text.find("workspace") != std::string_view::npos) out_.for_workspace = true;
      return;
    }
    while (!text.empty()) {
      std::string_view const entry = text.substr(0, text.find(';'));
      text.remove_prefix(std::min(text.size(), entry.size() + 1));
      auto const words = fields(entry);
      if (words.size() == 1 && words[0] == "explicit") out_.modules[current_].is_explicit = true;
      if (words.size() == 2 && words[0] == "go") out_.modules[current_].go = words[1];
    }
  }

  VendorList& out_;
  uint32_t number_ = 0;
  size_t current_ = kNone;
};

std::string describe(const ModuleVersion& module) {
  return module.version.empty() ? module.path : fmt::format("{}@{}", module.path, module.version);
}

}  // namespace

const VendoredModule* VendorList::find(const ModuleVersion& module) const {
  auto const it = std::ranges::find(modules, module, &VendoredModule::module);
  return it == modules.end() ? nullptr : &*it;
}

VendorList parse_vendor_list(const std::string& path, std::string_view text) {
  VendorList out;
  out.path = path;
  VendorReader reader(out);
  while (!text.empty()) {
    std::string_view const line = text.substr(0, text.find('\n'));
    reader.line(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return out;
}

std::vector<LoadError> vendoring_errors(const VendorList& list, const std::vector<const ModFile*>& files,
                                        const ReplacementOf& replacement_of) {
  std::vector<LoadError> out;
  auto fail = [&](const std::string& path, LineColumn at, std::string text) {
    out.push_back({path, at, code::kInconsistentVendoring, std::move(text) + "; `go mod vendor` brings them together"});
  };
  for (const ModFile* const file : files) {
    for (const Requirement& requirement : file->requirements) {
      const VendoredModule* const vendored = list.find(requirement.module);
      if (vendored == nullptr || !vendored->is_explicit)
        fail(file->path, requirement.at,
             fmt::format("{} is required here, but {} does not list it as explicit", describe(requirement.module), list.path));
    }
    for (const Replacement& replacement : file->replacements) {
      const VendoredModule* const vendored = list.find(replacement.from);
      ModuleVersion const now = replacement_of(replacement.from);
      if (now.path.empty()) continue;
      if (vendored == nullptr || vendored->replaced_by != now)
        fail(file->path, replacement.at,
             fmt::format("{} is replaced by {} here, but not so in {}", describe(replacement.from), describe(now), list.path));
    }
  }
  for (const VendoredModule& vendored : list.modules) {
    auto requires_it = [&](const ModFile* file) {
      return std::ranges::find(file->requirements, vendored.module, &Requirement::module) != file->requirements.end();
    };
    if (vendored.is_explicit && std::ranges::none_of(files, requires_it))
      fail(list.path, vendored.at, fmt::format("{} is explicit here, but go.mod does not require it", describe(vendored.module)));
    if (!vendored.replaced_by.path.empty() && replacement_of(vendored.module).path.empty())
      fail(list.path, vendored.at, fmt::format("{} is replaced here, but not in go.mod", describe(vendored.module)));
  }
  return out;
}

}  // namespace escapement::source
