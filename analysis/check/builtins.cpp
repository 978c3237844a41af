// Built-in functions (specification: "Built-in functions", "Package unsafe").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

namespace {

struct Arity {
  size_t least;
  size_t most;
};

Arity arity(Builtin builtin) {
  constexpr size_t kAny = 1 << 20;
  switch (builtin) {
    case Builtin::Append:
      return {1, kAny};
    case Builtin::Max:
    case Builtin::Min:
      return {1, kAny};
    case Builtin::Make:
      return {1, 3};
    case Builtin::Print:
    case Builtin::Println:
      return {0, kAny};
    case Builtin::Recover:
      return {0, 0};
    case Builtin::Complex:
    case Builtin::Copy:
    case Builtin::Delete:
    case Builtin::UnsafeAdd:
    case Builtin::UnsafeSlice:
    case Builtin::UnsafeString:
      return {2, 2};
    default:
      return {1, 1};
  }
}

}  // namespace

Operand Checker::builtin_call(NodeId id, Builtin builtin, TypeId hint) {
  syntax::views::Call const view(tree_, id);
  Operand out;
  out.type = t_.invalid();
  auto const args = view.arguments();
  Arity const expected = arity(builtin);
  if (args.size() < expected.least || args.size() > expected.most) {
    for (NodeId arg : args) raw_expr(arg);
    // A call that gives two values may fill two parameters; only append and complex meet that, rarely.
    error(id, "check.arguments",
          fmt::format("{} takes {} to {} arguments", tree_.text(view.function()), expected.least,
                      expected.most));
    return out;
  }
  if (builtin >= Builtin::UnsafeAdd) return unsafe_call(id, builtin);
  auto value = [&](TypeId type) {
    out.mode = Mode::Value;
    out.type = type;
    return out;
  };
  auto nothing = [&] {
    out.mode = Mode::NoValue;
    out.type = t_.tuple({});
    return out;
  };
  auto integer_argument = [&](NodeId arg) {
    Operand x = expr(arg);
    if (!x) return;
    if (types::is_untyped(t_, x.type) && !convert_untyped(x, t_.basic(BasicKind::Int))) {
      error(arg, "check.arguments", fmt::format("{} must be an integer", tree_.text(arg)));
    } else if (!types::is_integer(t_, x.type)) {
      error(arg, "check.arguments", fmt::format("{} must be an integer", tree_.text(arg)));
    }
  };
  switch (builtin) {
    case Builtin::New: {
      Operand x = expr_or_type(args[0]);
      if (!x) return out;
      if (x.mode == Mode::Type) return value(t_.pointer(x.type));
      use_default(x);  // Go 1.26: new(expr)
      if (x.mode == Mode::Nil || x.mode == Mode::NoValue) {
        error(args[0], "check.arguments", "new takes a type or a value");
        return out;
      }
      return value(t_.pointer(x.type));
    }
    case Builtin::Make: {
      TypeId const type = type_expr(args[0]);
      for (NodeId arg : args.subspan(1)) integer_argument(arg);
      TypeId const u = types::core_type(t_, type);
      TypeKind const kind = u ? t_.kind(u) : TypeKind::Invalid;
      if (kind != TypeKind::Slice && kind != TypeKind::Map && kind != TypeKind::Chan) {
        if (t_.kind(type) != TypeKind::Invalid)
          error(args[0], "check.make", fmt::format("make makes no {}", text_of(type)));
        return out;
      }
      if (kind == TypeKind::Slice && args.size() == 1)
        error(id, "check.make", "making a slice takes a length");
      return value(type);
    }
    case Builtin::Len:
    case Builtin::Cap: {
      Operand x = expr(args[0]);
      if (!x) return out;
      if (types::is_untyped(t_, x.type)) use_default(x);
      TypeId const u =
          types::is_type_param(t_, x.type) ? types::core_type(t_, x.type) : t_.underlying(x.type);
      TypeId array = u;
      if (u && t_.kind(u) == TypeKind::Pointer) array = t_.underlying(t_.elem(u));
      if (x.mode == Mode::Constant && types::is_string(t_, x.type)) {
        value(t_.basic(BasicKind::Int));
        out.mode = Mode::Constant;
        out.value = Value::of(static_cast<int64_t>(x.value.as_string().size()));
        return out;
      }
      if (array && t_.kind(array) == TypeKind::Array && !types::is_type_param(t_, x.type)) {
        value(t_.basic(BasicKind::Int));
        // Constant unless the operand calls a function or receives (specification: "Length and capacity").
        std::string_view const text = tree_.text(args[0]);
        if (text.find('(') == std::string_view::npos && text.find("<-") == std::string_view::npos) {
          out.mode = Mode::Constant;
          out.value = Value::of(t_.length(array));
        }
        return out;
      }
      bool const ok = types::all_types(t_, x.type, [&](TypeId each) {
        TypeKind const kind = t_.kind(t_.underlying(each));
        if (kind == TypeKind::Slice || kind == TypeKind::Chan || kind == TypeKind::Array) return true;
        if (kind == TypeKind::Pointer)
          return t_.kind(t_.underlying(t_.elem(t_.underlying(each)))) == TypeKind::Array;
        return builtin == Builtin::Len && (kind == TypeKind::Map || types::is_string(t_, each));
      });
      if (!ok) {
        error(args[0], "check.arguments",
              fmt::format("{} has no {}", text_of(x.type), builtin == Builtin::Len ? "length" : "capacity"));
        return out;
      }
      return value(t_.basic(BasicKind::Int));
    }
    case Builtin::Append: {
      Operand s = expr(args[0], hint);
      if (s.mode == Mode::Nil && hint) convert_untyped(s, hint);
      TypeId const u = s && s.mode != Mode::Nil ? types::core_type(t_, s.type) : TypeId();
      if (!u || t_.kind(u) != TypeKind::Slice) {
        for (NodeId arg : args.subspan(1)) raw_expr(arg);
        if (s) error(args[0], "check.append", fmt::format("{} is not a slice", tree_.text(args[0])));
        return out;
      }
      for (NodeId arg : args.subspan(1)) {
        Operand x = expr(arg, view.spread() ? s.type : t_.elem(u));
        if (!x) continue;
        if (view.spread() && types::is_string(t_, x.type)) {
          use_default(x);
        } else if (view.spread()) {
          if (x.mode == Mode::Nil) {
            convert_untyped(x, t_.slice(t_.elem(u)));
            continue;
          }
          TypeId const source = types::core_type(t_, x.type);
          if (!source || t_.kind(source) != TypeKind::Slice || !t_.identical(t_.elem(source), t_.elem(u))) {
            error(arg, "check.append",
                  fmt::format("{} (of type {}) cannot be appended to {}", tree_.text(arg), text_of(x.type),
                              text_of(s.type)));
          }
        } else {
          assign(x, t_.elem(u), "append");
        }
      }
      return value(s.type);
    }
    case Builtin::Copy: {
      Operand to = expr(args[0]);
      Operand from = expr(args[1]);
      if (from && types::is_untyped(t_, from.type)) use_default(from);
      if (!to || !from) return out;
      return value(t_.basic(BasicKind::Int));
    }
    case Builtin::Clear:
    case Builtin::Close:
      expr(args[0]);
      return nothing();
    case Builtin::Delete: {
      Operand m = expr(args[0]);
      TypeId const u = m ? types::core_type(t_, m.type) : TypeId();
      Operand key = expr(args[1]);
      if (!u || t_.kind(u) != TypeKind::Map) {
        if (m) error(args[0], "check.delete", fmt::format("{} is not a map", tree_.text(args[0])));
        return nothing();
      }
      assign(key, t_.key(u), "argument of delete");
      return nothing();
    }
    case Builtin::Panic: {
      Operand x = expr(args[0]);
      assign(x, t_.empty_interface(), "argument of panic");
      return nothing();
    }
    case Builtin::Print:
    case Builtin::Println:
      for (NodeId arg : args) {
        Operand x = expr(arg);
        use_default(x);
      }
      return nothing();
    case Builtin::Recover:
      return value(t_.empty_interface());
    case Builtin::Max:
    case Builtin::Min: {
      Operand all = expr(args[0], hint);
      for (NodeId arg : args.subspan(1)) {
        Operand x = expr(arg, hint);
        if (!all || !x) {
          all.mode = Mode::Invalid;
          continue;
        }
        if (!match_types(all, x) || !t_.identical(all.type, x.type)) {
          error(arg, "check.mismatched-types",
                fmt::format("mismatched types {} and {}", text_of(all.type), text_of(x.type)));
          all.mode = Mode::Invalid;
          continue;
        }
        bool const constants = all.mode == Mode::Constant && x.mode == Mode::Constant;
        bool const less = constants && constant::compare(x.value, constant::CompareOp::Lss, all.value);
        bool const greater = constants && constant::compare(x.value, constant::CompareOp::Gtr, all.value);
        if ((builtin == Builtin::Min && less) || (builtin == Builtin::Max && greater)) all.value = x.value;
        if (!constants) all.mode = Mode::Value;
      }
      if (!all) return out;
      if (all.mode != Mode::Constant) {
        for (NodeId arg : args) {
          if (types::is_untyped(t_, info_.types[arg.value])) finalize(arg, all.type);
        }
        return value(all.type);
      }
      return all;
    }
    case Builtin::Complex: {
      Operand re = expr(args[0]);
      Operand im = expr(args[1]);
      if (!re || !im || !match_types(re, im)) return out;
      if (re.mode == Mode::Constant && im.mode == Mode::Constant && types::is_untyped(t_, re.type)) {
        out.mode = Mode::Constant;
        out.value = constant::complex_of_parts(re.value, im.value);
        out.type = t_.basic(BasicKind::UntypedComplex);
        return out;
      }
      use_default(re);
      use_default(im);
      BasicKind const kind = t_.basic_kind(re.type);
      value(t_.basic(kind == BasicKind::Float32 ? BasicKind::Complex64 : BasicKind::Complex128));
      if (re.mode == Mode::Constant && im.mode == Mode::Constant) {
        out.mode = Mode::Constant;
        out.value = constant::complex_of_parts(re.value, im.value);
      }
      return out;
    }
    case Builtin::Real:
    case Builtin::Imag: {
      Operand x = expr(args[0]);
      if (!x) return out;
      if (x.mode == Mode::Constant) {
        out = x;
        out.value = builtin == Builtin::Real ? x.value.real() : x.value.imaginary();
        if (types::is_untyped(t_, x.type)) {
          out.type = t_.basic(BasicKind::UntypedFloat);
          return out;
        }
      }
      BasicKind const kind = t_.basic_kind(x.type);
      out.type = t_.basic(kind == BasicKind::Complex64 ? BasicKind::Float32 : BasicKind::Float64);
      if (x.mode != Mode::Constant) out.mode = Mode::Value;
      return out;
    }
    default:
      break;
  }
  return out;
}

Operand Checker::unsafe_call(NodeId id, Builtin builtin) {
  syntax::views::Call const view(tree_, id);
  auto const args = view.arguments();
  Operand out;
  out.type = t_.invalid();
  Operand x = expr(args[0]);
  use_default(x);
  if (args.size() > 1) {
    Operand n = expr(args[1]);
    if (n && types::is_untyped(t_, n.type)) convert_untyped(n, t_.basic(BasicKind::Int));
  }
  if (!x) return out;
  out.mode = Mode::Value;
  auto constant_size = [&](int64_t size) {
    out.type = t_.basic(BasicKind::Uintptr);
    if (types::mentions_type_params(t_, x.type)) return out;
    out.mode = Mode::Constant;
    out.value = Value::of(size);
    return out;
  };
  TypeId const u = t_.underlying(x.type);
  switch (builtin) {
    case Builtin::UnsafeSizeof:
      return constant_size(types::size_of(t_, x.type));
    case Builtin::UnsafeAlignof:
      return constant_size(types::align_of(t_, x.type));
    case Builtin::UnsafeOffsetof: {
      auto it = info_.selections.find(args[0].value);
      int64_t offset = 0;
      if (it != info_.selections.end() && it->second.kind == SelectionKind::Field) {
        TypeId type = it->second.receiver;
        for (uint32_t index : it->second.found.path) {
          TypeId s = t_.underlying(type);
          if (t_.kind(s) == TypeKind::Pointer) s = t_.underlying(t_.elem(s));
          offset += types::offsets_of(t_, s)[index];
          type = t_.fields(s)[index].type;
        }
      }
      return constant_size(offset);
    }
    case Builtin::UnsafeAdd:
      out.type = t_.basic(BasicKind::UnsafePointer);
      return out;
    case Builtin::UnsafeSlice:
      out.type = t_.kind(u) == TypeKind::Pointer ? t_.slice(t_.elem(u)) : t_.invalid();
      break;
    case Builtin::UnsafeSliceData:
      out.type = t_.kind(u) == TypeKind::Slice ? t_.pointer(t_.elem(u)) : t_.invalid();
      break;
    case Builtin::UnsafeString:
      out.type = t_.basic(BasicKind::String);
      break;
    case Builtin::UnsafeStringData:
      out.type = t_.pointer(t_.byte_type());
      break;
    default:
      break;
  }
  if (t_.kind(out.type) == TypeKind::Invalid) out.mode = Mode::Invalid;
  return out;
}

}  // namespace escapement::check
