// The abstract syntax tree of Go, after go/ast in structure and cmd/compile/internal/syntax in positions.
//
// Each top-level declaration is one DeclTree with its own arena of 32-byte nodes. Spans are bytes relative to
// the declaration's start, so an edit above a declaration moves nothing in it, and a declaration whose text
// is unchanged keeps its tree. `pos` is the position gc's messages use (the "(" of a call, the operator of a
// binary expression, …; cmd/compile/internal/syntax, parser). Operands a–d mean per kind what NodeKind says;
// the typed views in analysis/syntax/views.h give them names.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/diagnostic.h"
#include "analysis/base/id.h"
#include "analysis/base/names.h"
#include "analysis/base/span.h"

namespace escapement::syntax {

using base::NameId;
using base::Span;
using NodeId = base::Id<struct NodeTag>;  // of one DeclTree

// In the comments: `x` one node, `[x]` a list, `x?` a node that may be none.
enum class NodeKind : uint8_t {
  None,
  // Expressions and types (one family: which it is, the checker decides)
  BadExpr,        // what could not be parsed; a diagnostic of the file says why
  Name,           // a = NameId
  BasicLit,       // op = LitKind; text by span
  CompositeLit,   // a = type?, b = [element]; pos = "{"
  KeyValue,       // a = key, b = value
  FuncLit,        // a = FuncType, b = Block
  Paren,          // a = inner
  Selector,       // a = operand, b = Name; pos = "."
  Index,          // a = operand, b = [index or type argument]; pos = "["
  Slice,          // a = operand, b = low?, c = high?, d = max?; kThreeIndex; pos = "["
  TypeAssert,     // a = operand, b = type? (none: .(type)); pos = "."
  Call,           // a = function or type, b = [argument]; kEllipsis: last argument is spread; pos = "("
  Star,           // a = operand: *x or *T
  Unary,          // op = Token, a = operand; includes &x, <-x, ~T
  Binary,         // op = Token, a, b; pos = operator
  ArrayType,      // a = length? (kEllipsis: [...]T), b = element
  SliceType,      // a = element
  StructType,     // a = [Field]
  FuncType,       // a = [Field] type parameters, b = [Field] parameters, c = [Field] results
  InterfaceType,  // a = [Field]: methods (a name and a FuncType) and embedded elements (no name)
  MapType,        // a = key, b = value
  ChanType,       // op = ChanDir, a = element
  Ellipsis,       // a = element: the type of a final ...T parameter
  Field,          // a = [Name] (empty: embedded or unnamed), b = type, c = tag? (BasicLit)
  // Statements
  BadStmt,
  EmptyStmt,       // kImplicit where no semicolon was written
  ExprStmt,        // a
  SendStmt,        // a = channel, b = value; pos = "<-"
  IncDec,          // op = Token (Inc/Dec), a
  Assign,          // op = Token (Assign, Define, or an assignment operator), a = [left], b = [right]; pos = operator
  GoStmt,          // a = call
  DeferStmt,       // a = call
  ReturnStmt,      // a = [result]
  BranchStmt,      // op = Token (Break, Continue, Goto, Fallthrough), a = Name?
  Block,           // a = [statement]; span includes the braces
  IfStmt,          // a = init?, b = condition, c = Block, d = else? (IfStmt or Block)
  CaseClause,      // a = [expression or type] (kDefault: default), b = [statement]
  SwitchStmt,      // a = init?, b = tag?, c = [CaseClause]
  TypeSwitchStmt,  // a = init?, b = x? of `x := y.(type)` (a Name; else the checker says so), c =
                   // [CaseClause], d = TypeAssert without type
  CommClause,      // a = communication statement? (kDefault: none), b = [statement]
  SelectStmt,      // a = [CommClause]
  ForStmt,         // a = init?, b = condition?, c = post?, d = Block
  RangeStmt,       // a = key?, b = value?, c = operand, d = Block; op = Define, Assign or None; pos = "range"
  LabeledStmt,     // a = Name, b = statement
  DeclStmt,        // a = GenDecl
  // Declarations
  BadDecl,
  GenDecl,     // op = Token (Import, Const, Type, Var), a = [spec]; kGrouped: in parentheses
  ImportSpec,  // a = Name? (also "." and "_"), b = BasicLit
  ValueSpec,   // a = [Name], b = type?, c = [value], d = iota of this spec
  TypeSpec,    // a = Name, b = [Field] type parameters, c = type; kAlias
  FuncDecl,    // a = [Field] receiver, b = Name, c = FuncType, d = Block?; pos = first token after "func"
};

enum class Token : uint16_t {
  None,
  // Binary and unary operators; order follows the precedence table of the specification
  OrOr,
  AndAnd,
  Eql,
  Neq,
  Lss,
  Leq,
  Gtr,
  Geq,
  Add,
  Sub,
  Or,
  Xor,
  Mul,
  Quo,
  Rem,
  Shl,
  Shr,
  And,
  AndNot,
  Not,
  Tilde,
  Arrow,
  // Assignment
  Assign,
  Define,
  AddAssign,
  SubAssign,
  OrAssign,
  XorAssign,
  MulAssign,
  QuoAssign,
  RemAssign,
  ShlAssign,
  ShrAssign,
  AndAssign,
  AndNotAssign,
  Inc,
  Dec,
  // Keywords that nodes carry
  Break,
  Continue,
  Goto,
  Fallthrough,
  Import,
  Const,
  Type,
  Var,
};

enum class LitKind : uint16_t { Int, Float, Imaginary, Rune, String };
enum class ChanDir : uint16_t { Both, Send, Receive };

enum NodeFlag : uint8_t {
  kEllipsis = 1,    // Call: f(x...); ArrayType: [...]T
  kThreeIndex = 2,  // Slice: s[a:b:c]
  kDefault = 4,     // CaseClause, CommClause
  kAlias = 8,       // TypeSpec: type A = T
  kGrouped = 16,    // GenDecl: in parentheses
  kImplicit = 32,   // EmptyStmt without a semicolon of its own
  kBad = 64,        // contains a syntax error
};

struct Node {
  NodeKind kind = NodeKind::None;
  uint8_t flags = 0;
  uint16_t op = 0;
  uint32_t begin = 0;  // bytes from the declaration's start
  uint32_t end = 0;
  uint32_t pos = 0;
  uint32_t a = 0, b = 0, c = 0, d = 0;

  Span span() const { return {begin, end}; }
  Token token() const { return static_cast<Token>(op); }
};
static_assert(sizeof(Node) == 32, "the hot node type: half a cache line");

// A compiler directive comment (`//go:noinline`, `//go:embed x`, …) that stands before or in a declaration.
struct Directive {
  Span span;  // relative to the declaration; the text is that of the comment
  std::string text;
};

// One top-level declaration. Immutable once built; shared by the snapshots that contain its text unchanged.
class DeclTree {
 public:
  const Node& node(NodeId id) const { return nodes_[id.value]; }
  const Node& operator[](NodeId id) const { return nodes_[id.value]; }
  // The node that operand `a`…`d` of a node names.
  static NodeId ref(uint32_t operand) { return NodeId(operand); }
  // The list that an operand names: the ids of its elements.
  std::span<const NodeId> list(uint32_t operand) const { return {lists_.data() + operand + 1, lists_[operand].value}; }
  NameId name(NodeId id) const { return NameId(nodes_[id.value].a); }

  NodeId root() const { return root_; }
  // Number of nodes plus one: side tables indexed by NodeId have this size.
  uint32_t node_limit() const { return static_cast<uint32_t>(nodes_.size()); }
  // The declaration's own text, spans index into it.
  std::string_view text() const { return text_; }
  std::string_view text(NodeId id) const {
    const Node& n = nodes_[id.value];
    return std::string_view(text_).substr(n.begin, n.end - n.begin);
  }
  const std::vector<Directive>& directives() const { return directives_; }
  bool has_errors() const { return has_errors_; }
  size_t memory_bytes() const;

 private:
  friend class TreeBuilder;
  std::vector<Node> nodes_{1};            // element 0 is none
  std::vector<NodeId> lists_{NodeId(0)};  // each list: its length, then its elements; operand 0 is the empty list
  std::string text_;
  std::vector<Directive> directives_;
  NodeId root_;
  bool has_errors_ = false;
};

// A declaration in its place: the tree knows no offset of its own.
struct DeclInFile {
  std::shared_ptr<const DeclTree> tree;
  uint32_t start = 0;  // bytes from the file's start
  Span in_file(NodeId id) const { return tree->node(id).span().shifted(start); }
  uint32_t pos_in_file(NodeId id) const { return tree->node(id).pos + start; }
};

// A parsed file. Imports are GenDecls among the declarations.
struct FileTree {
  NameId package_name;
  Span package_name_span;  // in the file
  std::vector<DeclInFile> decls;
  std::vector<base::Diagnostic> errors;  // places in the file; sorted by position
  std::vector<Directive> directives;     // of no declaration: before the package clause, behind the last one; places in the file
  std::vector<std::string> build_lines;  // `//go:build …` lines before the package clause
};

}  // namespace escapement::syntax
