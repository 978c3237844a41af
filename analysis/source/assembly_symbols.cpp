#include "analysis/source/assembly_symbols.h"

#include "analysis/source/assembly_tokens.h"

namespace escapement::source {

namespace {

using Kind = AssemblyToken::Kind;
using Operand = std::span<const AssemblyToken>;

struct Symbol {
  std::string name;
  Abi abi = Abi::Stack;
};

class Reader {
 public:
  Reader(const AssemblyPackage& package, AssemblySymbols& out) : package_(package), out_(out) {}

  void run(std::span<const AssemblyToken> tokens) {
    for (size_t i = 0; i < tokens.size();) {
      if (tokens[i].kind != Kind::Word) {
        ++i;
        continue;
      }
      std::string const& word = tokens[i].text;
      if (i + 1 < tokens.size() && tokens[i + 1].is(':')) {
        i += 2;
        continue;
      }
      instruction(word, operands(tokens, ++i));
    }
  }

 private:
  // What commas separate, up to the line's end.
  static std::vector<Operand> operands(std::span<const AssemblyToken> tokens, size_t& i) {
    std::vector<Operand> out;
    int nesting = 0;
    size_t begin = i;
    auto const end_operand = [&] {
      if (i > begin) out.push_back(tokens.subspan(begin, i - begin));
      begin = i + 1;
    };
    for (; i < tokens.size() && !tokens[i].ends_line(); ++i) {
      if (tokens[i].is('(') || tokens[i].is('[')) ++nesting;
      if (tokens[i].is(')') || tokens[i].is(']')) --nesting;
      if (tokens[i].is(',') && nesting == 0) end_operand();
    }
    end_operand();
    return out;
  }

  void instruction(const std::string& word, const std::vector<Operand>& operands) {
    if (word == "TEXT") {
      if (auto const symbol = operands.empty() ? std::nullopt : address(operands[0])) out_.defined[symbol->name] = symbol->abi;
      return;
    }
    if (word == "GLOBL" || word == "PCDATA") return;
    // DATA defines a symbol, the first operand of FUNCDATA is a number.
    size_t const first = word == "DATA" || word == "FUNCDATA" ? 1 : 0;
    for (size_t i = first; i < operands.size(); ++i) {
      if (auto const symbol = address(operands[i])) mention(*symbol);
    }
  }

  void mention(const Symbol& symbol) {
    AssemblySymbols::Mentioned& entry = out_.mentioned[symbol.name];
    (symbol.abi == Abi::Internal ? entry.by_internal : entry.by_stack) = true;
  }

  // [$|*]name[<ABI>][+number](SB); none: something else, or a symbol of this file alone.
  std::optional<Symbol> address(Operand operand) const {
    if (!operand.empty() && (operand[0].is('$') || operand[0].is('*'))) operand = operand.subspan(1);
    if (operand.empty() || operand[0].kind != Kind::Word) return std::nullopt;
    Symbol out{operand[0].text};
    if (out.name.starts_with('.')) out.name = package_.import_path + out.name;
    operand = operand.subspan(1);
    if (operand.size() >= 3 && operand[0].is('<') && operand[2].is('>')) {
      if (operand[1].is_word("ABIInternal")) out.abi = Abi::Internal;
      operand = operand.subspan(3);
    }
    if (operand.size() >= 2 && operand[0].is('+') && operand[1].kind == Kind::Number) operand = operand.subspan(2);
    bool const is_static_base = operand.size() == 3 && operand[0].is('(') && operand[1].is_word("SB") && operand[2].is(')');
    if (!is_static_base) return std::nullopt;
    return out;
  }

  const AssemblyPackage& package_;
  AssemblySymbols& out_;
};

}  // namespace

AssemblySymbols assembly_symbols(const AssemblyPackage& package, const ReadText& read) {
  AssemblySymbols out;
  for (const std::string& file : package.files) Reader(package, out).run(assembly_tokens(package, file, read));
  return out;
}

}  // namespace escapement::source
