#include "analysis/engine/texts.h"

namespace escapement::engine {

void Texts::open(const std::string& path, std::string text) {
  auto shared = std::make_shared<const std::string>(std::move(text));
  std::scoped_lock const lock(mutex_);
  open_[path] = std::move(shared);
}

bool Texts::change(const std::string& path, const std::vector<syntax::Edit>& edits) {
  std::scoped_lock const lock(mutex_);
  auto const found = open_.find(path);
  if (found == open_.end()) return false;
  std::string text = *found->second;
  for (const syntax::Edit& edit : edits) {
    if (edit.begin > edit.end || edit.end > text.size()) return false;
    text.replace(edit.begin, edit.end - edit.begin, edit.replacement);
  }
  found->second = std::make_shared<const std::string>(std::move(text));
  return true;
}

void Texts::close(const std::string& path) {
  std::scoped_lock const lock(mutex_);
  open_.erase(path);
}

TextPtr Texts::text(const std::string& path) const {
  std::scoped_lock const lock(mutex_);
  auto const found = open_.find(path);
  return found == open_.end() ? nullptr : found->second;
}

std::map<std::string, TextPtr> Texts::all() const {
  std::scoped_lock const lock(mutex_);
  return open_;
}

}  // namespace escapement::engine
