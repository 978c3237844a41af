#include "analysis/check/dump.h"

#include <algorithm>

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/check/dump_builtin.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::Object;
using types::ObjectKind;
using types::TypeKind;

namespace {

using PathOf = std::function<std::string_view(base::FileId)>;

std::string_view kind_name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::Package: return "package";
    case ObjectKind::Const: return "const";
    case ObjectKind::TypeName: return "type";
    case ObjectKind::Var: return "var";
    case ObjectKind::Func: return "func";
    case ObjectKind::Builtin: return "builtin";
    case ObjectKind::Nil: return "nil";
    case ObjectKind::Label: return "label";
    case ObjectKind::None: break;
  }
  return "none";
}

std::string_view mode_name(Mode mode) {
  switch (mode) {
    case Mode::NoValue: return "novalue";
    case Mode::Builtin: return "builtin";
    case Mode::Type: return "type";
    case Mode::Constant: return "const";
    case Mode::Variable: return "var";
    case Mode::Value: return "value";
    case Mode::MapIndex: return "mapindex";
    case Mode::CommaOk: return "commaok";
    case Mode::Nil: return "nil";
    case Mode::Invalid: break;
  }
  return "invalid";
}

std::string describe(Program& program, ObjectId id, const PathOf& path_of) {
  if (!id) return "none";
  const Object& object = program.types().object(id);
  std::string const head = fmt::format("{} {} ", kind_name(object.kind), program.names().text(object.name));
  base::Place const place = program.place_of(id);
  return place.file ? head + fmt::format("{}:{}", path_of(place.file), place.span.begin) : head + "universe";
}

class Dumper {
 public:
  Dumper(Program& program, const Package& package, uint32_t decl, const PathOf& path_of)
      : program_(program),
        t_(program.types()),
        decl_(package.decls[decl]),
        tree_(*decl_.tree),
        info_(decl_.info),
        index_(decl),
        package_(package),
        path_of_(path_of) {}

  DeclarationDump run() {
    mark();
    for (uint32_t i = 1; i < tree_.node_limit(); ++i) node(NodeId(i));
    for (const CheckError& error : info_.errors) {
      if (error.strength == ErrorStrength::Hard) add(fmt::format("X {} {}", decl_.start + error.span.begin, error.text));
    }
    std::ranges::sort(out_.lines);
    return std::move(out_);
  }

 private:
  void add(std::string line) { out_.lines.push_back(std::move(line)); }
  uint32_t begin(NodeId id) const { return decl_.start + tree_.node(id).begin; }
  uint32_t end(NodeId id) const { return decl_.start + tree_.node(id).end; }
  std::string type(TypeId id) { return types::type_string(t_, id, package_.id, types::TypeStyle::GoTypesPaths); }
  std::string object(ObjectId id) { return describe(program_, id, path_of_); }

  // Names that are no expressions of their own, and type parameters that a receiver declares.
  void mark() {
    for (uint32_t i = 1; i < tree_.node_limit(); ++i) {
      const syntax::Node& n = tree_.node(NodeId(i));
      if (n.kind == NodeKind::Selector) silent_.insert(n.b);
      if (n.kind == NodeKind::Assign && n.token() == Token::Define) {
        for (NodeId left : tree_.list(n.a)) silent_.insert(left.value);
      }
      if (n.kind == NodeKind::TypeSwitchStmt && n.b != 0) nameless_.insert(n.b);
      if (n.kind == NodeKind::FuncDecl) {
        for (NodeId field : tree_.list(n.a)) mark_receiver(syntax::views::Field(tree_, field).type());
      }
    }
  }

  void mark_receiver(NodeId type) {
    for (;;) {
      const syntax::Node& n = tree_.node(type);
      if (n.kind == NodeKind::Index) {
        for (NodeId arg : tree_.list(n.b)) receiver_params_.insert(arg.value);
        return;
      }
      if (n.kind != NodeKind::Star && n.kind != NodeKind::Paren) return;
      type = NodeId(n.a);
    }
  }

  bool declares(NodeId id) const {
    ObjectId const o = info_.objects[id.value];
    return o && t_.object(o).package == package_.id && t_.object(o).decl == index_ + 1 && t_.object(o).node == id.value;
  }

  void node(NodeId id) {
    const syntax::Node& n = tree_.node(id);
    if (n.kind == NodeKind::Name) name(id);
    if (n.kind <= NodeKind::Ellipsis) expression(id);
    if (n.kind == NodeKind::Selector) selection(id);
    if (n.kind == NodeKind::StructType) embedded_fields(id);
    if (n.kind == NodeKind::ImportSpec && info_.objects[id.value]) {
      add(fmt::format("M {} {}", begin(id), object(info_.objects[id.value])));
    }
    if (auto it = info_.implicits.find(id.value); it != info_.implicits.end()) {
      add(fmt::format("M {} {} {}", begin(id), object(it->second), type(t_.type_of(it->second))));
    }
  }

  void expression(NodeId id) {
    if (info_.modes[id.value] == Mode::Invalid || !info_.types[id.value]) return;
    bool const is_receiver_param = receiver_params_.contains(id.value);
    if (tree_.node(id).kind == NodeKind::Name && !is_receiver_param && (silent_.contains(id.value) || declares(id))) return;
    ++out_.expressions;
    Mode const mode = info_.modes[id.value];
    bool const several = mode == Mode::Value && t_.kind(info_.types[id.value]) == TypeKind::Tuple;
    std::string const text = mode == Mode::Builtin ? builtin_signature(program_, package_, tree_, info_, id)
                             : several             ? results(id)
                                                   : type(info_.types[id.value]);
    std::string line = fmt::format("E {} {} {} {}", begin(id), end(id), mode_name(mode), text);
    if (const constant::Value* value = info_.value(id); value != nullptr && mode == Mode::Constant) {
      line += " = " + constant::exact_text(*value);
    }
    add(std::move(line));
  }

  // Several results of a call, with the names that the function gives them.
  std::string results(NodeId id) {
    while (tree_.node(id).kind == NodeKind::Paren) id = NodeId(tree_.node(id).a);
    if (tree_.node(id).kind != NodeKind::Call) return type(info_.types[id.value]);
    TypeId const signature = types::core_type(t_, info_.types[tree_.node(id).a]);
    std::string out;
    for (const types::Parameter& r : t_.signature_of(signature).results) {
      out += out.empty() ? "(" : ", ";
      if (r.name) out += std::string(program_.names().text(r.name)) + " ";
      out += type(r.type);
    }
    return out + ")";
  }

  void definition(NodeId id, ObjectId o) {
    std::string line = fmt::format("D {} {}", begin(id), object(o));
    const Object& what = t_.object(o);
    if (what.kind != ObjectKind::Package && what.kind != ObjectKind::Label) line += " " + type(t_.type_of(o));
    if (what.kind == ObjectKind::Const && what.value) line += " = " + constant::exact_text(what.value);
    add(std::move(line));
  }

  void name(NodeId id) {
    ObjectId const o = info_.objects[id.value];
    if (!o) {
      if (nameless_.contains(id.value) || tree_.name(id) == program_.blank()) add(fmt::format("D {} none", begin(id)));
      return;
    }
    bool const is_receiver_param = receiver_params_.contains(id.value);
    if (declares(id)) definition(id, o);
    if (!declares(id) || is_receiver_param) add(fmt::format("U {} {}", begin(id), object(o)));
    auto const it = info_.instances.find(id.value);
    if (it == info_.instances.end()) return;
    std::string args;
    for (TypeId arg : it->second.args) args += (args.empty() ? "" : ", ") + type(arg);
    add(fmt::format("I {} [{}] {}", begin(id), args, type(it->second.type)));
  }

  void embedded_fields(NodeId id) {
    TypeId const structure = info_.types[id.value];
    if (!structure || t_.kind(structure) != TypeKind::Struct) return;
    for (const types::Field& field : t_.fields(structure)) {
      if (field.embedded) definition(NodeId(t_.object(field.object).node), field.object);
    }
  }

  // T.m as a function: its first parameter is called as the method's receiver is.
  TypeId method_expression(const Selection& s) {
    types::Signature signature = t_.signature_of(s.found.type);
    absl::InlinedVector<types::Parameter, 8> params{
        {signature.receiver != nullptr ? signature.receiver->name : base::NameId(), s.receiver, {}}};
    params.insert(params.end(), signature.params.begin(), signature.params.end());
    signature.params = params;
    return t_.signature(signature);
  }

  void selection(NodeId id) {
    auto const it = info_.selections.find(id.value);
    if (it == info_.selections.end() || it->second.kind == SelectionKind::Qualified) return;
    const Selection& s = it->second;
    std::string path = fmt::format("{}", fmt::join(s.found.path, " "));
    if (s.found.is_method()) path += (path.empty() ? "" : " ") + std::to_string(s.found.method);
    bool const expression = s.kind == SelectionKind::MethodExpression;
    std::string_view const kind = s.kind == SelectionKind::Field ? "field" : expression ? "method expression" : "method value";
    add(fmt::format("S {} {} {} of {} path [{}] indirect {} {} {}", begin(id), end(id), kind, type(s.receiver), path, s.found.indirect,
                    object(s.found.object), type(expression ? method_expression(s) : s.found.type)));
  }

  Program& program_;
  types::TypeTable& t_;
  const PackageDecl& decl_;
  const syntax::DeclTree& tree_;
  const Info& info_;
  uint32_t index_;
  const Package& package_;
  const PathOf& path_of_;
  DeclarationDump out_;
  absl::flat_hash_set<uint32_t> silent_, nameless_, receiver_params_;
};

}  // namespace

DeclarationDump dump_declaration(Program& program, const Package& package, uint32_t decl, const PathOf& path_of) {
  return Dumper(program, package, decl, path_of).run();
}

std::vector<std::string> dump_init_order(Program& program, const Package& package, const PathOf& path_of) {
  std::vector<std::string> out;
  for (const Initializer& each : package.init_order) {
    std::string line = "O ";
    for (ObjectId variable : each.variables) line += (line.size() > 2 ? ", " : "") + describe(program, variable, path_of);
    out.push_back(std::move(line));
  }
  return out;
}

std::string print_types(Program& program, const Package& package) {
  PathOf const path_of = [&](base::FileId id) -> std::string_view {
    for (const PackageFile& file : package.files) {
      if (file.source->id == id) return file.source->path;
    }
    return program.path_of(id);
  };
  std::string out;
  for (uint32_t f = 0; f < package.files.size(); ++f) {
    out += package.files[f].source->path + "\n";
    for (uint32_t decl = 0; decl < package.decls.size(); ++decl) {
      if (package.decls[decl].file != f) continue;
      for (const std::string& line : dump_declaration(program, package, decl, path_of).lines) out += "  " + line + "\n";
    }
  }
  for (const std::string& line : dump_init_order(program, package, path_of)) out += line + "\n";
  return out;
}

}  // namespace escapement::check
