#include "analysis/source/embed.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

// Offset behind a character class that begins at pattern[0] == '['; 0 if malformed. Says whether `c` belongs to it.
size_t take_class(std::string_view pattern, char c, bool& belongs) {
  size_t at = 1;
  bool const negated = at < pattern.size() && pattern[at] == '^';
  if (negated) ++at;
  auto take_char = [&](char& out) {
    if (at >= pattern.size() || pattern[at] == '-' || pattern[at] == ']') return false;
    if (pattern[at] == '\\' && ++at >= pattern.size()) return false;
    out = pattern[at++];
    return true;
  };
  bool found = false;
  for (bool first = true; first || at >= pattern.size() || pattern[at] != ']'; first = false) {
    char low = 0;
    if (!take_char(low)) return 0;
    char high = low;
    if (at < pattern.size() && pattern[at] == '-') {
      ++at;
      if (!take_char(high)) return 0;
    }
    found = found || (low <= c && c <= high);
  }
  belongs = found != negated;
  return at + 1;
}

// One step of the pattern that is not a star: how far it reaches, and whether it matches `c`. 0: malformed.
size_t take_step(std::string_view pattern, char c, bool& matches) {
  switch (pattern[0]) {
    case '[': {
      size_t const length = take_class(pattern, c, matches);
      matches = matches && c != '/';
      return length;
    }
    case '?': matches = c != '/'; return 1;
    case '\\':
      if (pattern.size() < 2) return 0;
      matches = pattern[1] == c;
      return 2;
    default: matches = pattern[0] == c; return 1;
  }
}

bool well_formed(std::string_view pattern) {
  while (!pattern.empty()) {
    bool ignored = false;
    size_t const length = take_step(pattern, 'x', ignored);
    if (length == 0) return false;
    pattern.remove_prefix(length);
  }
  return true;
}

bool valid_pattern(std::string_view pattern) {
  if (pattern.empty() || pattern == "." || pattern.front() == '/' || pattern.back() == '/') return false;
  while (true) {
    size_t const slash = pattern.find('/');
    std::string_view const element = pattern.substr(0, slash);
    if (element.empty() || element == "." || element == "..") return false;
    if (slash == std::string_view::npos) return true;
    pattern.remove_prefix(slash + 1);
  }
}

class Embedder {
 public:
  Embedder(FileView& files, const std::string& root, bool hidden_too) : files_(files), root_(root), hidden_too_(hidden_too) {}

  std::expected<std::vector<std::string>, std::string> run(std::string_view glob) {
    match("", glob);
    if (!error_.empty()) return std::unexpected(std::move(error_));
    if (out_.empty()) return std::unexpected(std::string("no file matches"));
    std::ranges::sort(out_);
    out_.erase(std::ranges::unique(out_).begin(), out_.end());
    return std::move(out_);
  }

 private:
  // Matches the pattern's first element against the entries of a folder below the root, the rest below these.
  void match(const std::string& below, std::string_view glob) {
    size_t const slash = glob.find('/');
    std::string_view const element = glob.substr(0, slash);
    for (const FolderEntry& entry : files_.folder(join_path(root_, below))->entries) {
      if (!error_.empty() || !glob_matches(element, entry.name).value_or(false)) continue;
      std::string const path = join_path(below, entry.name);
      if (slash == std::string_view::npos) {
        take(path, entry);
      } else if (entry.kind == EntryKind::Folder) {
        if (!enter(path, entry.name)) return;
        match(path, glob.substr(slash + 1));
      } else if (entry.kind == EntryKind::LinkToFolder) {
        error_ = fmt::format("{} is a link, not a folder", path);
      }
    }
  }

  bool enter(const std::string& path, const std::string& name) {
    if (!is_good_file_name(name)) error_ = fmt::format("{} has a name that cannot be part of a module", path);
    if (files_.folder(join_path(root_, path))->find("go.mod") != nullptr) error_ = fmt::format("{} is in another module", path);
    return error_.empty();
  }

  void take(const std::string& path, const FolderEntry& entry) {
    if (entry.kind == EntryKind::Folder) {
      if (!enter(path, entry.name)) return;
      size_t const before = out_.size();
      walk(path);
      if (error_.empty() && out_.size() == before) error_ = fmt::format("folder {} holds no file that can be embedded", path);
    } else if (entry.kind != EntryKind::File) {
      error_ = fmt::format("{} is no regular file", path);
    } else if (!is_good_file_name(entry.name)) {
      error_ = fmt::format("{} has a name that cannot be part of a module", path);
    } else {
      out_.push_back(path);
    }
  }

  void walk(const std::string& below) {
    for (const FolderEntry& entry : files_.folder(join_path(root_, below))->entries) {
      bool const hidden = entry.name.front() == '.' || entry.name.front() == '_';
      std::string const path = join_path(below, entry.name);
      bool const folder = entry.kind == EntryKind::Folder;
      if ((hidden && !hidden_too_) || (hidden && !is_good_file_name(entry.name))) continue;
      if (!is_good_file_name(entry.name)) {
        if (!folder) error_ = fmt::format("{} has a name that cannot be part of a module", path);
        continue;
      }
      if (folder) {
        if (files_.folder(join_path(root_, path))->find("go.mod") == nullptr) walk(path);
      } else if (entry.kind == EntryKind::File) {
        out_.push_back(path);
      }
    }
  }

  FileView& files_;
  const std::string& root_;
  bool hidden_too_;
  std::vector<std::string> out_;
  std::string error_;
};

}  // namespace

std::optional<bool> glob_matches(std::string_view pattern, std::string_view name) {
  if (!well_formed(pattern)) return std::nullopt;
  size_t p = 0, n = 0;
  size_t star = std::string_view::npos, retry = 0;
  while (n < name.size() || p < pattern.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      retry = n;
      continue;
    }
    if (p < pattern.size() && n < name.size()) {
      bool matches = false;
      size_t const length = take_step(pattern.substr(p), name[n], matches);
      if (matches) {
        p += length;
        ++n;
        continue;
      }
    }
    if (star == std::string_view::npos || retry >= name.size() || name[retry] == '/') return false;
    n = ++retry;
    p = star;
  }
  return true;
}

std::expected<std::vector<std::string>, std::string> embedded_files(FileView& files, const std::string& folder, std::string_view pattern) {
  bool const all = pattern.starts_with("all:");
  if (all) pattern.remove_prefix(4);
  if (!well_formed(pattern) || !valid_pattern(pattern)) return std::unexpected(std::string("the pattern is malformed"));
  return Embedder(files, folder, all).run(pattern);
}

}  // namespace escapement::source
