#include "server/cli/options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace escapement::cli {

namespace {

constexpr uint32_t kNarrowest = 20;  // columns; below that nothing can be laid out
constexpr uint32_t kWidest = 1000;
constexpr uint32_t kUnknownTerminal = 120;

// The value of COLUMNS; 0 if it is no number.
uint32_t columns_variable() {
  const char* const variable = std::getenv("COLUMNS");
  if (variable == nullptr) return 0;
  std::string_view const text = variable;
  uint32_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return 0;
  return error == std::errc::result_out_of_range ? kWidest : value;
}

uint32_t terminal_width() {
  uint32_t width = columns_variable();
  winsize size{};
  if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? kUnknownTerminal : std::clamp(width, kNarrowest, kWidest);
}

// https://no-color.org: set and not empty.
bool no_color_wanted() {
  const char* const variable = std::getenv("NO_COLOR");
  return variable != nullptr && *variable != '\0';
}

}  // namespace

void add_goroot_option(CLI::App& command, CommonOptions& options) {
  command.add_option("--goroot", options.goroot, "Go distribution whose standard library is read (default: see docs/cli.md)")
      ->type_name("FOLDER");
}

void add_target_options(CLI::App& command, CommonOptions& options) {
  command.add_option("--goos", options.goos, "Operating system whose files are analysed (default: linux)")->type_name("GOOS");
  command.add_option("--goarch", options.goarch, "Architecture whose files are analysed (default: amd64)")->type_name("GOARCH");
  command.add_option("--tags", options.tags, "Build tags, separated by commas (default: those of GOFLAGS)")
      ->delimiter(',')
      ->type_name("TAGS");
  command.add_flag("--tests", options.tests, "Analyse packages with their _test.go files too");
}

void add_common_options(CLI::App& command, CommonOptions& options) {
  add_goroot_option(command, options);
  add_target_options(command, options);
  command.add_option("--color", options.color, "When to colour: auto (default), always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command.add_flag("--stats", options.stats, "Print counts of work and fallbacks on standard error");
}

render::TextOptions text_options(const CommonOptions& options) {
  bool const color = options.color == "always" || (options.color == "auto" && isatty(STDOUT_FILENO) == 1 && !no_color_wanted());
  return {color ? render::Color::Always : render::Color::Never, terminal_width()};
}

}  // namespace escapement::cli
