#include "analysis/syntax/symbols.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "grammar/language.h"

namespace escapement::syntax {
namespace {

struct OperatorName {
  std::string_view text;
  Token token;
};

constexpr OperatorName kOperators[] = {
    {"||", Token::OrOr},      {"&&", Token::AndAnd},     {"==", Token::Eql},        {"!=", Token::Neq},       {"<", Token::Lss},
    {"<=", Token::Leq},       {">", Token::Gtr},         {">=", Token::Geq},        {"+", Token::Add},        {"-", Token::Sub},
    {"|", Token::Or},         {"^", Token::Xor},         {"*", Token::Mul},         {"/", Token::Quo},        {"%", Token::Rem},
    {"<<", Token::Shl},       {">>", Token::Shr},        {"&", Token::And},         {"&^", Token::AndNot},    {"!", Token::Not},
    {"~", Token::Tilde},      {"<-", Token::Arrow},      {"=", Token::Assign},      {":=", Token::Define},    {"+=", Token::AddAssign},
    {"-=", Token::SubAssign}, {"|=", Token::OrAssign},   {"^=", Token::XorAssign},  {"*=", Token::MulAssign}, {"/=", Token::QuoAssign},
    {"%=", Token::RemAssign}, {"<<=", Token::ShlAssign}, {">>=", Token::ShrAssign}, {"&=", Token::AndAssign}, {"&^=", Token::AndNotAssign},
    {"++", Token::Inc},       {"--", Token::Dec},
};

[[noreturn]] void grammar_mismatch(const char* what, std::string_view name) {
  std::fprintf(stderr, "escapement: the grammar has no %s \"%.*s\"\n", what, static_cast<int>(name.size()), name.data());
  std::abort();
}

bool is_keyword(std::string_view name) { return !name.empty() && name[0] >= 'a' && name[0] <= 'z'; }

SymbolTable make_table() {
  const TSLanguage* language = grammar::language();
  SymbolTable table;
  uint32_t count = ts_language_symbol_count(language);
  if (count > table.symbols.size() || ts_language_field_count(language) >= table.fields.size()) grammar_mismatch("room for", "all symbols");
  for (TSSymbol s = 0; s < count; ++s) table.named[s] = ts_language_symbol_type(language, s) == TSSymbolTypeRegular;
  auto name_of = [&](TSSymbol s) { return std::string_view(ts_language_symbol_name(language, s)); };
  auto each = [&](bool named, std::string_view name, auto&& action) {
    bool found = false;
    for (TSSymbol s = 0; s < count; ++s) {
      bool is_named = ts_language_symbol_type(language, s) == TSSymbolTypeRegular;
      bool is_anonymous = ts_language_symbol_type(language, s) == TSSymbolTypeAnonymous;
      if ((named ? is_named : is_anonymous) && name_of(s) == name) action(s), found = true;
    }
    if (!found) grammar_mismatch(named ? "node" : "token", name);
  };
  for (TSSymbol s = 0; s < count; ++s) {
    if (ts_language_symbol_type(language, s) == TSSymbolTypeAnonymous && is_keyword(name_of(s))) table.symbols[s] = Sym::keyword;
  }
#define X(name) each(true, #name, [&](TSSymbol s) { table.symbols[s] = Sym::name; });
  ESCAPEMENT_SYMBOLS(X)
#undef X
#define X(name, text) each(false, text, [&](TSSymbol s) { table.symbols[s] = Sym::name; });
  ESCAPEMENT_TOKENS(X)
#undef X
  for (const OperatorName& op : kOperators) each(false, op.text, [&](TSSymbol s) { table.operators[s] = op.token; });
  auto set_field = [&](std::string_view name, Fld field) {
    TSFieldId id = ts_language_field_id_for_name(language, name.data(), static_cast<uint32_t>(name.size()));
    if (id == 0) grammar_mismatch("field", name);
    table.fields[id] = field;
  };
#define X(name, text) set_field(text, Fld::name);
  ESCAPEMENT_FIELDS(X)
#undef X
  return table;
}

}  // namespace

const SymbolTable& symbol_table() {
  static const SymbolTable table = make_table();
  return table;
}

}  // namespace escapement::syntax
