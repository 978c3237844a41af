// A list that many threads append to and read at once. An element never moves. An index may be used on another thread once it has been
// handed over by anything that synchronises (a lock, an atomic, the end of a task); reading then takes no lock.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <utility>

namespace escapement::base {

// Chunks double in size, so that the few pointers to them stay in the cache and small lists stay small.
template <class T, unsigned kFirstBits = 6>
class StableVector {
 public:
  StableVector() = default;
  StableVector(const StableVector&) = delete;
  StableVector& operator=(const StableVector&) = delete;
  ~StableVector() {
    uint32_t const count = size();
    for (uint32_t i = 0; i < count; ++i) std::destroy_at(&(*this)[i]);
    for (unsigned c = 0; c < kChunks; ++c) {
      if (T* const chunk = chunks_[c].load(std::memory_order_relaxed)) std::allocator<T>().deallocate(chunk, kFirst << c);
    }
  }

  // Constructs an element and returns its index. Throws std::length_error when 2^31 are there.
  template <class... Args>
  uint32_t append(Args&&... args) {
    uint32_t const index = size_.fetch_add(1, std::memory_order_relaxed);
    if (index >= kMost) throw std::length_error("StableVector: full");
    Place const at(index);
    std::construct_at(chunk_of(at.chunk) + at.offset, std::forward<Args>(args)...);
    return index;
  }

  T& operator[](uint32_t index) {
    Place const at(index);
    return chunks_[at.chunk].load(std::memory_order_acquire)[at.offset];
  }
  const T& operator[](uint32_t index) const { return const_cast<StableVector&>(*this)[index]; }
  // Elements that others are just constructing included.
  uint32_t size() const { return size_.load(std::memory_order_relaxed); }

 private:
  static constexpr size_t kFirst = size_t{1} << kFirstBits;
  static constexpr unsigned kChunks = 32 - kFirstBits;
  static constexpr uint32_t kMost = (uint32_t{1} << 31) - kFirst;
  struct Place {
    explicit Place(uint32_t index)
        : chunk(static_cast<unsigned>(std::bit_width(index + kFirst)) - 1 - kFirstBits), offset(index + kFirst - (kFirst << chunk)) {}
    unsigned chunk;
    size_t offset;
  };

  T* chunk_of(unsigned number) {
    T* chunk = chunks_[number].load(std::memory_order_acquire);
    if (chunk != nullptr) return chunk;
    T* const fresh = std::allocator<T>().allocate(kFirst << number);
    if (chunks_[number].compare_exchange_strong(chunk, fresh, std::memory_order_acq_rel)) return fresh;
    std::allocator<T>().deallocate(fresh, kFirst << number);
    return chunk;
  }

  std::array<std::atomic<T*>, kChunks> chunks_{};
  std::atomic<uint32_t> size_{0};
};

}  // namespace escapement::base
