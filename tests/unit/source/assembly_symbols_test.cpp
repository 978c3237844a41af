#include "analysis/source/assembly_symbols.h"

#include <map>

#include <catch2/catch.hpp>

using namespace escapement::source;

namespace {

AssemblySymbols symbols_of(std::map<std::string, std::string> files, std::vector<std::string> defines = {}) {
  AssemblyPackage package{"a/b", "/p", {}, {"/include"}, std::move(defines)};
  for (const auto& [name, text] : files) {
    if (name.ends_with(".s")) package.files.push_back(name.substr(name.rfind('/') + 1));
  }
  return assembly_symbols(package, [&](const std::string& path) -> std::optional<std::string> {
    auto const it = files.find(path);
    if (it == files.end()) return std::nullopt;
    return it->second;
  });
}

AssemblySymbols symbols_of(std::string text) { return symbols_of({{"/p/a.s", std::move(text)}}); }

}  // namespace

TEST_CASE("what a file defines") {
  AssemblySymbols const found = symbols_of(
      "#include \"textflag.h\"\n"
      "TEXT ·add(SB),NOSPLIT,$0-24\n\tMOVQ a+0(FP), AX\n\tRET\n"
      "TEXT runtime·cmpstring<ABIInternal>(SB),NOSPLIT,$0\n"
      "TEXT sync∕atomic·Load(SB), NOSPLIT, $0\n"
      "TEXT hidden<>(SB),NOSPLIT,$0\n"
      "GLOBL ·data(SB), 8, $16\nDATA ·data+8(SB)/8, $·other(SB)\n");
  CHECK(found.defined.size() == 3);
  CHECK(found.defined.at("a/b.add") == Abi::Stack);
  CHECK(found.defined.at("runtime.cmpstring") == Abi::Internal);
  CHECK(found.defined.at("sync/atomic.Load") == Abi::Stack);
  CHECK(found.mentioned.size() == 1);
  CHECK(found.mentioned.contains("a/b.other"));
}

TEST_CASE("what a file mentions") {
  AssemblySymbols const found = symbols_of(
      "TEXT ·f(SB),0,$0\n"
      "again: CALL ·g(SB); JMP runtime·memmove<ABIInternal>(SB)\n"
      "\tLEAQ ·table+8(SB), AX // ·not(SB)\n"
      "\tMOVQ $·h(SB), AX /* ·nor(SB)\n ·this(SB) */\n"
      "\tCALL local<>(SB)\n\tMOVQ ·x(SB)(AX*8), BX\n\tMOVQ 8(SP), ·y(SB)\n");
  CHECK(found.mentioned.size() == 5);
  CHECK(found.mentioned.at("a/b.g").by_stack);
  CHECK(!found.mentioned.at("a/b.g").by_internal);
  CHECK(found.mentioned.at("runtime.memmove").by_internal);
  CHECK(!found.mentioned.at("runtime.memmove").by_stack);
  CHECK(found.mentioned.contains("a/b.table"));
  CHECK(found.mentioned.contains("a/b.h"));
  CHECK(found.mentioned.contains("a/b.y"));
}

TEST_CASE("macros with and without parameters") {
  AssemblySymbols const found = symbols_of(
      "#define NAME ·first\n"
      "#define DISPATCH(FN, SIZE) \\\n\tCMPQ AX, $SIZE; \\\n\tJMP FN(SB)\n"
      "#define CALLFN(NAME) \\\nTEXT NAME(SB),0,$0; \\\n\tDISPATCH(·inner, 32)\n"
      "TEXT NAME(SB),0,$0\n\tDISPATCH(·big, 16)\n"
      "CALLFN(·made)\n"
      "#undef NAME\nTEXT NAME(SB),0,$0\n");
  CHECK(found.defined.size() == 3);
  CHECK(found.defined.contains("a/b.first"));
  CHECK(found.defined.contains("a/b.made"));
  CHECK(found.defined.contains("NAME"));
  CHECK(found.mentioned.size() == 2);
  CHECK(found.mentioned.contains("a/b.big"));
  CHECK(found.mentioned.contains("a/b.inner"));
}

TEST_CASE("what conditions leave out") {
  std::string const text =
      "#ifdef GOOS_linux\nTEXT ·linux(SB),0,$0\n#ifdef GOARCH_arm\nTEXT ·arm(SB),0,$0\n#else\nTEXT ·other(SB),0,$0\n#endif\n"
      "#else\n#define X\nTEXT ·elsewhere(SB),0,$0\n#endif\n#ifndef X\nTEXT ·always(SB),0,$0\n#endif\n";
  AssemblySymbols const found = symbols_of({{"/p/a.s", text}}, {"GOOS_linux", "GOARCH_amd64"});
  CHECK(found.defined.size() == 3);
  CHECK(found.defined.contains("a/b.linux"));
  CHECK(found.defined.contains("a/b.other"));
  CHECK(found.defined.contains("a/b.always"));
}

TEST_CASE("headers of the folder come before others") {
  AssemblySymbols const found = symbols_of({{"/p/a.s", "#include \"own.h\"\n#include \"go.h\"\n#include \"none.h\"\nOWN\nGO\n"},
                                            {"/p/own.h", "#define OWN CALL ·own(SB)\n"},
                                            {"/include/own.h", "#define OWN CALL ·wrong(SB)\n"},
                                            {"/include/go.h", "#define GO CALL ·go(SB)\n"}});
  CHECK(found.mentioned.size() == 2);
  CHECK(found.mentioned.contains("a/b.own"));
  CHECK(found.mentioned.contains("a/b.go"));
}

TEST_CASE("files that include each other, and macros that name themselves, come to an end") {
  AssemblySymbols const found =
      symbols_of({{"/p/a.s", "#include \"x.h\"\n#define A A B\n#define B A A\nTEXT ·f(SB),0,$0\n"}, {"/p/x.h", "#include \"x.h\"\n"}});
  CHECK(found.defined.size() == 1);
  CHECK(symbols_of("#define F(x) F(x) F(x)\nF(1)\n").empty());
  CHECK(symbols_of("TEXT").empty());
  CHECK(symbols_of("TEXT ·f(").empty());
  CHECK(symbols_of("#define\n#define F(\n#include\n/* ").empty());
}
