// Standard output and standard error, written so that a reader who closes the pipe early (`| head -1`) is no
// error, and a full disk is one.
#pragma once

#include <string_view>

#include "server/cli/exit_code.h"

namespace escapement::cli {

// Writes go to a closed pipe as errors, not as signals, from here on. Once, before anything is written.
void expect_closed_pipes();

// kOk: written, or the reader has gone. kInputOutput: it could not be written, and standard error says why.
ExitCode write_output(std::string_view text);
// To a file, or to standard output if `path` is empty.
ExitCode write_output(std::string_view text, const char* path);
// A message for a person; nothing more can be done if it cannot be written.
void write_message(std::string_view text);

}  // namespace escapement::cli
