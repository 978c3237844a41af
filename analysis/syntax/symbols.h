// The grammar's symbols and fields as enumerators, so that the builder switches over them instead of comparing names.
// The names are those of grammar/grammar.js; `symbols()` fails loudly when one is missing there.
#pragma once

#include <array>
#include <cstdint>

#include <tree_sitter/api.h>

#include "analysis/syntax/ast.h"

namespace escapement::syntax {

// Named nodes of the grammar.
// clang-format off
#define ESCAPEMENT_SYMBOLS(X)                                                                                   \
  X(source_file) X(comment) X(package_clause) X(import_declaration) X(import_spec) X(const_declaration)         \
  X(const_spec) X(var_declaration) X(var_spec) X(type_declaration) X(type_spec) X(type_parameters)              \
  X(type_parameter) X(function_declaration) X(method_declaration) X(parameters) X(parameter) X(qualified_type)  \
  X(generic_type) X(parenthesized_type) X(pointer_type) X(array_type) X(slice_type) X(open_array_type)          \
  X(map_type) X(channel_type) X(function_type) X(struct_type) X(field_declaration) X(interface_type)            \
  X(method_element) X(union_type) X(tilde_type) X(block) X(empty_statement) X(labeled_statement) X(send_statement)   \
  X(inc_dec_statement) X(assignment) X(go_statement) X(defer_statement) X(return_statement) X(break_statement)  \
  X(continue_statement) X(goto_statement) X(fallthrough_statement) X(if_statement) X(switch_statement)          \
  X(select_statement) X(case_clause) X(for_statement) X(for_clause) X(range_clause) X(expression_list)          \
  X(unary_expression) X(binary_expression) X(selector_expression) X(index_expression) X(slice_expression)       \
  X(type_assertion) X(call_expression) X(composite_literal) X(parenthesized_expression) X(function_literal)     \
  X(literal_value) X(keyed_element) X(identifier) X(number) X(rune) X(interpreted_string) X(raw_string)

// Tokens that the builder looks at. Operators stand in `SymbolTable::operators`.
#define ESCAPEMENT_TOKENS(X)                                                                                     \
  X(ellipsis, "...") X(colon, ":") X(left_paren, "(") X(right_paren, ")") X(left_brace, "{") X(right_brace, "}") \
  X(left_bracket, "[") X(right_bracket, "]") X(dot, ".") X(comma, ",") X(equals, "=") X(arrow, "<-")             \
  X(kw_func, "func") X(kw_type, "type") X(kw_case, "case") X(kw_default, "default") X(kw_range, "range")         \
  X(kw_chan, "chan") X(kw_return, "return") X(kw_break, "break") X(kw_continue, "continue")

enum class Sym : uint8_t {
  other,  // an anonymous token that needs no name
  keyword,
  error,
#define X(name) name,
  ESCAPEMENT_SYMBOLS(X)
#undef X
#define X(name, text) name,
  ESCAPEMENT_TOKENS(X)
#undef X
};

#define ESCAPEMENT_FIELDS(X)                                                                                     \
  X(alternative, "else") X(argument, "argument") X(body, "body") X(call, "call") X(capacity, "capacity")         \
  X(case_item, "case") X(channel, "channel") X(condition, "condition") X(constraint, "constraint")               \
  X(dots, "dots") X(element, "element") X(embedded, "embedded") X(end, "end") X(field, "field")                  \
  X(function, "function") X(index, "index") X(init, "init") X(key, "key") X(label, "label") X(left, "left")      \
  X(length, "length") X(name, "name") X(operand, "operand") X(operation, "operator") X(package, "package")       \
  X(parameters, "parameters") X(path, "path") X(post, "post") X(receiver, "receiver") X(result, "result")        \
  X(right, "right") X(start, "start") X(statement, "statement") X(tag, "tag") X(consequence, "then")             \
  X(type, "type") X(type_parameters, "type_parameters") X(value, "value")
// clang-format on

enum class Fld : uint8_t {
  none,
#define X(name, text) name,
  ESCAPEMENT_FIELDS(X)
#undef X
};

struct SymbolTable {
  std::array<Sym, 256> symbols{};      // by TSSymbol
  std::array<Token, 256> operators{};  // by TSSymbol
  std::array<bool, 256> named{};       // by TSSymbol
  std::array<Fld, 256> fields{};       // by TSFieldId

  Sym of(TSSymbol symbol) const { return symbol < symbols.size() ? symbols[symbol] : Sym::error; }
  bool is_named(TSSymbol symbol) const { return symbol < named.size() && named[symbol]; }
};

// The table of the grammar; built once, immutable.
const SymbolTable& symbol_table();

}  // namespace escapement::syntax
