#include "analysis/engine/trees.h"

#include <iterator>

namespace escapement::engine {

TreePtr Trees::of(const source::SourceFile& file) {
  Entry& entry = entries_[file.path];
  if (entry.tree) {
    if (entry.parser && !entry.edits.empty()) return reparse(entry, file);
    const std::string& before = entry.parser ? entry.parser->text() : entry.text;
    if (before == file.text) {
      ++counts_.files_reused;
      return entry.tree;
    }
  }
  return parse(entry, file);
}

TreePtr Trees::parse(Entry& entry, const source::SourceFile& file) {
  ++counts_.files_parsed;
  entry.edits.clear();
  if (!entry.open) {
    entry.tree = file_parser_.parse(file.id, file.text);
    entry.text = file.text;
    counts_.declarations += entry.tree->decls.size();
    return entry.tree;
  }
  if (!entry.parser) entry.parser = std::make_unique<syntax::Parser>(names_, file.id);
  entry.tree = entry.parser->parse(file.text);
  entry.text.clear();
  count(entry.parser->stats());
  return entry.tree;
}

TreePtr Trees::reparse(Entry& entry, const source::SourceFile& file) {
  entry.tree = entry.parser->edit(entry.edits);
  entry.edits.clear();
  if (entry.parser->text() != file.text) {
    ++counts_.parse_fallbacks;
    return parse(entry, file);
  }
  ++counts_.files_reparsed;
  count(entry.parser->stats());
  return entry.tree;
}

void Trees::count(const syntax::ParseStats& stats) {
  counts_.declarations += stats.declarations;
  counts_.declarations_reused += stats.reused;
}

void Trees::change(const std::string& path, const TextChange& change) {
  if (!change.text) {
    entries_.erase(path);
    return;
  }
  Entry& entry = entries_[path];
  entry.open = true;
  if (change.edits.empty()) entry.edits.clear();
  if (entry.parser) entry.edits.insert(entry.edits.end(), change.edits.begin(), change.edits.end());
}

}  // namespace escapement::engine
