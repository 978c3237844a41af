// A hash map for many threads: what is put under a key first stays. Split by hash, so that threads seldom wait for each other.
#pragma once

#include <array>
#include <mutex>
#include <optional>

#include <absl/container/flat_hash_map.h>

namespace escapement::base {

template <class Key, class Value>
class SharedMap {
 public:
  // Found by anything that hashes and compares as a Key does.
  std::optional<Value> find(const Key& key) const {
    const Shard& shard = shards_[index(key)];
    std::scoped_lock const lock(shard.mutex);
    auto const it = shard.map.find(key);
    if (it == shard.map.end()) return std::nullopt;
    return it->second;
  }
  // The value under the key; if there is none, `make()` gives the pair of the key to keep and the value. It runs under a lock: it may not
  // come back to this map.
  template <class Make>
  Value find_or_make(const Key& key, Make&& make) {
    Shard& shard = shards_[index(key)];
    std::scoped_lock const lock(shard.mutex);
    if (auto const it = shard.map.find(key); it != shard.map.end()) return it->second;
    return shard.map.insert(make()).first->second;
  }
  // `value`, or what another thread put under the key before. `keep` gives the key to keep.
  template <class Keep>
  Value put(const Key& key, Value value, Keep&& keep) {
    return find_or_make(key, [&] { return std::pair<const Key, Value>(keep(), value); });
  }

 private:
  static constexpr size_t kShards = 32;
  struct alignas(64) Shard {
    mutable std::mutex mutex;
    absl::flat_hash_map<Key, Value> map;
  };
  // Bits of the hash that the shards' own tables use last.
  static size_t index(const Key& key) { return absl::Hash<Key>{}(key) >> 40 & (kShards - 1); }
  std::array<Shard, kShards> shards_;
};

}  // namespace escapement::base
