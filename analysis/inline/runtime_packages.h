// Package runtime and those that it is made of (cmd/internal/objabi, pkgspecial.go: PkgSpecial.Runtime), which gc compiles otherwise.
#pragma once

#include <string_view>

namespace escapement::inlining {

bool is_runtime_package(std::string_view path);

}  // namespace escapement::inlining
