// Where Go's own sources are, and which release they are. The go command is never run.
#pragma once

#include <expected>
#include <string>

namespace escapement::source {

// Everything that varies by release, chosen from GOROOT/VERSION. Step by step the compiler's own parameters
// join it.
struct GoRelease {
  int minor = 26;
  std::string name = "go1.26";
  // Iteration variables are per iteration from this language version on (Go 1.22,
  // cmd/compile/internal/loopvar).
  int per_iteration_loop_variables = 22;
  bool append_lines = true;       // `append escapes to heap`: since 1.25
  bool literal_rewriting = true;  // constants replace variables in make and interface conversions: since 1.25
};

struct Goroot {
  std::string path;
  GoRelease release;
};

// In this order: `wanted` if not empty, $ESCAPEMENT_GOROOT, $GOROOT, the folder above the `go` found on PATH
// with links resolved, `goroot` beside the executable, /usr/local/go, /usr/lib/go. The error says what was looked for.
std::expected<Goroot, std::string> find_goroot(const std::string& wanted);

}  // namespace escapement::source
