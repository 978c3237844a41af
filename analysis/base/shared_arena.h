// Memory that many threads take pieces of and that is given back whole.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace escapement::base {

class SharedArena {
 public:
  SharedArena() = default;
  SharedArena(const SharedArena&) = delete;
  SharedArena& operator=(const SharedArena&) = delete;

  // `size` bytes, aligned for every scalar type.
  void* allocate(size_t size) {
    constexpr size_t kAlign = alignof(std::max_align_t);
    size = (size + kAlign - 1) & ~(kAlign - 1);
    Block* const block = current_.load(std::memory_order_acquire);
    if (block != nullptr) {
      size_t const at = block->used.fetch_add(size, std::memory_order_relaxed);
      if (at + size <= block->size) return block->bytes.get() + at;
    }
    return allocate_slow(size);
  }

 private:
  static constexpr size_t kBlock = size_t{64} << 10;
  struct Block {
    explicit Block(size_t bytes_in_it) : size(bytes_in_it), bytes(std::make_unique_for_overwrite<std::byte[]>(bytes_in_it)) {}
    size_t size;
    std::unique_ptr<std::byte[]> bytes;
    std::atomic<size_t> used{0};
  };

  void* allocate_slow(size_t size) {
    std::scoped_lock const lock(mutex_);
    // What is large has a block of its own, and the current one is filled further.
    if (size > kBlock / 4) return blocks_.emplace_back(std::make_unique<Block>(size))->bytes.get();
    if (Block* const block = current_.load(std::memory_order_relaxed)) {
      size_t const at = block->used.fetch_add(size, std::memory_order_relaxed);
      if (at + size <= block->size) return block->bytes.get() + at;
    }
    Block* const fresh = blocks_.emplace_back(std::make_unique<Block>(kBlock)).get();
    fresh->used.store(size, std::memory_order_relaxed);
    current_.store(fresh, std::memory_order_release);
    return fresh->bytes.get();
  }

  std::atomic<Block*> current_{nullptr};
  std::mutex mutex_;
  std::vector<std::unique_ptr<Block>> blocks_;
};

}  // namespace escapement::base
