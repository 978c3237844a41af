// min, max, complex, real, imag (specification: "Min and max", "Manipulating complex numbers").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

Operand Checker::builtin_min_max(NodeId id, Builtin which, Operands& args) {
  auto const op = which == Builtin::Max ? constant::CompareOp::Gtr : constant::CompareOp::Lss;
  Operand x;
  for (size_t i = 0; i < args.size(); ++i) {
    Operand& each = args[i];
    if (!types::ordered(t_, each.type)) {
      error(each.node, errors::kArguments, fmt::format("{} has no order", source_of(each.node)));
      return invalid(id);
    }
    if (i == 0) {
      x = each;
      continue;
    }
    if (!match_types(x, each)) return invalid(id);
    if (!t_.identical(x.type, each.type)) {
      error(each.node, errors::kMismatchedTypes, fmt::format("mismatched types {} and {}", text_of(x.type), text_of(each.type)));
      return invalid(id);
    }
    if (x.mode == Mode::Constant && each.mode == Mode::Constant) {
      if (constant::compare(each.value, op, x.value)) x = each;
    } else {
      x.mode = Mode::Value;
    }
  }
  if (x.mode != Mode::Constant) {
    x.mode = Mode::Value;
    // As if passed to a parameter of any type: an untyped value takes its default type.
    assign(x, t_.empty_interface(), "argument");
    if (!x) return invalid(id);
  }
  for (const Operand& each : args) update_type(each.node, x.type, Final::Yes);
  x.node = id;
  return x;
}

Operand Checker::builtin_complex(NodeId id, Operands& args) {
  Operand& x = args[0];
  Operand& y = args[1];
  bool const ux = types::is_untyped(t_, x.type);
  bool const uy = types::is_untyped(t_, y.type);
  if (ux && uy) {
    if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
      for (Operand* each : {&x, &y}) {
        if (types::is_numeric(t_, each->type) && each->value.imaginary().sign() == 0) each->type = basic(BasicKind::UntypedFloat);
      }
    } else {
      convert_untyped(x, basic(BasicKind::Float64));
      convert_untyped(y, basic(BasicKind::Float64));
    }
  } else if (ux) {
    convert_untyped(x, y.type);
  } else if (uy) {
    convert_untyped(y, x.type);
  }
  if (!x || !y) return invalid(id);
  BasicKind const kind = t_.basic_kind(x.type);
  BasicKind const result = kind == BasicKind::Float32        ? BasicKind::Complex64
                           : kind == BasicKind::Float64      ? BasicKind::Complex128
                           : kind == BasicKind::UntypedFloat ? BasicKind::UntypedComplex
                                                             : BasicKind::Invalid;
  if (!t_.identical(x.type, y.type) || result == BasicKind::Invalid) {
    error(id, errors::kComplex, fmt::format("complex takes two floats of one type, not {} and {}", text_of(x), text_of(y)));
    return invalid(id);
  }
  Operand out = builtin_value(id, basic(result));
  if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
    out.mode = Mode::Constant;
    out.value = constant::complex_of_parts(x.value, y.value);
  }
  return out;
}

Operand Checker::builtin_part(NodeId id, Builtin which, Operand x) {
  if (types::is_untyped(t_, x.type)) {
    if (x.mode == Mode::Constant) {
      if (types::is_numeric(t_, x.type)) x.type = basic(BasicKind::UntypedComplex);
    } else if (!convert_untyped(x, basic(BasicKind::Complex128))) {
      return invalid(id);
    }
  }
  BasicKind const kind = t_.basic_kind(x.type);
  BasicKind const result = kind == BasicKind::Complex64        ? BasicKind::Float32
                           : kind == BasicKind::Complex128     ? BasicKind::Float64
                           : kind == BasicKind::UntypedComplex ? BasicKind::UntypedFloat
                                                               : BasicKind::Invalid;
  if (result == BasicKind::Invalid) {
    error(id, errors::kComplex, fmt::format("{} is not complex", text_of(x)));
    return invalid(id);
  }
  Operand out = builtin_value(id, basic(result));
  if (x.mode == Mode::Constant) {
    out.mode = Mode::Constant;
    out.value = which == Builtin::Real ? x.value.real() : x.value.imaginary();
  }
  return out;
}

}  // namespace escapement::check
