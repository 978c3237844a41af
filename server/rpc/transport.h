// Byte streams to clients: standard input and output, loopback TCP, a unix socket. Every client has a thread
// that reads; a handler made for it gets the bodies in order.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace escapement::rpc {

class Handler {
 public:
  virtual ~Handler() = default;
  // One message body. False: close the connection.
  virtual bool receive(const std::string& body) = 0;
  // The stream ended; nothing is sent any more after this returns.
  virtual void closed() = 0;
  // What the process is to return when this was its only client.
  virtual int exit_code() const = 0;
};

using Send = std::function<void(const std::string& body)>;
using MakeHandler = std::function<std::unique_ptr<Handler>(Send send)>;

// Serves one client on the standard streams until they end.
int serve_stdio(const MakeHandler& make);
// Serves any number of clients; `address` is HOST:PORT with a loopback host, or the path of a unix socket.
// Prints where it listens on standard error. Returns an exit code: 2 for an address that cannot be used.
int serve_tcp(const std::string& address, const MakeHandler& make);
int serve_socket(const std::string& path, const MakeHandler& make);

}  // namespace escapement::rpc
