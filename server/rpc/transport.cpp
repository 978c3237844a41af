#include "server/rpc/transport.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <asio.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include "server/rpc/framing.h"

namespace escapement::rpc {

namespace {

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const n = ::write(to, bytes.data(), bytes.size());
    if (n <= 0) {
      if (n < 0 && errno == EINTR) continue;
      return;  // the client is gone; its reader notices
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

// Reads one client to its end.
int serve_client(int in, int out, const MakeHandler& make) {
  auto writing = std::make_shared<std::mutex>();
  auto handler = make([writing, out](const std::string& body) {
    std::string const bytes = frame(body);
    std::scoped_lock const lock(*writing);
    write_all(out, bytes);
  });
  FrameReader frames;
  std::array<char, 65536> buffer;
  bool open = true;
  while (open) {
    ssize_t const n = ::read(in, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    frames.feed({buffer.data(), static_cast<size_t>(n)});
    while (open) {
      auto body = frames.next();
      if (!body) {
        fmt::print(stderr, "escapement: closing a connection: {}\n", body.error());
        open = false;
      } else if (!*body) {
        break;
      } else {
        open = handler->receive(**body);
      }
    }
  }
  handler->closed();
  return handler->exit_code();
}

template <typename Acceptor>
int accept_forever(asio::io_context& context, Acceptor& acceptor, const MakeHandler& make) {
  for (;;) {
    typename Acceptor::protocol_type::socket socket(context);
    asio::error_code error;
    acceptor.accept(socket, error);
    if (error) {
      fmt::print(stderr, "escapement: {}\n", error.message());
      return 1;
    }
    std::thread([client = std::move(socket), make]() mutable {
      serve_client(client.native_handle(), client.native_handle(), make);
      asio::error_code ignored;
      client.shutdown(asio::socket_base::shutdown_both, ignored);
    }).detach();
  }
}

}  // namespace

int serve_stdio(const MakeHandler& make) {
  std::signal(SIGPIPE, SIG_IGN);
  return serve_client(STDIN_FILENO, STDOUT_FILENO, make);
}

int serve_tcp(const std::string& address, const MakeHandler& make) {
  std::signal(SIGPIPE, SIG_IGN);
  size_t const colon = address.rfind(':');
  asio::error_code error;
  std::string host = address.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  auto const ip = asio::ip::make_address(host, error);
  std::string const port = colon == std::string::npos ? "" : address.substr(colon + 1);
  bool const number =
      !port.empty() && port.size() < 6 && port.find_first_not_of("0123456789") == std::string::npos;
  if (error || !ip.is_loopback() || !number || std::stoi(port) > 65535) {
    fmt::print(stderr, "error: --listen {}: HOST:PORT with a loopback host such as 127.0.0.1:0 is needed\n",
               address);
    return 2;
  }
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context);
  asio::ip::tcp::endpoint const endpoint(ip, static_cast<uint16_t>(std::stoi(port)));
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    fmt::print(stderr, "error: --listen {}: {}\n", address, error.message());
    return 2;
  }
  fmt::print(stderr, "listening on {}:{}\n", host, acceptor.local_endpoint().port());
  return accept_forever(context, acceptor, make);
}

int serve_socket(const std::string& path, const MakeHandler& make) {
  std::signal(SIGPIPE, SIG_IGN);
  asio::io_context context;
  asio::error_code error;
  struct stat existing{};
  if (::stat(path.c_str(), &existing) == 0) {
    asio::local::stream_protocol::socket probe(context);
    if (S_ISSOCK(existing.st_mode)) probe.connect(asio::local::stream_protocol::endpoint(path), error);
    if (!S_ISSOCK(existing.st_mode) || !error) {
      fmt::print(stderr, "error: --socket {}: already in use\n", path);
      return 2;
    }
    ::unlink(path.c_str());  // left behind by a server that ended
    error.clear();
  }
  if (path.size() > 100) {
    fmt::print(stderr, "error: --socket {}: a socket's path has at most 100 bytes\n", path);
    return 2;
  }
  asio::local::stream_protocol::acceptor acceptor(context);
  mode_t const mask = ::umask(0177);
  acceptor.open();
  acceptor.bind(asio::local::stream_protocol::endpoint(path), error);
  ::umask(mask);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    fmt::print(stderr, "error: --socket {}: {}\n", path, error.message());
    return 2;
  }
  fmt::print(stderr, "listening on {}\n", path);
  return accept_forever(context, acceptor, make);
}

}  // namespace escapement::rpc
