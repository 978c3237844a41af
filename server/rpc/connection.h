// One client: bytes in, message bodies to its handler, bodies out. Two file descriptors, so that standard streams and sockets are the same.
#pragma once

#include <array>
#include <asio.hpp>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server/rpc/framing.h"
#include "server/rpc/transport.h"

namespace escapement::rpc {

class Connection final : public Peer, public std::enable_shared_from_this<Connection> {
 public:
  // Takes over both descriptors. `ended` is called once, on the context's thread, with the handler's exit code.
  Connection(asio::io_context& context, int in, int out, std::function<void(int)> ended);

  void start(const MakeHandler& make);
  // Ends the conversation without waiting for the client.
  void abandon();

  void send(const std::string& body) override;
  void resume() override;
  void finished() override;
  void end_with_process(int64_t process) override;

 private:
  void read();
  void feed(size_t bytes);
  bool hand_over();
  void stop_reading();
  void write();
  void close_when_written();
  void close();

  asio::io_context& context_;
  asio::executor_work_guard<asio::io_context::executor_type> alive_;  // until the handler has ended, whatever else is pending
  asio::posix::stream_descriptor in_;
  asio::posix::stream_descriptor out_;
  asio::posix::stream_descriptor process_;
  asio::steady_timer patience_;
  std::function<void(int)> ended_;
  std::unique_ptr<Handler> handler_;
  FrameReader frames_;
  std::array<char, 65536> buffer_;
  // Of the context's thread.
  bool reading_ = false;
  bool paused_ = false;
  bool input_ended_ = false;
  bool abandoned_ = false;
  bool finished_ = false;
  bool closed_ = false;
  std::string writing_;
  // Shared with whoever sends.
  std::mutex mutex_;
  std::deque<std::string> unsent_;
  size_t unsent_bytes_ = 0;
  bool refusing_ = false;
};

}  // namespace escapement::rpc
