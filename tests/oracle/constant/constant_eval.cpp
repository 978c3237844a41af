// Evaluates the postfix expressions that generate/main.go prints: one expression a line, one value a line.
// The operations are named there.
#include <fmt/format.h>

#include <charconv>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/constant/represent.h"
#include "analysis/constant/value.h"

namespace {

using namespace escapement::constant;
using Stack = std::vector<Value>;

std::string from_hex(std::string_view digits) {
  std::string out;
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    int byte = 0;
    std::from_chars(digits.data() + i, digits.data() + i + 2, byte, 16);
    out += static_cast<char>(byte);
  }
  return out;
}

Value pop(Stack& stack) {
  if (stack.empty()) return {};
  Value const out = stack.back();
  stack.pop_back();
  return out;
}

Value literal(char kind, std::string_view hex) {
  std::string const text = from_hex(hex);
  switch (kind) {
    case 'i': return int_literal(text);
    case 'f': return float_literal(text);
    case 'm': return imaginary_literal(text);
    case 'c': return rune_literal(text);
    default: return string_literal(text);
  }
}

const std::map<std::string, BinaryOp, std::less<>> kBinary = {
    {"+", BinaryOp::Add},      {"-", BinaryOp::Sub},     {"*", BinaryOp::Mul},         {"/", BinaryOp::Quo},
    {"div", BinaryOp::IntQuo}, {"%", BinaryOp::Rem},     {"&", BinaryOp::And},         {"|", BinaryOp::Or},
    {"^", BinaryOp::Xor},      {"&^", BinaryOp::AndNot}, {"&&", BinaryOp::LogicalAnd}, {"||", BinaryOp::LogicalOr}};
const std::map<std::string, CompareOp, std::less<>> kCompare = {{"==", CompareOp::Eql}, {"!=", CompareOp::Neq}, {"<", CompareOp::Lss},
                                                                {"<=", CompareOp::Leq}, {">", CompareOp::Gtr},  {">=", CompareOp::Geq}};
using Class = Format::Class;
const std::map<std::string, Format, std::less<>> kFormats = {{"bool", {Class::Bool}},
                                                             {"string", {Class::String}},
                                                             {"int8", {Class::Signed, 8}},
                                                             {"int16", {Class::Signed, 16}},
                                                             {"int32", {Class::Signed, 32}},
                                                             {"int64", {Class::Signed, 64}},
                                                             {"int", {Class::Signed, 64}},
                                                             {"uint8", {Class::Unsigned, 8}},
                                                             {"uint16", {Class::Unsigned, 16}},
                                                             {"uint32", {Class::Unsigned, 32}},
                                                             {"uint64", {Class::Unsigned, 64}},
                                                             {"uint", {Class::Unsigned, 64}},
                                                             {"uintptr", {Class::Unsigned, 64}},
                                                             {"float32", {Class::Float, 32}},
                                                             {"float64", {Class::Float, 64}},
                                                             {"complex64", {Class::Complex, 64}},
                                                             {"complex128", {Class::Complex, 128}}};

Value unary(std::string_view op, const Value& x) {
  if (op == "neg") return negate(x);
  if (op == "not") return logical_not(x);
  if (op == "real") return x.real();
  if (op == "imag") return x.imaginary();
  if (op == "toint") return to_int(x);
  if (op == "tofloat") return to_float(x);
  if (op == "tocomplex") return to_complex(x);
  size_t const colon = op.find(':');
  std::string_view const name = op.substr(0, colon);
  std::string_view const argument = op.substr(colon + 1);
  if (name == "conv") return represent(x, kFormats.find(argument)->second);
  unsigned number = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), number);
  if (name == "shl") return shift_left(x, number);
  if (name == "shr") return shift_right(x, number);
  return complement(x, number);
}

void step(Stack& stack, std::string_view op) {
  if (op.size() >= 2 && op[1] == ':') {
    stack.push_back(literal(op[0], op.substr(2)));
  } else if (auto const binary_op = kBinary.find(op); binary_op != kBinary.end()) {
    Value const right = pop(stack);
    stack.push_back(binary(pop(stack), binary_op->second, right));
  } else if (auto const compare_op = kCompare.find(op); compare_op != kCompare.end()) {
    Value const right = pop(stack);
    stack.push_back(Value::of(compare(pop(stack), compare_op->second, right)));
  } else if (op == "complex") {
    Value const imaginary = pop(stack);
    stack.push_back(complex_of_parts(pop(stack), imaginary));
  } else {
    stack.push_back(unary(op, pop(stack)));
  }
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  static constexpr std::string_view kKinds[] = {"Unknown", "Bool", "String", "Int", "Float", "Complex"};
  for (std::string line; std::getline(std::cin, line);) {
    Stack stack;
    std::istringstream words(line);
    for (std::string op; words >> op;) step(stack, op);
    Value const out = pop(stack);
    std::cout << fmt::format("{} {} {} {}\n", kKinds[static_cast<size_t>(out.kind())], out.sign(), exact_text(out), short_text(out));
  }
  return 0;
}
