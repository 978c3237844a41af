// The tool: check, explain, map, and the server. Exit codes stand in docs/cli.md.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "analysis/engine/engine.h"
#include "server/lsp/session.h"
#include "server/render/render.h"
#include "server/rpc/transport.h"

namespace {

using escapement::engine::Engine;
using escapement::engine::Options;
using escapement::engine::PackageResult;
using escapement::placement::Report;
namespace placement = escapement::placement;
namespace render = escapement::render;

enum ExitCode : int { kOk = 0, kSourceErrors = 1, kUsage = 2, kNoInput = 3 };

struct Arguments {
  std::vector<std::string> patterns;
  std::string format = "text";
  std::string color = "auto";
  std::string goroot;
  std::string function;
  std::string output;
  std::string place;
  std::string listen;
  std::string socket;
  bool no_inline = false;
  bool stats = false;
};

uint32_t terminal_width() {
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 40) {
    return static_cast<uint32_t>(std::atoi(columns));
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 40) return size.ws_col;
  return 120;
}

render::TextOptions text_options(const Arguments& arguments) {
  bool const color =
      arguments.color == "always" ||
      (arguments.color == "auto" && isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr);
  return {color ? render::Color::Always : render::Color::Never, terminal_width()};
}

// Prints what is wrong with the source; true if something hard is.
bool print_diagnostics(const Report& report) {
  static constexpr std::string_view kSeverities[] = {"error", "warning", "info"};
  bool errors = false;
  for (const auto& d : report.diagnostics) {
    errors = errors || d.severity == escapement::base::Severity::Error;
    const auto* file = report.file(d.place.file);
    std::string where;
    if (file != nullptr) {
      auto const at = line_column(*file, d.place.span.begin);
      where = fmt::format("{}:{}:{}: ", file->path, at.line, at.column);
    }
    fmt::print(stderr, "{}{}: {} [{}]\n", where, kSeverities[static_cast<size_t>(d.severity)], d.text,
               d.code);
  }
  return errors;
}

// Runs `each` over every report; the exit code says what went wrong on the way.
int for_each_report(const Arguments& arguments, const std::function<void(const Report&)>& each) {
  Options options;
  options.goroot = arguments.goroot;
  Engine engine(options);
  int code = kOk;
  for (const PackageResult& result : engine.analyse(arguments.patterns)) {
    if (!result) {
      fmt::print(stderr, "{}: error: {} [{}]\n", result.error().path, result.error().text,
                 result.error().code);
      code = kNoInput;
      continue;
    }
    if (print_diagnostics((*result)->report) && code == kOk) code = kSourceErrors;
    each((*result)->report);
  }
  if (arguments.stats) {
    for (const auto& [name, count] : engine.stats()) fmt::print(stderr, "{}: {}\n", name, count);
  }
  return code;
}

int check(const Arguments& arguments) {
  nlohmann::json all = nlohmann::json::array();
  int const code = for_each_report(arguments, [&](const Report& report) {
    if (arguments.format == "json") {
      all.push_back(render::report_json(report));
    } else if (arguments.format == "gc") {
      fmt::print("{}", render::gc(report));
    } else {
      fmt::print("{}", render::text(report, text_options(arguments)));
    }
  });
  if (arguments.format == "json") {
    fmt::print("{}\n", all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  return code;
}

int map(const Arguments& arguments) {
  std::string out;
  nlohmann::json all = nlohmann::json::array();
  bool found = false;
  int const code = for_each_report(arguments, [&](const Report& report) {
    for (const auto& each : report.maps) {
      std::string const wanted =
          arguments.function.empty() ? (report.maps.size() == 1 ? each.root : "main") : arguments.function;
      if (each.root != wanted) continue;
      found = true;
      if (arguments.format == "svg") {
        out += render::map_svg(each);
      } else if (arguments.format == "json") {
        all.push_back(render::map_json(report, each, render::line_column_json));
      } else {
        out += render::map_text(each, text_options(arguments));
      }
    }
  });
  if (code == kNoInput) return code;
  if (!found) {
    fmt::print(stderr, "error: no function {} to draw; name one with --func\n",
               arguments.function.empty() ? "main" : arguments.function);
    return kUsage;
  }
  if (arguments.format == "json")
    out = all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (arguments.output.empty()) {
    fmt::print("{}", out);
    return code;
  }
  std::ofstream file(arguments.output, std::ios::binary);
  file << out;
  if (!file.flush()) {
    fmt::print(stderr, "{}: error: cannot be written\n", arguments.output);
    return kNoInput;
  }
  return code;
}

// FILE:LINE[:COL]
bool parse_place(const std::string& text, std::string& path, placement::LineColumn& at) {
  std::vector<std::string> parts;
  size_t end = text.size();
  auto number = [](const std::string& word) {
    return !word.empty() && word.size() < 9 && word.find_first_not_of("0123456789") == std::string::npos;
  };
  while (parts.size() < 2) {
    size_t const colon = text.rfind(':', end == 0 ? 0 : end - 1);
    if (colon == std::string::npos || !number(text.substr(colon + 1, end - colon - 1))) break;
    parts.insert(parts.begin(), text.substr(colon + 1, end - colon - 1));
    end = colon;
  }
  if (parts.empty()) return false;
  path = text.substr(0, end);
  at.line = static_cast<uint32_t>(std::atoi(parts[0].c_str()));
  at.column = parts.size() > 1 ? static_cast<uint32_t>(std::atoi(parts[1].c_str())) : 0;
  return at.line != 0 && !path.empty();
}

int explain(Arguments arguments) {
  std::string path;
  placement::LineColumn at{0, 0};
  if (!parse_place(arguments.place, path, at)) {
    fmt::print(stderr, "error: {} is not of the form FILE:LINE or FILE:LINE:COL\n", arguments.place);
    return kUsage;
  }
  arguments.patterns = {path};
  bool found = false;
  int const code = for_each_report(arguments, [&](const Report& report) {
    for (const auto& file : report.files) {
      if (file.path != path) continue;
      auto sites =
          at.column == 0 ? sites_on_line(report, file.id, at.line) : std::vector<placement::SiteId>();
      if (at.column != 0) {
        if (auto const offset = offset_of(file, at)) sites = sites_at(report, file.id, *offset);
      }
      for (placement::SiteId id : sites) {
        fmt::print("{}{}", found ? "\n" : "",
                   render::explain(report, report.site(id), text_options(arguments)));
        found = true;
      }
    }
  });
  if (!found && code != kNoInput) fmt::print("{}: nothing here creates storage\n", arguments.place);
  return code;
}

int serve(const Arguments& arguments) {
  escapement::lsp::SessionOptions options;
  options.engine.goroot = arguments.goroot;
  options.version = ESCAPEMENT_VERSION;
  auto const make = [options](escapement::rpc::Send send) {
    return escapement::lsp::make_session(options, std::move(send));
  };
  if (!arguments.listen.empty()) return escapement::rpc::serve_tcp(arguments.listen, make);
  if (!arguments.socket.empty()) return escapement::rpc::serve_socket(arguments.socket, make);
  return escapement::rpc::serve_stdio(make);
}

void add_common(CLI::App& app, Arguments& arguments) {
  app.add_option("--goroot", arguments.goroot, "Root of the Go distribution whose standard library is read");
  app.add_option("--color", arguments.color, "When to colour")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--stats", arguments.stats, "Print counts of work and fallbacks on standard error");
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{
      "escapement: where every piece of a Go program's storage lives, how big it is, how long it lives, and "
      "why"};
  app.set_version_flag("--version", "escapement " ESCAPEMENT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n  escapement check examples/counter.go\n  escapement explain examples/counter.go:11\n"
      "  escapement map examples/counter.go --format svg -o counter.svg");

  CLI::App* const check_command =
      app.add_subcommand("check", "Print the source with hints, a table of all storage, and a memory map");
  check_command->add_option("patterns", arguments.patterns,
                            "Go files, folders, or patterns such as ./... (default: this folder)");
  check_command
      ->add_option("--format", arguments.format, "text, json, or gc (the lines of go build -gcflags='-m -l')")
      ->check(CLI::IsMember({"text", "json", "gc"}));
  check_command->add_flag("--no-inline", arguments.no_inline,
                          "As gc's -l: decide every function out of line (today always so)");
  add_common(*check_command, arguments);

  CLI::App* const explain_command = app.add_subcommand(
      "explain", "Explain the storage at a position: segment, size, lifetime, and the steps why");
  explain_command
      ->add_option("place", arguments.place, "FILE:LINE or FILE:LINE:COL, 1-based, columns in bytes")
      ->required();
  add_common(*explain_command, arguments);

  CLI::App* const map_command = app.add_subcommand("map", "Draw the memory map of a function's run");
  map_command->add_option("patterns", arguments.patterns, "Go files or folders");
  map_command->add_option("--func", arguments.function, "The function to draw (default: main)");
  map_command->add_option("--format", arguments.format, "text, svg or json")
      ->check(CLI::IsMember({"text", "svg", "json"}));
  map_command->add_option("-o,--output", arguments.output, "Write to this file");
  add_common(*map_command, arguments);

  CLI::App* const lsp_command = app.add_subcommand(
      "lsp", "Serve an editor: LSP 3.17 on the standard streams, loopback TCP or a unix socket");
  auto* const listen = lsp_command->add_option("--listen", arguments.listen,
                                               "HOST:PORT on loopback; port 0 takes any, and says which");
  lsp_command->add_option("--socket", arguments.socket, "Path of a unix socket")->excludes(listen);
  lsp_command->add_option("--goroot", arguments.goroot,
                          "Root of the Go distribution whose standard library is read");
  bool stdio = false;
  lsp_command->add_flag("--stdio", stdio, "Serve the standard streams (the default; many editors pass this)");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    int const code = app.exit(error);
    return code == 0 ? kOk : kUsage;
  }
  if (*check_command) return check(arguments);
  if (*explain_command) return explain(arguments);
  if (*lsp_command) return serve(arguments);
  return map(arguments);
}
