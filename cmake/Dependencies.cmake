# Everything comes from the distribution's packages; `./dev deps` installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(TBB REQUIRED)
find_package(absl REQUIRED)
find_package(Catch2 REQUIRED)
find_package(mimalloc QUIET)
pkg_check_modules(TREE_SITTER REQUIRED IMPORTED_TARGET tree-sitter)
pkg_check_modules(GMP REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(MPFR REQUIRED IMPORTED_TARGET mpfr)
pkg_check_modules(LIBMD REQUIRED IMPORTED_TARGET libmd)
find_path(ASIO_INCLUDE_DIR asio.hpp REQUIRED)

# Oracles need a Go toolchain; the product never does.
find_program(ESCAPEMENT_GO go HINTS $ENV{ESCAPEMENT_GO_BIN} /usr/local/go/bin DOC "the go command, for the oracle tests")
