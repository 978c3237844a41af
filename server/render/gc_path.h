// How the go command writes the paths in what a compiler prints (cmd/go/internal/work, shell.go: reportCmd): relative to where it was started, if that is
// shorter.
#pragma once

#include <string>

namespace escapement::render {

// `folder` is the package's; `here` is absolute, where the command was started.
std::string gc_path(const std::string& path, const std::string& folder, const std::string& here);

}  // namespace escapement::render
