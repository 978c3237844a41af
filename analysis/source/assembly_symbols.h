// The functions that a package's assembly defines and mentions, and by which calling convention (cmd/asm -gensymabis; cmd/asm/internal/asm, parse.go:
// ParseSymABIs; cmd/asm/internal/lex). Lines are preprocessed as the assembler does: #include, #define, #ifdef.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

namespace escapement::source {

enum class Abi : uint8_t { Stack, Internal };  // ABI0, ABIInternal

struct AssemblySymbols {
  // By symbol: "path/of/package.name".
  absl::flat_hash_map<std::string, Abi> defined;
  struct Mentioned {
    bool by_stack = false, by_internal = false;  // by convention
  };
  absl::flat_hash_map<std::string, Mentioned> mentioned;

  bool empty() const { return defined.empty() && mentioned.empty(); }
};

struct AssemblyPackage {
  std::string import_path;
  std::string folder;
  std::vector<std::string> files;            // .s, names in the folder
  std::vector<std::string> include_folders;  // where headers are that the folder does not have
  std::vector<std::string> defines;          // macros that are defined: "GOOS_linux"
};

// The text of a file; none: there is no such file.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

// What is not understood is passed over: it is the assembler's to complain.
AssemblySymbols assembly_symbols(const AssemblyPackage& package, const ReadText& read);

}  // namespace escapement::source
