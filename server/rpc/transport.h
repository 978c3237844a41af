// Carries message bodies between clients and handlers: standard streams, loopback TCP, a unix socket. One thread serves all clients and
// waits for none: what a client does not read is kept for it up to kMostUnread bytes, then its connection is closed. SIGTERM and SIGINT
// end the server in order: the handlers end, the socket's file is removed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace escapement::rpc {

inline constexpr size_t kMostUnread = size_t{64} << 20;
inline constexpr size_t kMostClients = 64;

// What a handler sees of its client. Every function may be called on any thread, also after the connection has ended: it then does nothing.
class Peer {
 public:
  virtual ~Peer() = default;
  // Never waits for the client.
  virtual void send(const std::string& body) = 0;
  // The handler has room again, after it said Pause.
  virtual void resume() = 0;
  // The handler sends nothing more: the connection is closed once the client has everything.
  virtual void finished() = 0;
  // Ends the connection when this process ends, or at once if there is no such process.
  virtual void end_with_process(int64_t process) = 0;
};

enum class Flow : uint8_t { Continue, Pause, Close };

// One client's side of the conversation. All functions are called on the thread that serves the connections and must not block it.
class Handler {
 public:
  virtual ~Handler() = default;
  // One message body, in order. Pause: no more until Peer::resume. Close: no more at all; Peer::finished follows when the rest is done.
  virtual Flow receive(std::string body) = 0;
  // The client sends nothing more, but may still read answers; calls Peer::finished when all are given.
  virtual void drain() = 0;
  // The client is gone: whatever runs for it is to stop. Calls Peer::finished.
  virtual void abandon() = 0;
  // What the process is to return when this was its only client.
  virtual int exit_code() const = 0;
};

using MakeHandler = std::function<std::unique_ptr<Handler>(std::shared_ptr<Peer> peer)>;

// Serves one client on the standard streams until they end.
int serve_stdio(const MakeHandler& make);
// Serves up to kMostClients clients at once; `address` is HOST:PORT with a loopback host, or the path of a unix socket.
// Prints where it listens on standard error. Returns an exit code: 0 after SIGTERM or SIGINT, 2 for an address that cannot be used.
int serve_tcp(const std::string& address, const MakeHandler& make);
int serve_socket(const std::string& path, const MakeHandler& make);

}  // namespace escapement::rpc
