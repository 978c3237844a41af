// What the process's exit code says. docs/cli.md repeats this list for users; scripts depend on it.
#pragma once

#include <cstdint>

namespace escapement::cli {

enum ExitCode : uint8_t {
  kOk = 0,            // everything that was asked for was answered; "not analysed" entries do not count
  kSourceErrors = 1,  // a file has an error; what does not depend on it was answered
  kUsage = 2,         // the command line is wrong, or names what is not there (a function, a line)
  kInputOutput = 3,   // a file or folder cannot be read, or the output cannot be written; the rest was answered
};

}  // namespace escapement::cli
