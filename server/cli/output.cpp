#include "server/cli/output.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>

namespace escapement::cli {

namespace {

ExitCode failed(std::string_view path) {
  int const cause = errno;
  if (cause == EPIPE) return kOk;
  write_message(fmt::format("{}: error: cannot be written: {} [output.unwritable]\n", path, std::strerror(cause)));
  return kInputOutput;
}

bool write_all(std::string_view text, std::FILE* file) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

}  // namespace

void expect_closed_pipes() { std::signal(SIGPIPE, SIG_IGN); }

ExitCode write_output(std::string_view text) { return write_all(text, stdout) ? kOk : failed("standard output"); }

ExitCode write_output(std::string_view text, const char* path) {
  if (*path == '\0') return write_output(text);
  std::FILE* const file = std::fopen(path, "wb");
  if (file == nullptr) return failed(path);
  bool const written = write_all(text, file);
  ExitCode const code = written ? kOk : failed(path);
  if (std::fclose(file) != 0 && written) return failed(path);
  return code;
}

void write_message(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace escapement::cli
