#include "server/lsp/session.h"

#include <atomic>
#include <exception>
#include <thread>
#include <variant>

#include <fmt/format.h>

#include "server/lsp/diagnostics.h"
#include "server/lsp/methods.h"
#include "server/lsp/queue.h"

namespace escapement::lsp {

namespace {

class Session final : public rpc::Handler {
 public:
  Session(const SessionOptions& options, std::shared_ptr<rpc::Peer> peer)
      : client_(std::move(peer)),
        engine_(options.engine),
        documents_(engine_, client_),
        context_{engine_, documents_, client_, options.version},
        worker_([this] { work(); }) {
    engine_.on_snapshot([this] {
      if (client_.capabilities.refreshes_hints) client_.ask("workspace/inlayHint/refresh");
    });
  }

  ~Session() override {
    queue_.abandon();
    worker_.join();
  }

  rpc::Flow receive(std::string body) override {
    size_t const bytes = body.size();
    auto message = read_message(std::move(body));
    if (auto* const malformed = std::get_if<Malformed>(&message)) client_.reply_error(malformed->id, malformed->error);
    auto* const call = std::get_if<Message>(&message);
    if (call == nullptr) return rpc::Flow::Continue;
    if (call->method == "$/cancelRequest" && !call->is_request()) {
      auto const id = call->params.find("id");
      if (call->params.is_object() && id != call->params.end()) queue_.cancel(id->dump());
      return rpc::Flow::Continue;
    }
    bool const ends = call->method == "exit" && !call->is_request();
    if (ends) {
      queue_.end();
      return rpc::Flow::Close;
    }
    return queue_.push(std::move(*call), bytes) == MessageQueue::Room::Full ? rpc::Flow::Pause : rpc::Flow::Continue;
  }

  void drain() override { queue_.end(); }
  void abandon() override { queue_.abandon(); }
  int exit_code() const override { return lifecycle_ == Lifecycle::ShutDown ? 0 : 1; }

 private:
  enum class Lifecycle : uint8_t { New, Initialized, ShutDown };

  void work() {
    bool made_room = false;
    while (auto job = queue_.pop(made_room)) {
      if (made_room) client_.peer().resume();
      context_.stop = job->stop;
      dispatch(job->message);
      publish();
    }
    client_.peer().finished();
  }

  void dispatch(const Message& message) {
    try {
      if (message.is_request()) {
        client_.reply(message.id, answer(message));
      } else if (auto const notification = notification_named(message.method);
                 notification != nullptr && lifecycle_ == Lifecycle::Initialized) {
        notification(context_, message.params);
      }
    } catch (const RequestError& error) {
      fail(message, error);
    } catch (const json::exception& error) {
      fail(message, {kInvalidParams, error.what()});
    } catch (const std::exception& error) {
      fail(message, {kInternalError, error.what()});
    }
  }

  void fail(const Message& message, const RequestError& error) {
    if (message.is_request()) {
      client_.reply_error(message.id, error);
    } else {
      client_.log(MessageType::Error, fmt::format("{}: {}", message.method, error.text));
    }
  }

  json answer(const Message& message) {
    if (lifecycle_ == Lifecycle::ShutDown) throw RequestError{kInvalidRequest, "the server is shut down; only exit may follow"};
    bool const initialize = message.method == "initialize";
    if (lifecycle_ == Lifecycle::New && !initialize) throw RequestError{kNotInitialized, "initialize comes first"};
    if (lifecycle_ != Lifecycle::New && initialize) throw RequestError{kInvalidRequest, "initialize came already"};
    Request const request = request_named(message.method);
    if (request == nullptr) throw RequestError{kMethodNotFound, "no method " + message.method};
    // What changes the session cannot be taken back: it is not cancelled.
    bool const shutdown = message.method == "shutdown";
    if (context_.stop.stop_requested() && !initialize && !shutdown) throw RequestError{kRequestCancelled, "cancelled"};
    json result = request(context_, message.params);
    if (initialize) lifecycle_ = Lifecycle::Initialized;
    if (shutdown) lifecycle_ = Lifecycle::ShutDown;
    return result;
  }

  // Between messages; the next one interrupts it.
  void publish() {
    if (lifecycle_ != Lifecycle::Initialized || !publisher_.due(context_)) return;
    auto const stop = queue_.idle();
    if (!stop) return;
    context_.stop = *stop;
    try {
      publisher_.publish(context_);
    } catch (const std::exception& error) {
      client_.log(MessageType::Error, fmt::format("diagnostics: {}", error.what()));
    }
  }

  Client client_;
  engine::Engine engine_;  // its threads use the client
  Documents documents_;
  Context context_;
  Publisher publisher_;
  std::atomic<Lifecycle> lifecycle_ = Lifecycle::New;
  MessageQueue queue_;
  std::thread worker_;  // last: it uses all of the above
};

}  // namespace

std::unique_ptr<rpc::Handler> make_session(const SessionOptions& options, std::shared_ptr<rpc::Peer> peer) {
  return std::make_unique<Session>(options, std::move(peer));
}

}  // namespace escapement::lsp
