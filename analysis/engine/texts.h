// The texts that editors have open. Everything here is short and behind one lock of its own, so that an edit never waits for an analysis.
// Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/syntax/parser.h"

namespace escapement::engine {

using TextPtr = std::shared_ptr<const std::string>;

// What happened to one document. With `edits` they lead from the text that was taken before to `text`, one after the other; without,
// the text is new as a whole. No text: the document is closed, and the disk's file counts again.
struct TextChange {
  TextPtr text;
  std::vector<syntax::Edit> edits;
};

class Texts {
 public:
  void open(const std::string& path, std::string text);
  // Applies the edits in order. False, and nothing changed, if the document is not open or one of them is out of range.
  bool change(const std::string& path, const std::vector<syntax::Edit>& edits);
  void close(const std::string& path);
  // Null: not open.
  TextPtr text(const std::string& path) const;
  // Those that are open, by path.
  std::map<std::string, TextPtr> all() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, TextPtr> open_;
};

}  // namespace escapement::engine
