#include "server/rpc/transport.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <asio.hpp>
#include <csignal>
#include <cstdio>
#include <vector>

#include "server/rpc/connection.h"

namespace escapement::rpc {

namespace {

using Tcp = asio::ip::tcp;
using Local = asio::local::stream_protocol;

constexpr int kUnusableAddress = 2;

// The io context of a server, with its signals and its clients.
class Server {
 public:
  explicit Server(MakeHandler make) : make_(std::move(make)), signals_(context_, SIGTERM, SIGINT) {
    std::signal(SIGPIPE, SIG_IGN);
    signals_.async_wait([this](const asio::error_code& error, int) {
      if (!error) stop();
    });
  }

  asio::io_context& context() { return context_; }
  bool full() const { return clients_.size() >= kMostClients; }
  int last_exit_code() const { return last_exit_code_; }

  void on_stop(std::function<void()> action) { on_stop_ = std::move(action); }

  void add(int in, int out) {
    auto key = std::make_shared<std::weak_ptr<Connection>>();
    auto client = std::make_shared<Connection>(context_, in, out, [this, key](int code) {
      last_exit_code_ = code;
      std::erase(clients_, key->lock());
      if (serves_one_ && clients_.empty()) signals_.cancel();
    });
    *key = client;
    clients_.push_back(client);
    client->start(make_);
  }

  // Ends with its first client.
  void serve_one() { serves_one_ = true; }
  void run() { context_.run(); }

 private:
  void stop() {
    if (on_stop_) on_stop_();
    signals_.clear();  // a second signal ends the process as if nobody had asked
    auto const clients = clients_;
    for (const auto& client : clients) client->abandon();
  }

  MakeHandler make_;
  asio::io_context context_;
  asio::signal_set signals_;
  std::vector<std::shared_ptr<Connection>> clients_;
  std::function<void()> on_stop_;
  int last_exit_code_ = 0;
  bool serves_one_ = false;
};

template <typename Acceptor>
void accept_next(Server& server, Acceptor& acceptor) {
  acceptor.async_accept([&server, &acceptor](const asio::error_code& error, typename Acceptor::protocol_type::socket socket) {
    if (!acceptor.is_open()) return;
    if (error) {
      // Out of descriptors, say: the clients that are there go on.
      fmt::print(stderr, "escapement: a client could not connect: {}\n", error.message());
    } else if (server.full()) {
      fmt::print(stderr, "escapement: refusing a client: there are {} already\n", kMostClients);
    } else {
      int const in = socket.release();
      int const out = ::fcntl(in, F_DUPFD_CLOEXEC, 0);
      if (out >= 0) {
        server.add(in, out);
      } else {
        ::close(in);
      }
    }
    accept_next(server, acceptor);
  });
}

template <typename Acceptor>
void accept_clients(Server& server, Acceptor& acceptor) {
  server.on_stop([&acceptor] {
    asio::error_code ignored;
    acceptor.close(ignored);
  });
  accept_next(server, acceptor);
  server.run();
}

int refuse(std::string_view option, std::string_view address, std::string_view why) {
  fmt::print(stderr, "error: {} {}: {}\n", option, address, why);
  return kUnusableAddress;
}

// Standard streams are shared with whoever started us: their flags are put back.
class KeptFlags {
 public:
  explicit KeptFlags(int descriptor) : descriptor_(descriptor), flags_(::fcntl(descriptor, F_GETFL)) {}
  ~KeptFlags() {
    if (flags_ >= 0) ::fcntl(descriptor_, F_SETFL, flags_);
  }
  KeptFlags(const KeptFlags&) = delete;
  KeptFlags& operator=(const KeptFlags&) = delete;

 private:
  int descriptor_;
  int flags_;
};

// A path that a server which ended left behind is taken over; one that is served, or is no socket, is not.
bool free_socket_path(asio::io_context& context, const std::string& path) {
  struct stat existing{};
  if (::lstat(path.c_str(), &existing) != 0) return true;
  if (!S_ISSOCK(existing.st_mode)) return false;
  Local::socket probe(context);
  asio::error_code error;
  probe.connect(Local::endpoint(path), error);
  if (error != asio::error::connection_refused) return false;
  return ::unlink(path.c_str()) == 0;
}

}  // namespace

int serve_stdio(const MakeHandler& make) {
  KeptFlags const in(STDIN_FILENO);
  KeptFlags const out(STDOUT_FILENO);
  Server server(make);
  server.serve_one();
  server.add(::dup(STDIN_FILENO), ::dup(STDOUT_FILENO));
  server.run();
  return server.last_exit_code();
}

int serve_tcp(const std::string& address, const MakeHandler& make) {
  size_t const colon = address.rfind(':');
  asio::error_code error;
  std::string host = address.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto const ip = asio::ip::make_address(host, error);
  std::string const port = colon == std::string::npos ? "" : address.substr(colon + 1);
  bool const number = !port.empty() && port.size() < 6 && port.find_first_not_of("0123456789") == std::string::npos;
  if (error || !ip.is_loopback() || !number || std::stoi(port) > 65535)
    return refuse("--listen", address, "HOST:PORT with a loopback host such as 127.0.0.1:0 is needed");
  Server server(make);
  Tcp::acceptor acceptor(server.context());
  Tcp::endpoint const endpoint(ip, static_cast<uint16_t>(std::stoi(port)));
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refuse("--listen", address, error.message());
  fmt::print(stderr, "listening on {}:{}\n", host, acceptor.local_endpoint().port());
  accept_clients(server, acceptor);
  return 0;
}

int serve_socket(const std::string& path, const MakeHandler& make) {
  constexpr size_t kLongestPath = 100;
  if (path.size() > kLongestPath) return refuse("--socket", path, "a socket's path has at most 100 bytes");
  Server server(make);
  if (!free_socket_path(server.context(), path)) return refuse("--socket", path, "already in use");
  asio::error_code error;
  Local::acceptor acceptor(server.context());
  mode_t const mask = ::umask(0177);
  acceptor.open(Local(), error);
  if (!error) acceptor.bind(Local::endpoint(path), error);
  ::umask(mask);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refuse("--socket", path, error.message());
  fmt::print(stderr, "listening on {}\n", path);
  accept_clients(server, acceptor);
  ::unlink(path.c_str());
  return 0;
}

}  // namespace escapement::rpc
