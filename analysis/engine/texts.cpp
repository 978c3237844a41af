#include "analysis/engine/texts.h"

#include <iterator>
#include <utility>

namespace escapement::engine {

namespace {
// More edits than this at once are parsed as a new text.
constexpr size_t kMostEdits = 256;
}  // namespace

void Texts::open(const std::string& path, std::string text) {
  auto shared = std::make_shared<const std::string>(std::move(text));
  std::scoped_lock const lock(mutex_);
  open_[path] = shared;
  pending_[path] = {std::move(shared), {}};
  ++version_;
}

bool Texts::change(const std::string& path, std::vector<syntax::Edit> edits) {
  std::scoped_lock const lock(mutex_);
  auto const found = open_.find(path);
  if (found == open_.end()) return false;
  std::string text = *found->second;
  for (const syntax::Edit& edit : edits) {
    if (edit.begin > edit.end || edit.end > text.size()) return false;
    text.replace(edit.begin, edit.end - edit.begin, edit.replacement);
  }
  auto shared = std::make_shared<const std::string>(std::move(text));
  found->second = shared;
  ++version_;
  auto const [pending, first] = pending_.try_emplace(path);
  bool const whole = !first && pending->second.edits.empty();
  pending->second.text = std::move(shared);
  if (whole) return true;
  auto& all = pending->second.edits;
  if (all.size() + edits.size() > kMostEdits) {
    all.clear();
  } else {
    all.insert(all.end(), std::make_move_iterator(edits.begin()), std::make_move_iterator(edits.end()));
  }
  return true;
}

void Texts::close(const std::string& path) {
  std::scoped_lock const lock(mutex_);
  if (open_.erase(path) == 0) return;
  pending_[path] = {};
  ++version_;
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

uint64_t Texts::version() const {
  std::scoped_lock const lock(mutex_);
  return version_;
}

TextChanges Texts::take() {
  std::scoped_lock const lock(mutex_);
  return {version_, std::exchange(pending_, {})};
}

}  // namespace escapement::engine
