// An id that one thread may fill in while others read it. What the id names is complete for whoever reads it here.
#pragma once

#include <atomic>

#include "analysis/base/id.h"

namespace escapement::base {

template <class IdType>
class AtomicId {
 public:
  AtomicId() = default;
  AtomicId(IdType id) : value_(id.value) {}  // NOLINT(google-explicit-constructor): stands for an id
  AtomicId(const AtomicId& other) : value_(other.load().value) {}
  AtomicId& operator=(const AtomicId& other) {
    store(other.load());
    return *this;
  }
  AtomicId& operator=(IdType id) {
    store(id);
    return *this;
  }
  operator IdType() const { return load(); }  // NOLINT(google-explicit-constructor)
  explicit operator bool() const { return static_cast<bool>(load()); }
  IdType load() const { return IdType(value_.load(std::memory_order_acquire)); }
  void store(IdType id) { value_.store(id.value, std::memory_order_release); }
  // Keeps what another thread put first; returns what is there then.
  IdType put_if_none(IdType id) {
    uint32_t none = 0;
    return value_.compare_exchange_strong(none, id.value, std::memory_order_acq_rel) ? id : IdType(none);
  }
  // Puts `fresh` where `old` is; returns what is there then.
  IdType replace(IdType old, IdType fresh) {
    return value_.compare_exchange_strong(old.value, fresh.value, std::memory_order_acq_rel) ? fresh : IdType(old.value);
  }

 private:
  std::atomic<uint32_t> value_{0};
};

}  // namespace escapement::base
