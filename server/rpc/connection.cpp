#include "server/rpc/connection.h"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <limits>
#include <utility>

namespace escapement::rpc {

namespace {
// How long a client may take to read the last answers.
constexpr std::chrono::seconds kPatience{5};
}  // namespace

Connection::Connection(asio::io_context& context, int in, int out, std::function<void(int)> ended)
    : context_(context),
      alive_(context.get_executor()),
      in_(context, in),
      out_(context, out),
      process_(context),
      patience_(context),
      ended_(std::move(ended)) {
  in_.non_blocking(true);
  out_.non_blocking(true);
}

void Connection::start(const MakeHandler& make) {
  handler_ = make(shared_from_this());
  read();
}

// ---- reading

void Connection::read() {
  if (reading_ || input_ended_ || paused_) return;
  reading_ = true;
  in_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](const asio::error_code& error, size_t bytes) {
    self->reading_ = false;
    if (self->closed_ || self->input_ended_) return;
    if (!error) {
      self->frames_.feed({self->buffer_.data(), bytes});
      if (self->hand_over()) self->read();
    } else {
      self->stop_reading();
      self->handler_->drain();
    }
  });
}

// Gives the handler every whole message; false: no reading for now.
bool Connection::hand_over() {
  while (!paused_) {
    auto body = frames_.next();
    if (!body) {
      fmt::print(stderr, "escapement: closing a connection: {}\n", body.error());
      abandon();
      return false;
    }
    if (!*body) return true;
    switch (handler_->receive(std::move(**body))) {
      case Flow::Continue: break;
      case Flow::Pause: paused_ = true; break;
      case Flow::Close: stop_reading(); return false;
    }
  }
  return false;
}

void Connection::stop_reading() {
  input_ended_ = true;
  asio::error_code ignored;
  in_.cancel(ignored);
}

void Connection::resume() {
  asio::post(context_, [self = shared_from_this()] {
    if (!self->paused_ || self->input_ended_ || self->closed_) return;
    self->paused_ = false;
    if (self->hand_over()) self->read();
  });
}

// ---- writing

void Connection::send(const std::string& body) {
  {
    std::scoped_lock const lock(mutex_);
    if (refusing_) return;
    unsent_.push_back(frame(body));
    unsent_bytes_ += unsent_.back().size();
    refusing_ = unsent_bytes_ > kMostUnread;
    if (unsent_.size() > 1 && !refusing_) return;  // the write before it goes on with this one
  }
  asio::post(context_, [self = shared_from_this()] { self->write(); });
}

void Connection::write() {
  if (closed_ || abandoned_) return;
  bool too_much = false;
  {
    std::scoped_lock const lock(mutex_);
    too_much = refusing_;
    if (!too_much && writing_.empty() && !unsent_.empty()) {
      writing_ = std::move(unsent_.front());
      unsent_.pop_front();
    } else if (!too_much && !writing_.empty()) {
      return;
    }
  }
  if (too_much) {
    fmt::print(stderr, "escapement: closing a connection: the client does not read what it is sent\n");
    return abandon();
  }
  if (writing_.empty()) return close_when_written();
  asio::async_write(out_, asio::buffer(writing_), [self = shared_from_this()](const asio::error_code& error, size_t bytes) {
    self->writing_.clear();
    if (error) return self->abandon();
    {
      std::scoped_lock const lock(self->mutex_);
      self->unsent_bytes_ -= bytes;
    }
    self->write();
  });
}

// ---- the end

void Connection::abandon() {
  if (closed_ || abandoned_) return;
  abandoned_ = true;
  stop_reading();
  {
    std::scoped_lock const lock(mutex_);
    refusing_ = true;
    unsent_.clear();
  }
  asio::error_code ignored;
  out_.cancel(ignored);
  handler_->abandon();
}

void Connection::finished() {
  asio::post(context_, [self = shared_from_this()] {
    self->finished_ = true;
    self->stop_reading();
    self->patience_.expires_after(kPatience);
    self->patience_.async_wait([self](const asio::error_code& error) {
      if (!error) self->close();
    });
    self->close_when_written();
  });
}

void Connection::close_when_written() {
  if (!finished_ || closed_) return;
  if (!abandoned_) {
    if (!writing_.empty()) return;
    std::scoped_lock const lock(mutex_);
    if (!unsent_.empty()) return;
  }
  close();
}

void Connection::close() {
  if (closed_) return;
  closed_ = true;
  asio::error_code ignored;
  in_.close(ignored);
  out_.close(ignored);
  process_.close(ignored);
  patience_.cancel();
  alive_.reset();
  int const code = handler_->exit_code();
  handler_.reset();
  ended_(code);
}

void Connection::end_with_process(int64_t process) {
  asio::post(context_, [self = shared_from_this(), process] {
    if (self->closed_ || process <= 0 || process > std::numeric_limits<pid_t>::max()) return;
    // glibc 2.36 declares pidfd_open without C linkage.
    auto const descriptor = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process), 0U));
    if (descriptor < 0) {
      if (errno == ESRCH) self->abandon();
      return;
    }
    self->process_.assign(descriptor);
    self->process_.async_wait(asio::posix::stream_descriptor::wait_read, [self](const asio::error_code& error) {
      if (!error) self->abandon();
    });
  });
}

}  // namespace escapement::rpc
