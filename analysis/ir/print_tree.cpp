#include "analysis/ir/print_tree.h"

#include <fmt/format.h>

namespace escapement::ir {

namespace {

constexpr std::string_view kOpNames[] = {
    "None",
    "Literal",
    "Nil",
    "Type",
    "FuncName",
    "MethodExpr",
    "DictionaryName",
    "RuntimeType",
    "DynamicType",
    "RuntimeFunc",
    "Global",
    "Local",
    "Unary",
    "Binary",
    "AndAnd",
    "OrOr",
    "AddStr",
    "Addr",
    "Deref",
    "Dot",
    "DotPtr",
    "DotInter",
    "Index",
    "IndexMap",
    "Slice",
    "DotType",
    "Conv",
    "ConvNop",
    "ConvIface",
    "StrToBytes",
    "StrToRunes",
    "BytesToStr",
    "RunesToStr",
    "RuneToStr",
    "SliceToArray",
    "SliceToArrayPtr",
    "Recv",
    "CallFunc",
    "CallInter",
    "Append",
    "Copy",
    "Cap",
    "Len",
    "Clear",
    "Close",
    "Complex",
    "Delete",
    "Imag",
    "Real",
    "Max",
    "Min",
    "Panic",
    "Print",
    "Println",
    "Recover",
    "New",
    "MakeSlice",
    "MakeMap",
    "MakeChan",
    "UnsafeAdd",
    "UnsafeSlice",
    "UnsafeSliceData",
    "UnsafeString",
    "UnsafeStringData",
    "StringPointer",
    "StructLit",
    "ArrayLit",
    "SliceLit",
    "MapLit",
    "PtrLit",
    "Closure",
    "MethodValue",
    "Init",
    "InlCall",
    "Assign",
    "AssignOp",
    "AssignList",
    "AssignCall",
    "AssignMap",
    "AssignRecv",
    "AssignType",
    "Declare",
    "Return",
    "If",
    "For",
    "Range",
    "Switch",
    "TypeSwitch",
    "Select",
    "Case",
    "Send",
    "Go",
    "Defer",
    "Block",
    "Label",
    "Goto",
    "Break",
    "Continue",
    "Fallthrough",
};
static_assert(std::size(kOpNames) == static_cast<size_t>(Op::Fallthrough) + 1);

class TreePrinter {
 public:
  TreePrinter(check::Program& program, const Unit& unit) : program_(program), unit_(unit) {}

  std::string print() {
    if (unit_.failed) return fmt::format("func {}: not analysed: {}\n", unit_.failed->function, unit_.failed->construct);
    for (const Func& func : unit_.funcs) function(func);
    return std::move(out_);
  }

 private:
  void function(const Func& func) {
    out_ += fmt::format("func {}{}{}{}\n", func.name, at(func.pos), func.wrapper ? " wrapper" : "", func.no_body ? " no body" : "");
    for (LocalId id : func.locals) local(unit_.local(id));
    for (LocalId id : func.captures) out_ += fmt::format("  captures {}\n", unit_.local(id).name);
    tree("", func.body, 1);
  }

  void local(const Local& l) {
    static constexpr std::string_view kRoles[] = {"variable", "param", "result", "receiver", "temp"};
    out_ += fmt::format("  {} {} {}{}{}{}\n", kRoles[static_cast<size_t>(l.role)], l.name, type(l.type), at(l.pos),
                        l.captured ? " captured" : "", l.address_taken ? " address-taken" : "");
  }

  void tree(std::string_view edge, std::span<const NodeId> list, int depth) {
    for (NodeId each : list) tree(edge, each, depth);
  }

  // Operands stand under their node; `edge` says which operand a node is.
  void tree(std::string_view edge, NodeId id, int depth) {
    if (!id) return;
    constexpr int kDeepest = 200;
    std::string const indent(static_cast<size_t>(std::min(depth, kDeepest)) * 2, ' ');
    if (depth > kDeepest) {
      out_ += indent + "…\n";
      return;
    }
    const Node& n = unit_.node(id);
    out_ += fmt::format("{}{}{}{}{}\n", indent, edge, op_name(n.op), details(id), at(n.pos));
    tree("x: ", n.x, depth + 1);
    tree("y: ", n.y, depth + 1);
    tree("- ", unit_.list(n.list), depth + 1);
    tree("= ", unit_.list(n.list2), depth + 1);
    if (n.op == Op::InlCall) tree("result: ", unit_.list(n.ref), depth + 1);
  }

  std::string details(NodeId id) {
    const Node& n = unit_.node(id);
    bool const expression = n.op > Op::None && n.op < Op::Assign;
    std::string out;
    if ((n.flags & kImplicit) != 0) out += " implicit";
    if ((n.flags & kSpread) != 0) out += " spread";
    if ((n.flags & kDefine) != 0) out += " define";
    if (n.op == Op::Closure) out += " " + unit_.funcs[n.ref].name;
    if (n.op == Op::Declare) out += " " + unit_.local(LocalId(n.ref)).name;
    if (!expression && n.name) out += fmt::format(" {}", program_.names().text(n.name));
    if (expression && n.op != Op::Closure) out += fmt::format(" `{}`", print_expression(program_, unit_, id));
    if (n.type && n.op != Op::Type) out += " " + type(n.type);
    return out;
  }

  std::string type(TypeId id) { return types::type_string(program_.types(), id, unit_.package->id, types::TypeStyle::Gc); }

  std::string at(uint32_t pos) const {
    auto const [line, column] = source::line_column(unit_.package->files[unit_.file].source->starts, pos);
    return fmt::format(" @{}:{}", line, column);
  }

  check::Program& program_;
  const Unit& unit_;
  std::string out_;
};

}  // namespace

std::string_view op_name(Op op) { return kOpNames[static_cast<size_t>(op)]; }

std::string print_ir(check::Program& program, const Unit& unit) { return TreePrinter(program, unit).print(); }

std::string print_ir(check::Program& program, const Bodies& bodies) {
  std::string out;
  for (const auto& unit : bodies.units) out += print_ir(program, *unit);
  return out;
}

}  // namespace escapement::ir
