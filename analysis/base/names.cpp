#include "analysis/base/names.h"

#include <cstring>

namespace escapement::base {

namespace {
constexpr size_t kBlockSize = size_t{64} << 10;
}

NameTable::NameTable() {
  texts_.append();  // id 0 is none
}

NameId NameTable::intern(std::string_view text) {
  {
    std::shared_lock lock(mutex_);
    if (auto it = ids_.find(text); it != ids_.end()) return it->second;
  }
  std::unique_lock lock(mutex_);
  if (auto it = ids_.find(text); it != ids_.end()) return it->second;
  std::string_view const kept = store(text);
  NameId const id(texts_.append(kept));
  ids_.emplace(kept, id);
  return id;
}

NameId NameTable::find(std::string_view text) const {
  std::shared_lock lock(mutex_);
  auto it = ids_.find(text);
  return it == ids_.end() ? NameId() : it->second;
}

std::string_view NameTable::store(std::string_view text) {
  if (text.size() > block_left_) {
    size_t const size = std::max(kBlockSize, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    block_next_ = blocks_.back().get();
    block_left_ = size;
  }
  char* const begin = block_next_;
  if (!text.empty()) std::memcpy(begin, text.data(), text.size());
  block_next_ += text.size();
  block_left_ -= text.size();
  return {begin, text.size()};
}

}  // namespace escapement::base
