// escapement lsp: the server for editors.
#include <memory>

#include "server/cli/commands.h"
#include "server/cli/reports.h"
#include "server/lsp/session.h"
#include "server/rpc/transport.h"

namespace escapement::cli {

namespace {

struct LspOptions {
  std::string listen;
  std::string socket;
  bool stdio = false;
  CommonOptions common;
};

int serve(const LspOptions& options) {
  lsp::SessionOptions session;
  session.engine = engine_options(options.common);
  session.version = ESCAPEMENT_VERSION;
  auto const make = [session](std::shared_ptr<rpc::Peer> peer) { return lsp::make_session(session, std::move(peer)); };
  if (!options.listen.empty()) return rpc::serve_tcp(options.listen, make);
  if (!options.socket.empty()) return rpc::serve_socket(options.socket, make);
  return rpc::serve_stdio(make);
}

}  // namespace

void add_lsp(CLI::App& app, ExitCode& code) {
  auto options = std::make_shared<LspOptions>();
  CLI::App* const command = app.add_subcommand("lsp", "Serve editors: LSP 3.17 on standard streams, loopback TCP or a unix socket");
  auto* const stdio = command->add_flag("--stdio", options->stdio, "Serve the standard streams (the default; many editors pass this)");
  auto* const listen = command->add_option("--listen", options->listen, "Serve TCP on this loopback address; port 0 takes any free one")
                           ->type_name("HOST:PORT")
                           ->excludes(stdio);
  command->add_option("--socket", options->socket, "Serve a unix socket, readable by its owner alone")
      ->type_name("PATH")
      ->excludes(listen)
      ->excludes(stdio);
  add_goroot_option(*command, options->common);
  command->footer(
      "Examples:\n"
      "  escapement lsp                            started by an editor\n"
      "  escapement lsp --listen 127.0.0.1:0       says \"listening on 127.0.0.1:PORT\" on standard error\n"
      "  escapement lsp --socket /tmp/escapement\n"
      "\n"
      "Exit code: 0 after shutdown and exit; 1 if the client left without shutdown or broke the protocol;\n"
      "2 the address cannot be served. docs/protocol.md describes the request escapement/placement.");
  command->callback([options, &code] { code = static_cast<ExitCode>(serve(*options)); });
}

}  // namespace escapement::cli
