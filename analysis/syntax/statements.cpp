// Statements (specification, "Statements").
#include <fmt/format.h>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/comments.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {

NodeId TreeBuilder::statement(const Child& c) {
  if (depth_ >= kMaxDepth) {
    error({c.begin, c.end}, errors::kNesting, fmt::format("nested more than {} levels deep", kMaxDepth));
    return bad(NodeKind::BadStmt, c.begin, c.end);
  }
  // `~` makes a constraint only, and go/parser does not let a statement start with it.
  if (text(c).starts_with("~")) error({c.begin, c.begin + 1}, errors::kUnexpected, "unexpected \"~\": a statement is expected here");
  ++depth_;
  NodeId id = dispatch_statement(c);
  --depth_;
  return id;
}

NodeId TreeBuilder::dispatch_statement(const Child& c) {
  switch (c.sym) {
    case Sym::const_declaration:
    case Sym::type_declaration:
    case Sym::var_declaration: return declaration_statement(c);
    case Sym::labeled_statement: return labeled(c);
    case Sym::go_statement: return go_or_defer(c, NodeKind::GoStmt, "go");
    case Sym::defer_statement: return go_or_defer(c, NodeKind::DeferStmt, "defer");
    case Sym::return_statement: return return_statement(c);
    case Sym::break_statement: return branch(c, Token::Break);
    case Sym::continue_statement: return branch(c, Token::Continue);
    case Sym::goto_statement: return branch(c, Token::Goto);
    case Sym::fallthrough_statement: return branch(c, Token::Fallthrough);
    case Sym::block: return block(c);
    case Sym::if_statement: return if_statement(c);
    case Sym::switch_statement: return switch_statement(c);
    case Sym::select_statement: return select_statement(c);
    case Sym::for_statement: return for_statement(c);
    case Sym::empty_statement: return add(NodeKind::EmptyStmt, c);
    default: return simple_statement(c);
  }
}

NodeId TreeBuilder::simple_statement(const Child& c) {
  switch (c.sym) {
    case Sym::send_statement: return send(c);
    case Sym::inc_dec_statement: return inc_dec(c);
    case Sym::assignment: return assignment(c);
    default: return expression_statement(c);
  }
}

NodeId TreeBuilder::expression_statement(const Child& c) {
  NodeId x = expression(c);
  NodeId id = add(NodeKind::ExprStmt, c.begin, c.end, at(x).pos);
  at(id).a = x.value;
  return id;
}

NodeId TreeBuilder::block(const Child& c) {
  Children parts(*this, c);
  List statements;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].sym != Sym::left_brace && parts[i].sym != Sym::right_brace) statements.push_back(statement(parts[i]));
  NodeId id = add(NodeKind::Block, c);
  uint32_t operands = list(statements);
  at(id).a = operands;
  return id;
}

// A label at the end of a block marks an empty statement that stands at the closing brace.
NodeId TreeBuilder::labeled(const Child& c) {
  Children parts(*this, c);
  Child label = parts.get(Fld::label), body = parts.get(Fld::statement);
  NodeId name;
  if (label.sym == Sym::identifier) {
    name = identifier(label);
  } else {
    error({label.begin, label.end}, errors::kLabel, "a label must be a name");
    name = bad(NodeKind::Name, label.begin, label.end);
  }
  NodeId s;
  if (body) {
    s = statement(body);
  } else {
    auto place = static_cast<uint32_t>(skip_blank(file_text_, start_ + c.end, [](std::string_view, size_t) {})) - start_;
    if (text(place, place + 1) != "}") error({c.begin, c.end}, errors::kLabel, "missing statement after the label");
    s = add(NodeKind::EmptyStmt, place, place, place);
    at(s).flags |= kImplicit;
  }
  NodeId id = add(NodeKind::LabeledStmt, c.begin, at(s).end, c.begin);
  at(id).a = name.value;
  at(id).b = s.value;
  return id;
}

NodeId TreeBuilder::send(const Child& c) {
  Children parts(*this, c);
  NodeId channel = expression_or_bad(parts.get(Fld::channel), c);
  NodeId value = expression_or_bad(parts.get(Fld::value), c);
  Child arrow = parts.token(Sym::arrow);
  NodeId id = add(NodeKind::SendStmt, c.begin, c.end, arrow ? arrow.begin : c.begin);
  at(id).a = channel.value;
  at(id).b = value.value;
  return id;
}

NodeId TreeBuilder::inc_dec(const Child& c) {
  Children parts(*this, c);
  NodeId x = expression_or_bad(parts.get(Fld::operand), c);
  Child op = parts.get(Fld::operation);
  NodeId id = add(NodeKind::IncDec, c.begin, c.end, op ? op.begin : c.begin);
  at(id).op = static_cast<uint16_t>(op ? table_.operators[op.symbol] : Token::Inc);
  at(id).a = x.value;
  return id;
}

NodeId TreeBuilder::assignment(const Child& c) {
  Children parts(*this, c);
  List left = expressions(parts.get(Fld::left));
  List right = expressions(parts.get(Fld::right));
  Child op = parts.get(Fld::operation);
  NodeId id = add(NodeKind::Assign, c.begin, c.end, op ? op.begin : c.begin);
  uint32_t l = list(left), r = list(right);
  Node& n = at(id);
  n.op = static_cast<uint16_t>(op ? table_.operators[op.symbol] : Token::Assign), n.a = l, n.b = r;
  return id;
}

NodeId TreeBuilder::go_or_defer(const Child& c, NodeKind kind, std::string_view keyword) {
  Children parts(*this, c);
  Child call = parts.get(Fld::call);
  NodeId x = expression_or_bad(call, c);
  NodeId inner = x;
  while (at(inner).kind == NodeKind::Paren) inner = NodeId(at(inner).a);
  if (inner != x) {
    error(at(x).span(), errors::kCall, fmt::format("the call after \"{}\" must not be parenthesized", keyword));
  } else if (at(x).kind != NodeKind::Call && at(x).kind != NodeKind::BadExpr) {
    error(at(x).span(), errors::kCall, fmt::format("the expression after \"{}\" must be a function call", keyword));
  }
  if (at(inner).kind != NodeKind::Call) return bad(NodeKind::BadStmt, c.begin, c.end);
  NodeId id = add(kind, c);
  at(id).a = inner.value;
  return id;
}

NodeId TreeBuilder::return_statement(const Child& c) {
  Children parts(*this, c);
  List values = expressions(parts.get(Fld::result));
  NodeId id = add(NodeKind::ReturnStmt, c);
  uint32_t operands = list(values);
  at(id).a = operands;
  return id;
}

NodeId TreeBuilder::branch(const Child& c, Token token) {
  Children parts(*this, c);
  Child label = parts.get(Fld::label);
  NodeId name = label ? identifier(label) : NodeId();
  NodeId id = add(NodeKind::BranchStmt, c);
  at(id).op = static_cast<uint16_t>(token);
  at(id).a = name.value;
  return id;
}

// The statement before the block of an `if`, `for` or `switch` as the expression it has to be.
NodeId TreeBuilder::condition(const Child& c, uint32_t place, std::string_view keyword, std::string_view wanted) {
  if (!c) {
    error({place, place + 1}, errors::kHeader, fmt::format("missing condition in {} statement", keyword));
    return bad(NodeKind::BadExpr, place, place);
  }
  if (c.sym == Sym::assignment || c.sym == Sym::send_statement || c.sym == Sym::inc_dec_statement) {
    error({c.begin, c.end}, errors::kHeader,
          fmt::format("expected {}, found {} (missing parentheses around a composite literal?)", wanted,
                      c.sym == Sym::assignment ? "assignment" : "statement"));
    return bad(NodeKind::BadExpr, c.begin, c.end);
  }
  return expression(c);
}

NodeId TreeBuilder::if_statement(const Child& c) {
  Children parts(*this, c);
  Child init = parts.get(Fld::init), body = parts.get(Fld::consequence), alternative = parts.get(Fld::alternative);
  NodeId i = init ? simple_statement(init) : NodeId();
  NodeId x = condition(parts.get(Fld::condition), body ? body.begin : c.end, "if", "boolean expression");
  NodeId b = body ? block(body) : bad(NodeKind::Block, c.end, c.end);
  NodeId e = alternative ? statement(alternative) : NodeId();
  NodeId id = add(NodeKind::IfStmt, c);
  Node& n = at(id);
  n.a = i.value, n.b = x.value, n.c = b.value, n.d = e.value;
  return id;
}

// ---------------------------------------------------------------- Switch and select

NodeId TreeBuilder::switch_statement(const Child& c) {
  Children parts(*this, c);
  Child init = parts.get(Fld::init), tag = parts.get(Fld::condition);
  NodeId i = init ? simple_statement(init) : NodeId();
  NodeId name, x;
  bool guard = false;
  if (tag.sym == Sym::assignment) {
    Children sides(*this, tag);
    Child left = sides.get(Fld::left), right = sides.get(Fld::right), op = sides.get(Fld::operation);
    Token token = op ? table_.operators[op.symbol] : Token::None;
    if (right.sym == Sym::type_assertion && left.sym != Sym::expression_list && (token == Token::Define || token == Token::Assign)) {
      NodeId assertion = expression(right);
      guard = !NodeId(at(assertion).b);
      if (guard) {
        if (token == Token::Assign) error({op.begin, op.end}, errors::kHeader, "expected \":=\", found \"=\"");
        name = expression(left);  // that it is a name is for the checker to see, as for go/types
        x = assertion;
      }
    }
    if (!guard) x = condition(tag, c.end, "switch", "switch expression");
  } else if (tag) {
    x = condition(tag, c.end, "switch", "switch expression");
    guard = at(x).kind == NodeKind::TypeAssert && !NodeId(at(x).b);
  }
  List clauses;
  for (size_t k = 0; k < parts.size(); ++k)
    if (parts[k].sym == Sym::case_clause) clauses.push_back(case_clause(parts[k]));
  NodeId id = add(guard ? NodeKind::TypeSwitchStmt : NodeKind::SwitchStmt, c);
  uint32_t operands = list(clauses);
  Node& n = at(id);
  n.a = i.value, n.c = operands;
  n.b = guard ? name.value : x.value;
  n.d = guard ? x.value : 0;
  return id;
}

uint32_t TreeBuilder::clause_body(const Children& parts, size_t from, uint32_t* end) {
  List statements;
  for (size_t i = from; i < parts.size(); ++i) {
    statements.push_back(statement(parts[i]));
    *end = at(statements.back()).end;
  }
  return list(statements);
}

NodeId TreeBuilder::case_clause(const Child& c) {
  Children parts(*this, c);
  Child item = parts.get(Fld::case_item);
  size_t body = 0;
  while (body < parts.size() && parts[body].sym != Sym::colon) ++body;
  uint32_t end = body < parts.size() ? parts[body].end : c.end;
  bool simple = item.sym == Sym::assignment || item.sym == Sym::send_statement || item.sym == Sym::inc_dec_statement;
  if (simple) error({item.begin, item.end}, errors::kCase, "unexpected statement: a case of a switch lists expressions or types");
  uint32_t values = simple ? 0 : list(expressions(item));
  uint32_t statements = clause_body(parts, body + 1, &end);
  NodeId id = add(NodeKind::CaseClause, c.begin, end, c.begin);
  Node& n = at(id);
  n.a = values, n.b = statements;
  if (!item) n.flags |= kDefault;
  return id;
}

NodeId TreeBuilder::select_statement(const Child& c) {
  Children parts(*this, c);
  List clauses;
  for (size_t k = 0; k < parts.size(); ++k)
    if (parts[k].sym == Sym::case_clause) clauses.push_back(comm_clause(parts[k]));
  NodeId id = add(NodeKind::SelectStmt, c);
  uint32_t operands = list(clauses);
  at(id).a = operands;
  return id;
}

NodeId TreeBuilder::comm_clause(const Child& c) {
  Children parts(*this, c);
  Child item = parts.get(Fld::case_item);
  size_t body = 0;
  while (body < parts.size() && parts[body].sym != Sym::colon) ++body;
  uint32_t end = body < parts.size() ? parts[body].end : c.end;
  NodeId comm = item ? communication(item) : NodeId();
  uint32_t statements = clause_body(parts, body + 1, &end);
  NodeId id = add(NodeKind::CommClause, c.begin, end, c.begin);
  Node& n = at(id);
  n.a = comm.value, n.b = statements;
  if (!item) n.flags |= kDefault;
  return id;
}

NodeId TreeBuilder::communication(const Child& c) {
  if (c.sym == Sym::expression_list || c.sym == Sym::inc_dec_statement) {
    error({c.begin, c.end}, errors::kCase, "a case of a select is a send or a receive");
    return bad(NodeKind::BadStmt, c.begin, c.end);
  }
  NodeId id = simple_statement(c);
  const Node n = at(id);
  if (n.kind != NodeKind::Assign) return id;
  bool plain = n.token() == Token::Assign || n.token() == Token::Define;
  if (!plain || list_of(n.a).size() > 2 || list_of(n.b).size() != 1)
    error({c.begin, c.end}, errors::kCase, "a case of a select assigns one receive to at most two operands with = or :=");
  return id;
}

// ---------------------------------------------------------------- For

NodeId TreeBuilder::for_statement(const Child& c) {
  Children parts(*this, c);
  Child body = parts.get(Fld::body), clause = parts.token(Sym::for_clause), range = parts.token(Sym::range_clause);
  if (range) return range_statement(c, range, body);
  NodeId init, cond, post;
  auto test = [&](const Child& x) { return x ? condition(x, c.end, "for", "boolean or range expression") : NodeId(); };
  if (clause) {
    Children inner(*this, clause);
    if (Child s = inner.get(Fld::init)) init = simple_statement(s);
    cond = test(inner.get(Fld::condition));
    if (Child s = inner.get(Fld::post)) post = simple_statement(s);
  } else {
    cond = test(parts.get(Fld::condition));
  }
  NodeId b = body ? block(body) : bad(NodeKind::Block, c.end, c.end);
  NodeId id = add(NodeKind::ForStmt, c);
  Node& n = at(id);
  n.a = init.value, n.b = cond.value, n.c = post.value, n.d = b.value;
  return id;
}

NodeId TreeBuilder::range_statement(const Child& loop, const Child& clause, const Child& body) {
  Children parts(*this, clause);
  Child op = parts.get(Fld::operation), keyword = parts.token(Sym::kw_range);
  List left = expressions(parts.get(Fld::left));
  if (left.size() > 2) error(at(left[2]).span(), errors::kHeader, "range permits at most two iteration variables");
  NodeId x = expression_or_bad(parts.get(Fld::operand), clause);
  NodeId b = body ? block(body) : bad(NodeKind::Block, loop.end, loop.end);
  NodeId id = add(NodeKind::RangeStmt, loop.begin, loop.end, keyword ? keyword.begin : loop.begin);
  Node& n = at(id);
  n.op = static_cast<uint16_t>(op ? table_.operators[op.symbol] : Token::None);
  n.a = left.empty() ? 0 : left[0].value;
  n.b = left.size() < 2 ? 0 : left[1].value;
  n.c = x.value, n.d = b.value;
  return id;
}

NodeId TreeBuilder::declaration_statement(const Child& c) {
  NodeId d = declaration(c);
  NodeId id = add(NodeKind::DeclStmt, c.begin, at(d).end, c.begin);
  at(id).a = d.value;
  return id;
}

}  // namespace escapement::syntax
