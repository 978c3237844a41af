// Built-in functions (specification: "Built-in functions"): which there are, and those about slices, maps and channels.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

namespace {

struct Arity {
  size_t least;
  bool more = false;
};

Arity arity(Builtin builtin) {
  switch (builtin) {
    case Builtin::Append:
    case Builtin::Make:
    case Builtin::Max:
    case Builtin::Min: return {1, true};
    case Builtin::Print:
    case Builtin::Println: return {0, true};
    case Builtin::Recover: return {0};
    case Builtin::Complex:
    case Builtin::Copy:
    case Builtin::Delete:
    case Builtin::UnsafeAdd:
    case Builtin::UnsafeSlice:
    case Builtin::UnsafeString: return {2};
    default: return {1};
  }
}

// 21: came with Go 1.21; 0: was there from the start.
int first_version(Builtin builtin) {
  switch (builtin) {
    case Builtin::UnsafeAdd:
    case Builtin::UnsafeSlice: return 17;
    case Builtin::UnsafeSliceData:
    case Builtin::UnsafeString:
    case Builtin::UnsafeStringData: return 20;
    case Builtin::Clear:
    case Builtin::Max:
    case Builtin::Min: return 21;
    default: return 0;
  }
}

bool takes_expressions_itself(Builtin builtin) {
  return builtin == Builtin::Make || builtin == Builtin::New || builtin == Builtin::UnsafeOffsetof;
}

}  // namespace

Operand Checker::builtin_value(NodeId id, TypeId type) const {
  Operand x;
  x.node = id;
  x.mode = Mode::Value;
  x.type = type;
  return x;
}

Operand Checker::builtin_nothing(NodeId id) const {
  Operand x;
  x.node = id;
  x.mode = Mode::NoValue;
  x.type = t_.tuple({});
  return x;
}

Operand Checker::builtin_call(NodeId id, Builtin builtin) {
  syntax::views::Call const view(tree_, id);
  if (view.spread() && builtin != Builtin::Append) {
    use_all(view.arguments());
    error(id, errors::kArguments, fmt::format("{} takes no ...", source_of(view.function())));
    return invalid(id);
  }
  // len and cap of an array are constant unless their operand calls a function or receives.
  bool const saved = call_or_receive_;
  bool const is_len = builtin == Builtin::Len || builtin == Builtin::Cap;
  if (is_len) call_or_receive_ = false;
  Operands args;
  size_t count = view.arguments().size();
  if (!takes_expressions_itself(builtin)) {
    if (count == 1) {
      bool ignored = false;
      args = values_of(view.arguments()[0], false, ignored);
    } else {
      for (NodeId each : view.arguments()) args.push_back(expr(each));
    }
    count = args.size();
  }
  bool const operand_calls = call_or_receive_;
  if (is_len) call_or_receive_ = saved;
  if (!std::ranges::all_of(args, [](const Operand& a) { return static_cast<bool>(a); })) return invalid(id);
  Arity const expected = arity(builtin);
  if (count < expected.least || (!expected.more && count > expected.least)) {
    error(id, errors::kArguments,
          fmt::format("{} takes {}{} arguments", source_of(view.function()), expected.least, expected.more ? " or more" : ""));
    return invalid(id);
  }
  if (int const since = first_version(builtin); since != 0) require(view.function(), since, tree_.text(view.function()));
  switch (builtin) {
    case Builtin::Append: return builtin_append(id, args);
    case Builtin::Cap:
    case Builtin::Len: return builtin_len(id, builtin, std::move(args[0]), operand_calls);
    case Builtin::Clear: return builtin_clear(id, args[0]);
    case Builtin::Close: return builtin_close(id, args[0]);
    case Builtin::Complex: return builtin_complex(id, args);
    case Builtin::Copy: return builtin_copy(id, args);
    case Builtin::Delete: return builtin_delete(id, args);
    case Builtin::Imag:
    case Builtin::Real: return builtin_part(id, builtin, std::move(args[0]));
    case Builtin::Make: return builtin_make(id);
    case Builtin::Max:
    case Builtin::Min: return builtin_min_max(id, builtin, args);
    case Builtin::New: return builtin_new(id);
    case Builtin::Panic: assign(args[0], t_.empty_interface(), "argument of panic"); return args[0] ? builtin_nothing(id) : invalid(id);
    case Builtin::Print:
    case Builtin::Println: return builtin_print(id, args);
    case Builtin::Recover: return builtin_value(id, t_.empty_interface());
    case Builtin::Assert: return builtin_assert(id, std::move(args[0]));
    default: return unsafe_call(id, builtin, args);
  }
}

TypeId Checker::slice_element(const Operand& x) {
  TypeId element;
  bool const ok = !is_nil(x) && types::for_type_set(t_, x.type, [&](TypeId, TypeId u) {
    if (!u || t_.kind(u) != TypeKind::Slice) return false;
    if (element) return t_.identical(element, t_.elem(u));
    element = t_.elem(u);
    return true;
  });
  return ok ? element : TypeId();
}

// Whether every type that x can have is a byte slice or a string.
bool Checker::takes_bytes(const Operand& x) {
  return types::for_type_set(t_, x.type, [&](TypeId, TypeId u) {
    if (!u) return false;
    return t_.kind(u) == TypeKind::Slice ? t_.identical(t_.elem(u), t_.byte_type()) : types::is_string(t_, u);
  });
}

Operand Checker::builtin_append(NodeId id, Operands& args) {
  Operand const s = args[0];
  TypeId const element = slice_element(s);
  if (!element) {
    error(s.node, errors::kAppend, fmt::format("{} is not a slice", source_of(s.node)));
    return invalid(id);
  }
  bool const spread = syntax::views::Call(tree_, id).spread();
  // append([]byte, string...) is a case of its own.
  bool const text = spread && args.size() == 2 && assignable(s, t_.slice(t_.byte_type())) && !is_nil(args[1]) && takes_bytes(args[1]);
  if (text) return builtin_value(id, s.type);
  types::Parameter const params[] = {{base::NameId(), s.type, ObjectId()}, {base::NameId(), t_.slice(element), ObjectId()}};
  Signature signature;
  signature.params = params;
  signature.variadic = true;
  TypeVector types;
  if (!adjust_params(id, signature, args.size(), types)) return builtin_value(id, s.type);
  for (size_t i = 0; i < args.size(); ++i) assign(args[i], types[i], "argument of append");
  return builtin_value(id, s.type);
}

Operand Checker::builtin_copy(NodeId id, Operands& args) {
  Operand const& to = args[0];
  Operand const& from = args[1];
  bool const bytes = assignable(to, t_.slice(t_.byte_type())) && !is_nil(from) && takes_bytes(from);
  if (!bytes) {
    TypeId const a = slice_element(to);
    TypeId const b = slice_element(from);
    if (!a || !b || !t_.identical(a, b)) {
      error(id, errors::kCopy, fmt::format("{} cannot be copied to {}", text_of(from), text_of(to)));
      return invalid(id);
    }
  }
  return builtin_value(id, basic(BasicKind::Int));
}

Operand Checker::builtin_len(NodeId id, Builtin which, Operand x, bool call_or_receive) {
  bool const is_len = which == Builtin::Len;
  auto array_of = [&](TypeId u) {
    if (t_.kind(u) != TypeKind::Pointer) return u;
    TypeId const array = t_.underlying(t_.elem(u));
    return t_.kind(array) == TypeKind::Array ? array : u;
  };
  auto measurable = [&](TypeId u) {
    switch (t_.kind(array_of(u))) {
      case TypeKind::Array:
      case TypeKind::Slice:
      case TypeKind::Chan: return true;
      case TypeKind::Map: return is_len;
      case TypeKind::Basic: return is_len && types::is_string(t_, u);
      default: return false;
    }
  };
  bool const ok = types::for_type_set(t_, x.type, [&](TypeId, TypeId u) { return u && measurable(u); });
  if (!ok) {
    error(x.node, errors::kArguments, fmt::format("{} has no {}", text_of(x), is_len ? "length" : "capacity"));
    return invalid(id);
  }
  Operand out = builtin_value(id, basic(BasicKind::Int));
  if (types::is_type_param(t_, x.type)) return out;
  TypeId const array = array_of(t_.underlying(x.type));
  if (x.mode == Mode::Constant) {
    out.mode = Mode::Constant;
    out.value = Value::of(static_cast<int64_t>(x.value.as_string().size()));
  } else if (t_.kind(array) == TypeKind::Array && !call_or_receive) {
    out.mode = Mode::Constant;
    out.value = Value::of(t_.length(array));
  }
  return out;
}

Operand Checker::builtin_clear(NodeId id, const Operand& x) {
  bool const ok = types::for_type_set(
      t_, x.type, [&](TypeId, TypeId u) { return u && (t_.kind(u) == TypeKind::Map || t_.kind(u) == TypeKind::Slice); });
  if (ok) return builtin_nothing(id);
  error(x.node, errors::kArguments, fmt::format("{} is neither a map nor a slice", source_of(x.node)));
  return invalid(id);
}

Operand Checker::builtin_close(NodeId id, const Operand& x) {
  bool const ok = types::for_type_set(
      t_, x.type, [&](TypeId, TypeId u) { return u && t_.kind(u) == TypeKind::Chan && t_.chan_dir(u) != types::ChanDir::Receive; });
  if (ok) return builtin_nothing(id);
  error(x.node, errors::kArguments, fmt::format("{} cannot be closed", source_of(x.node)));
  return invalid(id);
}

Operand Checker::builtin_delete(NodeId id, Operands& args) {
  TypeId key;
  bool const ok = types::for_type_set(t_, args[0].type, [&](TypeId, TypeId u) {
    if (!u || t_.kind(u) != TypeKind::Map || (key && !t_.identical(key, t_.key(u)))) return false;
    key = t_.key(u);
    return true;
  });
  if (!ok) {
    error(args[0].node, errors::kDelete, fmt::format("{} is not a map", source_of(args[0].node)));
    return invalid(id);
  }
  assign(args[1], key, "argument of delete");
  return args[1] ? builtin_nothing(id) : invalid(id);
}

Operand Checker::builtin_make(NodeId id) {
  auto const nodes = syntax::views::Call(tree_, id).arguments();
  TypeId const type = var_type(nodes[0]);
  if (!is_valid(type)) {
    use_all(nodes.subspan(1));
    return invalid(id);
  }
  TypeId const u = types::core_type(t_, type);
  TypeKind const kind = u ? t_.kind(u) : TypeKind::Invalid;
  if (kind != TypeKind::Slice && kind != TypeKind::Map && kind != TypeKind::Chan) {
    use_all(nodes.subspan(1));
    error(nodes[0], errors::kMake, fmt::format("make makes no {}", text_of(type)));
    return invalid(id);
  }
  size_t const least = kind == TypeKind::Slice ? 2 : 1;
  if (nodes.size() < least || nodes.size() > least + 1) {
    use_all(nodes.subspan(1));
    error(id, errors::kMake, fmt::format("making a {} takes {} or {} arguments", text_of(type), least, least + 1));
    return invalid(id);
  }
  int64_t previous = -1;
  for (NodeId each : nodes.subspan(1)) {
    int64_t const size = index_value(each, -1).value;
    if (size >= 0 && previous > size) error(each, errors::kMake, "the length is larger than the capacity");
    if (size >= 0) previous = size;
  }
  return builtin_value(id, type);
}

Operand Checker::builtin_new(NodeId id) {
  NodeId const arg = syntax::views::Call(tree_, id).arguments()[0];
  Operand x = expr_or_type(arg);
  exclude(x, {Mode::Builtin});
  if (!x) return invalid(id);
  if (x.mode == Mode::Type) {
    if (may_be_constraint(x.type)) delay(DelayedCheck::Kind::Variable, arg, x.type);
  } else {
    if (types::is_untyped(t_, x.type)) assign(x, {}, "argument of new");
    if (x) require(syntax::views::Call(tree_, id).function(), 26, "new of a value");
  }
  return x ? builtin_value(id, t_.pointer(x.type)) : invalid(id);
}

Operand Checker::builtin_assert(NodeId id, Operand x) {
  if (x.mode != Mode::Constant || !types::is_boolean(t_, x.type)) {
    error(x.node, errors::kArguments, fmt::format("{} is not a boolean constant", source_of(x.node)));
    return invalid(id);
  }
  if (!x.value.as_bool()) error(id, errors::kArguments, fmt::format("{} failed", source_of(id)));
  x.node = id;
  return x;
}

Operand Checker::builtin_print(NodeId id, Operands& args) {
  for (Operand& each : args) {
    assign(each, {}, "argument of print");
    if (!each) return invalid(id);
  }
  return builtin_nothing(id);
}

}  // namespace escapement::check
