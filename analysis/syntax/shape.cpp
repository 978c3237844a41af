#include "analysis/syntax/shape.h"

namespace escapement::syntax {
namespace {

using K = NodeKind;
constexpr auto U = OperandKind::Unused, R = OperandKind::Ref, L = OperandKind::List, N = OperandKind::Name, I = OperandKind::Number;

struct Row {
  K kind;
  NodeShape shape;
};

constexpr Row kRows[] = {
    {K::None, {"None", {U, U, U, U}}},
    {K::BadExpr, {"BadExpr", {U, U, U, U}}},
    {K::Name, {"Name", {N, U, U, U}}},
    {K::BasicLit, {"BasicLit", {U, U, U, U}, OpKind::LitKind}},
    {K::CompositeLit, {"CompositeLit", {R, L, U, U}}},
    {K::KeyValue, {"KeyValue", {R, R, U, U}}},
    {K::FuncLit, {"FuncLit", {R, R, U, U}}},
    {K::Paren, {"Paren", {R, U, U, U}}},
    {K::Selector, {"Selector", {R, R, U, U}}},
    {K::Index, {"Index", {R, L, U, U}}},
    {K::Slice, {"Slice", {R, R, R, R}}},
    {K::TypeAssert, {"TypeAssert", {R, R, U, U}}},
    {K::Call, {"Call", {R, L, U, U}}},
    {K::Star, {"Star", {R, U, U, U}}},
    {K::Unary, {"Unary", {R, U, U, U}, OpKind::Token}},
    {K::Binary, {"Binary", {R, R, U, U}, OpKind::Token}},
    {K::ArrayType, {"ArrayType", {R, R, U, U}}},
    {K::SliceType, {"SliceType", {R, U, U, U}}},
    {K::StructType, {"StructType", {L, U, U, U}}},
    {K::FuncType, {"FuncType", {L, L, L, U}}},
    {K::InterfaceType, {"InterfaceType", {L, U, U, U}}},
    {K::MapType, {"MapType", {R, R, U, U}}},
    {K::ChanType, {"ChanType", {R, U, U, U}, OpKind::ChanDir}},
    {K::Ellipsis, {"Ellipsis", {R, U, U, U}}},
    {K::Field, {"Field", {L, R, R, U}}},
    {K::BadStmt, {"BadStmt", {U, U, U, U}}},
    {K::EmptyStmt, {"EmptyStmt", {U, U, U, U}}},
    {K::ExprStmt, {"ExprStmt", {R, U, U, U}}},
    {K::SendStmt, {"SendStmt", {R, R, U, U}}},
    {K::IncDec, {"IncDec", {R, U, U, U}, OpKind::Token}},
    {K::Assign, {"Assign", {L, L, U, U}, OpKind::Token}},
    {K::GoStmt, {"GoStmt", {R, U, U, U}}},
    {K::DeferStmt, {"DeferStmt", {R, U, U, U}}},
    {K::ReturnStmt, {"ReturnStmt", {L, U, U, U}}},
    {K::BranchStmt, {"BranchStmt", {R, U, U, U}, OpKind::Token}},
    {K::Block, {"Block", {L, U, U, U}}},
    {K::IfStmt, {"IfStmt", {R, R, R, R}}},
    {K::CaseClause, {"CaseClause", {L, L, U, U}}},
    {K::SwitchStmt, {"SwitchStmt", {R, R, L, U}}},
    {K::TypeSwitchStmt, {"TypeSwitchStmt", {R, R, L, R}}},
    {K::CommClause, {"CommClause", {R, L, U, U}}},
    {K::SelectStmt, {"SelectStmt", {L, U, U, U}}},
    {K::ForStmt, {"ForStmt", {R, R, R, R}}},
    {K::RangeStmt, {"RangeStmt", {R, R, R, R}, OpKind::Token}},
    {K::LabeledStmt, {"LabeledStmt", {R, R, U, U}}},
    {K::DeclStmt, {"DeclStmt", {R, U, U, U}}},
    {K::BadDecl, {"BadDecl", {U, U, U, U}}},
    {K::GenDecl, {"GenDecl", {L, U, U, U}, OpKind::Token}},
    {K::ImportSpec, {"ImportSpec", {R, R, U, U}}},
    {K::ValueSpec, {"ValueSpec", {L, R, L, I}}},
    {K::TypeSpec, {"TypeSpec", {R, L, R, U}}},
    {K::FuncDecl, {"FuncDecl", {L, R, R, R}}},
};

constexpr bool rows_are_in_order() {
  for (size_t i = 0; i < std::size(kRows); ++i)
    if (static_cast<size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(rows_are_in_order() && std::size(kRows) == static_cast<size_t>(K::FuncDecl) + 1);

constexpr std::string_view kTokens[] = {
    "",    "||",  "&&", "==",  "!=", "<",  "<=",    ">",        ">=",   "+",           "-",      "|",     "^",    "*",   "/",  "%",
    "<<",  ">>",  "&",  "&^",  "!",  "~",  "<-",    "=",        ":=",   "+=",          "-=",     "|=",    "^=",   "*=",  "/=", "%=",
    "<<=", ">>=", "&=", "&^=", "++", "--", "break", "continue", "goto", "fallthrough", "import", "const", "type", "var",
};
static_assert(std::size(kTokens) == static_cast<size_t>(Token::Var) + 1);

}  // namespace

const NodeShape& shape_of(NodeKind kind) { return kRows[static_cast<size_t>(kind)].shape; }

std::string_view token_text(Token token) { return kTokens[static_cast<size_t>(token)]; }

}  // namespace escapement::syntax
