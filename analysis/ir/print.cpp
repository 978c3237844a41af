#include <fmt/format.h>

#include <algorithm>

#include "analysis/ir/ir.h"

namespace escapement::ir {

using syntax::Token;
using types::BasicKind;
using types::TypeKind;

namespace {

constexpr std::string_view kTokens[] = {"",  "||", "&&", "==", "!=", "<",  "<=", ">",  ">=", "+", "-", "|",
                                        "^", "*",  "/",  "%",  "<<", ">>", "&",  "&^", "!",  "~", "<-"};

constexpr int kSendPrecedence = 3;

class Printer {
 public:
  Printer(check::Program& program, const Unit& unit, const Substitutes* substitutes = nullptr)
      : program_(program), t_(program.types()), unit_(unit), substitutes_(substitutes) {}

  std::string print(NodeId id, int outer = 0) {
    id = visible(id);
    if (!id) return "<nil>";
    if (auto text = substitute(id)) return *std::move(text);
    if (++depth_ > 200) return "…";
    int const own = precedence(unit_.node(id));
    std::string out = text(id);
    --depth_;
    return outer > own ? "(" + out + ")" : out;
  }

  std::string assignment(const Node& n) {
    if (n.op == Op::AssignOp && !n.y) return print(n.x) + (static_cast<Token>(n.token) == Token::Dec ? "--" : "++");
    std::string const sign = n.op == Op::AssignOp ? std::string(assignment_operator(n)) : (n.flags & kDefine) != 0 ? ":=" : "=";
    if (n.op == Op::AssignList) return fmt::format("{} {} {}", targets(n.list), sign, list(unit_.list(n.list2)));
    return fmt::format("{} {} {}", n.x ? print(n.x) : "_", sign, print(n.y));
  }

  std::string print_statement(NodeId id) { return statement(id, {}); }

  std::string function_type(const Func& func) {
    types::Signature const& signature = t_.signature_of(func.type);
    std::string out;
    size_t first = 0;
    if (!func.params.empty() && unit_.local(func.params[0]).role == LocalRole::Receiver) {
      out = fmt::format("method({}) ", type(unit_.local(func.params[0]).type));
      first = 1;
    }
    out += "func(";
    for (size_t i = first; i < func.params.size(); ++i) {
      TypeId const parameter = unit_.local(func.params[i]).type;
      bool const last = i + 1 == func.params.size();
      if (i != first) out += ", ";
      out += signature.variadic && last ? "..." + type(t_.elem(t_.underlying(parameter))) : type(parameter);
    }
    out += ")";
    if (func.results.empty()) return out;
    std::string results;
    for (LocalId result : func.results) results += (results.empty() ? "" : ", ") + type(unit_.local(result).type);
    return out + (func.results.size() == 1 ? " " + results : " (" + results + ")");
  }

  std::string statements(std::span<const NodeId> nodes) {
    std::string out;
    bool first = true;
    flatten(nodes, out, first);
    return out;
  }

  std::string print_as(NodeId literal_node, TypeId type) {
    Node n = unit_.node(literal_node);
    n.type = type;
    return literal(n);
  }

  // Variables of a function of another package have that package's name; temporaries are of none, and what has no name in the text is of the
  // package of its function's symbol.
  std::string local_name(const Local& local) {
    if (local.name.starts_with('~')) {
      std::string const package = symbol_package(program_, unit_);
      return package.empty() ? local.name : package + "." + local.name;
    }
    types::PackageId const package = local.package ? local.package : unit_.package->id;
    if (package == unit_.compiled_in || local.role == LocalRole::Temp) return local.name;
    return fmt::format("{}.{}", name(t_.package(package).name), local.name);
  }

 private:
  // Blocks are part of the list they stand in. What runs first in an if statement is printed with it where it is one simple statement.
  void flatten(std::span<const NodeId> nodes, std::string& out, bool& first) {
    size_t inits = 0;
    for (size_t i = 0; i < nodes.size(); ++i) {
      const Node& n = unit_.node(nodes[i]);
      if ((n.flags & kOfNext) != 0) {
        ++inits;
        continue;
      }
      if (n.op == Op::Block) {
        flatten(unit_.list(n.list), out, first);
      } else {
        if (!std::exchange(first, false)) out += "; ";
        bool const simple = inits == 1 && i != 0 && unit_.node(nodes[i - 1]).op != Op::Declare;
        out += statement(nodes[i], simple && n.op == Op::If ? nodes[i - 1] : NodeId());
      }
      inits = 0;
    }
  }

  bool has_statements(uint32_t list_id) const {
    return std::ranges::any_of(unit_.list(list_id), [&](NodeId each) {
      const Node& n = unit_.node(each);
      return n.op != Op::Block || has_statements(n.list);
    });
  }

  std::string statement(NodeId id, NodeId init) {
    const Node& n = unit_.node(id);
    switch (n.op) {
      case Op::Assign:
      case Op::AssignOp:
      case Op::AssignList: return assignment(n);
      case Op::AssignCall:
      case Op::AssignMap:
      case Op::AssignRecv:
      case Op::AssignType: return fmt::format("{} {} {}", targets(n.list), (n.flags & kDefine) != 0 ? ":=" : "=", print(n.x));
      case Op::Return: return "return " + list(unit_.list(n.list));
      case Op::If: {
        std::string out = init ? fmt::format("if {}; {}", statement(init, {}), print(n.x)) : "if " + print(n.x);
        out += fmt::format(" {{ {} }}", statements(unit_.list(n.list)));
        if (has_statements(n.list2)) out += fmt::format(" else {{ {} }}", statements(unit_.list(n.list2)));
        return out;
      }
      case Op::For:
      case Op::Range: return "for loop";
      case Op::Switch:
      case Op::TypeSwitch: return "switch statement";
      case Op::Select: return "select statement";
      case Op::Send: return fmt::format("{} <- {}", print(n.x, kSendPrecedence), print(n.y, kSendPrecedence + 1));
      case Op::Go: return "go " + print(n.x);
      case Op::Defer: return "defer " + print(n.x);
      case Op::Label: return name(n.name) + ": ";
      case Op::Goto: return n.name ? "goto " + name(n.name) : fmt::format("goto .i{}", n.ref);
      case Op::Break: return n.name ? "break " + name(n.name) : "break";
      case Op::Continue: return n.name ? "continue " + name(n.name) : "continue";
      case Op::Fallthrough: return "fallthrough";
      case Op::Block: return "";
      case Op::Case: {
        std::string const values = list(unit_.list(n.list));
        return fmt::format("{}: {}", n.list == 0 || unit_.list(n.list).empty() ? "default" : "case " + values,
                           statements(unit_.list(n.list2)));
      }
      default: return print(id);
    }
  }

  std::optional<std::string> substitute(NodeId id) const {
    return substitutes_ != nullptr && *substitutes_ ? (*substitutes_)(id) : std::nullopt;
  }

  // Nodes that gc made are looked through.
  NodeId visible(NodeId id) const {
    while (id) {
      const Node& n = unit_.node(id);
      bool const skipped = (n.flags & kImplicit) != 0 &&
                           (n.op == Op::Addr || n.op == Op::Deref || n.op == Op::Conv || n.op == Op::ConvNop || n.op == Op::ConvIface);
      // A bare name that statements run before is wrapped in a conversion that shows (ir.InitExpr).
      bool const init = n.op == Op::Init && unit_.node(n.x).op != Op::Local;
      if ((!skipped && !init) || substitute(id)) break;
      id = n.x;
    }
    return id;
  }

  // cmd/compile/internal/ir, OpPrec: what is not listed is parenthesised in any operator.
  int precedence(const Node& n) const {
    switch (n.op) {
      case Op::AddStr:
      case Op::PtrLit:
      case Op::Closure:
      case Op::InlCall:
      case Op::MakeMap:
      case Op::MakeChan:
      case Op::Recover:
      case Op::Real:
      case Op::Imag:
      case Op::Complex: return 0;
      case Op::Type: return t_.kind(t_.unalias(n.type)) == TypeKind::Pointer ? 7 : 8;
      case Op::AndAnd: return 2;
      case Op::OrOr: return 1;
      case Op::Binary: return binary_precedence(static_cast<Token>(n.token));
      case Op::Unary:
      case Op::Addr:
      case Op::Deref:
      case Op::Recv: return 7;
      default: return 8;
    }
  }
  static int binary_precedence(Token op) {
    if (op >= Token::Eql && op <= Token::Geq) return 4;
    if (op >= Token::Add && op <= Token::Xor) return 5;
    return 6;
  }

  // A unary operator is set apart from another of its kind.
  std::string unary(std::string_view sign, const Node& n) {
    const Node& operand = unit_.node(n.x);
    bool const same = operand.op == n.op && operand.token == n.token;
    return fmt::format("{}{}{}", sign, same ? " " : "", print(n.x, 8));
  }

  static std::string assignment_operator(const Node& n) {
    constexpr auto kFirst = static_cast<size_t>(Token::AddAssign);
    constexpr auto kFirstOperator = static_cast<size_t>(Token::Add);
    return n.token < kFirst ? "=" : std::string(kTokens[n.token - kFirst + kFirstOperator]) + "=";
  }

  std::string targets(uint32_t nodes) {
    std::string out;
    for (NodeId n : unit_.list(nodes)) out += (out.empty() ? "" : ", ") + (n ? print(n) : "_");
    return out;
  }

  std::string type(TypeId t) { return types::type_string(t_, t, unit_.compiled_in, types::TypeStyle::Gc); }
  std::string name(base::NameId id) { return std::string(program_.names().text(id)); }

  std::string list(std::span<const NodeId> nodes) {
    std::string out;
    for (NodeId n : nodes) {
      if (!out.empty()) out += ", ";
      out += print(n);
    }
    return out;
  }

  std::string literal(const Node& n) {
    const constant::Value& value = unit_.values[n.ref];
    TypeId const u = t_.unalias(n.type);
    BasicKind const kind = t_.basic_kind(n.type);
    if (n.type == t_.rune_type()) {
      int64_t rune = 0;
      constexpr int64_t kLastRune = 0x10FFFF;
      if (value.fits_int64(rune) && rune >= 0 && rune <= kLastRune) return constant::quoted_rune(rune);
    }
    std::string const text = constant::short_text(value);
    bool const plain =
        t_.kind(u) == TypeKind::Basic && (kind == BasicKind::Int || kind == BasicKind::Float64 || kind == BasicKind::Complex128 ||
                                          kind == BasicKind::String || kind == BasicKind::Bool || kind >= BasicKind::UntypedBool);
    if (plain) return text;
    return is_unnamed_literal(n.type) ? fmt::format("({})({})", type(n.type), text) : fmt::format("{}({})", type(n.type), text);
  }

  bool is_unnamed_literal(TypeId id) {
    TypeKind const kind = t_.kind(t_.unalias(id));
    return kind != TypeKind::Basic && kind != TypeKind::Named;
  }

  std::string conversion(TypeId to, std::string_view operand) {
    // What has a name of its own stands without parentheses; of aliases, `any` alone has one.
    bool const named = !is_unnamed_literal(to) || to == t_.any_type();
    return named ? fmt::format("{}({})", type(to), operand) : fmt::format("({})({})", type(to), operand);
  }

  std::string composite(const Node& n) {
    if (n.op == Op::SliceLit && (n.flags & kImplicit) != 0) return "... argument";
    return type(n.type) + (n.list != 0 && !unit_.list(n.list).empty() ? "{...}" : "{}");
  }

  std::string call(const Node& n) {
    std::string const spread = (n.flags & kSpread) != 0 ? "..." : "";
    return fmt::format("{}({}{})", print(n.x, 8), list(unit_.list(n.list)), spread);
  }

  // The variables that hold its results.
  std::string inlined_call(const Node& n) {
    auto const results = unit_.list(n.ref);
    if (results.size() == 1) return print(results[0]);
    std::string out = "(.";
    for (NodeId each : results) out += (out.size() == 2 ? "" : "; ") + print(each);
    return out + ")";
  }

  std::string builtin(std::string_view word, const Node& n) {
    std::string const args = n.list != 0 || !n.x ? list(unit_.list(n.list)) : print(n.x);
    return fmt::format("{}({}{})", word, args, (n.flags & kSpread) != 0 ? "..." : "");
  }

  std::string made(const Node& n) {
    std::string const args = list(unit_.list(n.list));
    return args.empty() ? fmt::format("make({})", type(n.type)) : fmt::format("make({}, {})", type(n.type), args);
  }

  // A method expression of an instance prints its receiver's type, as others do.
  std::string instance_method(const Node& n) {
    const Instance& instance = unit_.instances[n.token];
    TypeId const receiver = receiver_type(t_, instance);
    bool const pointer = t_.kind(receiver) == TypeKind::Pointer;
    return pointer ? fmt::format("({}).{}", type(receiver), name(n.name)) : fmt::format("{}.{}", type(receiver), name(n.name));
  }

  std::string slice(const Node& n) {
    auto const bounds = unit_.list(n.list);
    std::string out = print(n.x, 8) + "[";
    for (size_t i = 0; i < (n.token != 0 ? 3U : 2U); ++i) {
      if (i != 0) out += ":";
      if (bounds[i]) out += print(bounds[i]);
    }
    return out + "]";
  }

  std::string sum(const Node& n) {
    std::string out;
    for (NodeId operand : unit_.list(n.list)) {
      if (!out.empty()) out += " + ";
      out += print(operand);
    }
    return out;
  }

  std::string foreign_prefix(const Node& n) {
    const types::Object& object = t_.object(ObjectId(n.ref));
    if (!object.package || object.package == unit_.compiled_in) return {};
    return name(t_.package(object.package).name) + ".";
  }

  std::string foreign(const Node& n) {
    const types::Object& object = t_.object(ObjectId(n.ref));
    if (!object.package || object.package == unit_.compiled_in) return name(n.name);
    return name(t_.package(object.package).name) + "." + name(n.name);
  }

  std::string text(NodeId id) { return expression_text(unit_.node(id)); }
  std::string expression_text(const Node& n) {
    switch (n.op) {
      case Op::Literal: return literal(n);
      case Op::Nil: return "nil";
      case Op::Type: return type(n.type);
      case Op::FuncName:
        if (n.token != 0) return foreign_prefix(n) + instance_name(program_, unit_.instances[n.token]);
        return foreign(n);
      case Op::Global: return n.token != 0 ? std::string(name(n.name)) : foreign(n);
      case Op::MethodExpr: {
        if (n.token != 0) return instance_method(n);
        std::string const receiver = type(unit_.node(n.x).type);
        bool const pointer = t_.kind(t_.unalias(unit_.node(n.x).type)) == TypeKind::Pointer;
        return pointer ? fmt::format("({}).{}", receiver, name(n.name)) : fmt::format("{}.{}", receiver, name(n.name));
      }
      case Op::DictionaryName: {
        const Instance& instance = unit_.instances[n.token];
        types::PackageId const package = t_.object(instance.generic).package;
        std::string const prefix = package == unit_.compiled_in ? "" : name(t_.package(package).name) + ".";
        return prefix + ".dict." + instance_name(program_, instance);
      }
      case Op::RuntimeFunc: return n.token != 0 ? std::string(name(n.name)) : fmt::format("runtime.{}", name(n.name));
      case Op::Local: return local_name(unit_.local(LocalId(n.ref)));
      case Op::InlCall: return inlined_call(n);
      case Op::Unary: return unary(kTokens[n.token], n);
      case Op::Binary:
      case Op::AndAnd:
      case Op::OrOr: {
        int const own = precedence(n);
        return fmt::format("{} {} {}", print(n.x, own), kTokens[n.token], print(n.y, own + 1));
      }
      case Op::AddStr: return sum(n);
      case Op::Addr: return unary("&", n);
      case Op::Deref: return "*" + print(n.x, 8);
      case Op::Recv: return unary("<-", n);
      case Op::Dot:
      case Op::DotPtr:
      case Op::DotInter:
      case Op::MethodValue: return print(n.x, 8) + "." + name(n.name);
      case Op::Index:
      case Op::IndexMap: return fmt::format("{}[{}]", print(n.x, 8), print(n.y));
      case Op::Slice: return slice(n);
      case Op::DotType:
        if (n.list != 0) return (n.flags & kWithOk) != 0 ? "<node DYNAMICDOTTYPE2>" : "<node DYNAMICDOTTYPE>";
        return fmt::format("{}.({})", print(n.x, 8), type(n.type));
      case Op::Conv:
      case Op::ConvNop:
      case Op::ConvIface:
      case Op::StrToBytes:
      case Op::StrToRunes:
      case Op::BytesToStr:
      case Op::RunesToStr:
      case Op::RuneToStr:
      case Op::SliceToArray:
      case Op::SliceToArrayPtr: return conversion(n.type, print(n.x));
      case Op::CallFunc:
      case Op::CallInter: return call(n);
      case Op::Append: return builtin("append", n);
      case Op::Copy: return builtin("copy", n);
      case Op::Cap: return builtin("cap", n);
      case Op::Len: return builtin("len", n);
      case Op::Complex: return builtin("complex", n);
      case Op::Imag: return builtin("imag", n);
      case Op::Real: return builtin("real", n);
      case Op::Max: return builtin("max", n);
      case Op::Min: return builtin("min", n);
      case Op::Recover: return "recover()";
      case Op::Clear: return builtin("clear", n);
      case Op::Close: return builtin("close", n);
      case Op::Delete: return builtin("delete", n);
      case Op::Panic: return builtin("panic", n);
      case Op::Print: return builtin("print", n);
      case Op::Println: return builtin("println", n);
      case Op::New:
        if (n.x) return "new(<node DYNAMICTYPE>)";
        return fmt::format("new({})", type(t_.elem(t_.underlying(n.type))));
      case Op::MakeSlice:
      case Op::MakeMap:
      case Op::MakeChan: return made(n);
      case Op::UnsafeAdd: return builtin("unsafe.Add", n);
      case Op::UnsafeSlice: return builtin("unsafe.Slice", n);
      case Op::StructLit:
      case Op::ArrayLit:
      case Op::SliceLit:
      case Op::MapLit: return composite(n);
      case Op::PtrLit: return "&" + print(n.x, 8);
      case Op::Closure: return "func literal";
      case Op::Init: return conversion(n.type, print(n.x));
      // gc has no text for these.
      case Op::UnsafeSliceData: return "<node unsafe.SliceData>";
      case Op::UnsafeString: return "<node unsafe.String>";
      case Op::UnsafeStringData: return "<node unsafe.StringData>";
      case Op::StringPointer: return "<node SPTR>";
      default: return "<node>";
    }
  }

  check::Program& program_;
  types::TypeTable& t_;
  const Unit& unit_;
  const Substitutes* substitutes_;
  int depth_ = 0;
};

}  // namespace

std::string symbol_package(check::Program& program, const Unit& unit) {
  if (!unit.symbols_in.empty() || unit.compiled_in == unit.package->id) return unit.symbols_in;
  return std::string(program.names().text(unit.package->name));
}

std::string print_local(check::Program& program, const Unit& unit, LocalId local) {
  return Printer(program, unit).local_name(unit.local(local));
}

std::string print_expression(check::Program& program, const Unit& unit, NodeId node) { return Printer(program, unit).print(node); }

std::string print_type(check::Program& program, const Unit& unit, const Func& func) { return Printer(program, unit).function_type(func); }

std::string print_body(check::Program& program, const Unit& unit, const Func& func) { return Printer(program, unit).statements(func.body); }

std::string print_expression(check::Program& program, const Unit& unit, NodeId node, const Substitutes& substitutes) {
  return Printer(program, unit, &substitutes).print(node);
}

std::string print_statement(check::Program& program, const Unit& unit, NodeId statement, const Substitutes& substitutes) {
  return Printer(program, unit, &substitutes).print_statement(statement);
}

std::string print_literal(check::Program& program, const Unit& unit, NodeId literal, TypeId type) {
  return Printer(program, unit).print_as(literal, type);
}

}  // namespace escapement::ir
