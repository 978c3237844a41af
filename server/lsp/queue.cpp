#include "server/lsp/queue.h"

#include <algorithm>

namespace escapement::lsp {

namespace {
constexpr size_t kMostMessages = 4096;
constexpr size_t kMostBytes = size_t{128} << 20;
}  // namespace

MessageQueue::Room MessageQueue::push(Message message, size_t bytes) {
  bool full = false;
  {
    std::scoped_lock const lock(mutex_);
    waiting_.push_back({std::move(message), bytes});
    waiting_bytes_ += bytes;
    if (idling_) stop_.request_stop();
    full = full_ = full_ || waiting_.size() >= kMostMessages || waiting_bytes_ >= kMostBytes;
  }
  wake_.notify_one();
  return full ? Room::Full : Room::Enough;
}

void MessageQueue::cancel(const std::string& key) {
  std::scoped_lock const lock(mutex_);
  if (key.empty()) return;
  if (key == running_) stop_.request_stop();
  if (std::ranges::any_of(waiting_, [&](const Waiting& each) { return each.message.key() == key; })) cancelled_.insert(key);
}

void MessageQueue::end() {
  {
    std::scoped_lock const lock(mutex_);
    ended_ = true;
    if (idling_) stop_.request_stop();
  }
  wake_.notify_one();
}

void MessageQueue::abandon() {
  {
    std::scoped_lock const lock(mutex_);
    ended_ = true;
    waiting_.clear();
    stop_.request_stop();
  }
  wake_.notify_one();
}

std::optional<Job> MessageQueue::pop(bool& made_room) {
  std::unique_lock lock(mutex_);
  running_.clear();
  idling_ = false;
  wake_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
  if (waiting_.empty()) return std::nullopt;
  Message message = std::move(waiting_.front().message);
  waiting_bytes_ -= waiting_.front().bytes;
  waiting_.pop_front();
  made_room = full_ && waiting_.size() < kMostMessages / 2 && waiting_bytes_ < kMostBytes / 2;
  if (made_room) full_ = false;
  running_ = message.key();
  stop_ = base::StopSource();
  if (cancelled_.erase(running_) != 0) stop_.request_stop();
  return Job{std::move(message), stop_.get_token()};
}

std::optional<base::StopToken> MessageQueue::idle() {
  std::scoped_lock const lock(mutex_);
  running_.clear();
  if (ended_ || !waiting_.empty()) return std::nullopt;
  idling_ = true;
  stop_ = base::StopSource();
  return stop_.get_token();
}

}  // namespace escapement::lsp
