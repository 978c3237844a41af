#!/usr/bin/env python3
"""Writes intrinsics_table.h: the functions that gc compiles to instructions, by architecture.

usage: make_intrinsics.py GOROOT > intrinsics_table.h

The facts are those of GOROOT/src/cmd/compile/internal/ssagen/intrinsics_test.go, which lists every one.
"""
import collections
import re
import sys


def main():
    path = sys.argv[1] + "/src/cmd/compile/internal/ssagen/intrinsics_test.go"
    with open(path, encoding="utf-8") as file:
        entries = re.findall(r'^\s*\{"([^"]+)", "([^"]+)", "([^"]+)"\}:', file.read(), re.M)
    arches = sorted({arch for arch, _, _ in entries})
    by_function = collections.defaultdict(int)
    for arch, package, function in entries:
        by_function[package, function] |= 1 << arches.index(arch)
    print("// Made by make_intrinsics.py.")
    print("#pragma once\n\n#include <cstdint>\n#include <string_view>\n\nnamespace escapement::inlining {\n")
    print("// clang-format off")
    print("inline constexpr std::string_view kIntrinsicArchitectures[] = {" + ", ".join(f'"{a}"' for a in arches) + "};\n")
    print("struct IntrinsicEntry {\n  std::string_view package, function;\n  uint32_t architectures;  // a bit for each, in the order above\n};\n")
    print("// Sorted by package and function.")
    print("inline constexpr IntrinsicEntry kIntrinsics[] = {")
    for (package, function), bits in sorted(by_function.items()):
        print(f'  {{"{package}", "{function}", {bits:#x}}},')
    print("};\n// clang-format on\n\n}  // namespace escapement::inlining")


main()
