// Interned identifiers: equal text has an equal NameId for the life of the table, and the text never moves.
// Thread-safe; reading the text of an id takes no lock.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/id.h"
#include "analysis/base/stable_vector.h"

namespace escapement::base {

using NameId = Id<struct NameTag>;

class NameTable {
 public:
  NameTable();
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;

  // The id of `text`; copies the text the first time it is seen. The empty text has an id too.
  NameId intern(std::string_view text);
  // The id of `text` if it has been interned, else none.
  NameId find(std::string_view text) const;
  // The text of an id; valid as long as the table. The text of "none" is empty.
  std::string_view text(NameId id) const { return texts_[id.value]; }

 private:
  std::string_view store(std::string_view text);

  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<std::string_view, NameId> ids_;
  StableVector<std::string_view> texts_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_left_ = 0;
  char* block_next_ = nullptr;
};

}  // namespace escapement::base
