// Messages on their way from the connection to the session's worker: in order, but a cancellation overtakes what waits and reaches what
// runs. Bounded by the reader, which is told when there is enough. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "analysis/base/stop.h"
#include "server/lsp/message.h"

namespace escapement::lsp {

// A message that is being worked on, and how it is told to stop.
struct Job {
  Message message;
  base::StopToken stop;
};

class MessageQueue {
 public:
  enum class Room : uint8_t { Enough, Full };

  // `bytes`: what the message took on the wire.
  Room push(Message message, size_t bytes);
  // Stops the request with this key (Message::key), running or waiting.
  void cancel(const std::string& key);
  // No more messages: what waits is still worked on.
  void end();
  // No more messages, what waits is dropped, what runs is stopped.
  void abandon();

  // The next message; waits for one. None: the end. `made_room`: the queue was full and is not any more.
  std::optional<Job> pop(bool& made_room);
  // For work between messages: none if messages wait; the next message, or the end, stops it.
  std::optional<base::StopToken> idle();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  struct Waiting {
    Message message;
    size_t bytes;
  };
  std::deque<Waiting> waiting_;
  size_t waiting_bytes_ = 0;
  bool full_ = false;
  std::set<std::string> cancelled_;  // keys of waiting requests
  std::string running_;              // the key of the running request
  bool idling_ = false;
  base::StopSource stop_;
  bool ended_ = false;
};

}  // namespace escapement::lsp
