#include "analysis/placement/storage.h"

#include <fmt/format.h>

#include <algorithm>

namespace escapement::placement {

using escape::Location;
using ir::Op;
using types::TypeId;
using types::TypeKind;

namespace {

constexpr uint64_t kStackBuffer = 32;        // bytes: runtime.tmpBuf, and the buffers of make and append (ir.VariableMakeThreshold)
constexpr uint64_t kLargestStackBox = 1024;  // bytes: walk.dataWord
constexpr uint64_t kLargestMake = 64 << 10;  // bytes: ir.MaxImplicitStackVarSize
constexpr uint64_t kMapHeader = 48;          // bytes: internal/runtime/maps.Map
constexpr int64_t kGroupSlots = 8;           // entries of a map's group
constexpr uint64_t kSharedValues = 256;      // integers below have a shared read-only copy: runtime.staticuint64s

class Rules {
 public:
  Rules(Analysis& a, const escape::UnitResult& result, const Location& location)
      : a_(a), unit_(*result.unit), result_(result), location_(location), node_(unit_.node(location.node)), heap_(location.on_heap) {
    out_.segment = heap_ ? Segment::Heap : Segment::Stack;
  }

  Storage run() {
    switch (node_.op) {
      case Op::Closure: closure(); break;
      case Op::MethodValue: method_value(); break;
      case Op::ConvIface: boxed(); break;
      case Op::New:
      case Op::PtrLit: pointed(); break;
      case Op::MakeSlice: make_slice(); break;
      case Op::SliceLit: slice_literal(); break;
      case Op::MakeMap:
      case Op::MapLit: map(); break;
      case Op::Append: append(); break;
      case Op::AddStr: concatenation(); break;
      case Op::StrToBytes: bytes_of_string(); break;
      case Op::StrToRunes: runes_of_string(); break;
      case Op::BytesToStr: string_of_bytes(); break;
      case Op::RunesToStr: buffered("the string's length"); break;
      case Op::RuneToStr: out_.size.bytes = 4; break;
      default: fixed(node_.type); break;
    }
    return std::move(out_);
  }

 private:
  uint64_t size_of(TypeId type) { return static_cast<uint64_t>(std::max<int64_t>(0, types::size_of(a_.t, type))); }
  TypeId element_of(TypeId type) { return a_.t.elem(a_.t.underlying(type)); }
  std::string text(ir::NodeId id) { return ir::print_expression(a_.program, unit_, id); }

  void fixed(TypeId type) {
    out_.size.bytes = size_of(type);
    out_.has_pointers = types::has_pointers(a_.t, type);
  }

  void nothing(std::string why) {
    out_.segment = Segment::None;
    out_.note = std::move(why);
  }

  void read_only(std::string why) {
    out_.segment = Segment::Rodata;
    out_.note = std::move(why);
  }

  // ---- function values

  bool captured_by_reference(ir::LocalId local) const {
    for (const Location& l : result_.locations) {
      if (l.local != local) continue;
      for (const escape::CapturedBy& c : l.captured_by) {
        if (c.closure == node_.ref) return c.by_reference;
      }
    }
    return false;
  }

  void closure() {
    const ir::Func& func = unit_.funcs[node_.ref];
    uint64_t size = pointer_;
    for (ir::LocalId captured : func.captures) {
      size += captured_by_reference(captured) ? pointer_ : size_of(unit_.local(captured).type);
    }
    out_.size.bytes = (size + pointer_ - 1) / pointer_ * pointer_;
    out_.has_pointers = true;
    if (func.captures.empty()) out_.segment = Segment::Rodata;
  }

  void method_value() {
    out_.size.bytes = pointer_ + size_of(unit_.node(node_.x).type);
    out_.has_pointers = true;
    out_.note = "function value: pointer to code + a copy of the receiver, made here";
  }

  // ---- interfaces

  // A value that is known when the program is compiled (walk.isStaticCompositeLiteral).
  bool is_static(ir::NodeId id) const {
    const ir::Node& n = unit_.node(id);
    if (n.op == Op::Literal || n.op == Op::Nil) return true;
    if (n.op != Op::StructLit && n.op != Op::ArrayLit) return false;
    return std::ranges::all_of(unit_.list(n.list), [&](ir::NodeId each) { return !each || is_static(each); });
  }

  // The one component of a struct or array that has no other; else the type itself.
  TypeId sole_component(TypeId type) {
    for (int depth = 0; depth < 100; ++depth) {
      TypeId const u = a_.t.underlying(type);
      if (a_.t.kind(u) == TypeKind::Struct && a_.t.fields(u).size() == 1) {
        type = a_.t.fields(u)[0].type;
      } else if (a_.t.kind(u) == TypeKind::Array && a_.t.length(u) == 1) {
        type = a_.t.elem(u);
      } else {
        break;
      }
    }
    return type;
  }

  // Types that the runtime boxes by value: numbers of 2, 4 or 8 bytes, strings, slices
  // (walk.dataWordFuncName). Others are boxed from an address, and there a variable that can only have one,
  // static, value is as good as that value (walk.orderState.addrTemp).
  bool boxed_by_value(TypeId type, TypeId sole) {
    uint64_t const size = size_of(type);
    bool const number = (size == 2 || size == 4 || size == 8) && static_cast<uint64_t>(types::align_of(a_.t, type)) == size;
    return (number && !types::has_pointers(a_.t, type)) || types::is_string(a_.t, sole) || a_.t.underlying_kind(sole) == TypeKind::Slice;
  }

  // True if the box is a static one.
  bool boxed_statically(TypeId type, TypeId sole) {
    ir::NodeId value = node_.x;
    if (!boxed_by_value(type, sole)) value = a_.static_values(unit_).of(value);
    Op const op = unit_.node(value).op;
    if ((op == Op::StructLit || op == Op::ArrayLit) && ir::is_zero(unit_, value) && size_of(type) <= kLargestStackBox) {
      out_.segment = Segment::Bss;
      out_.note =
          "a zero value in an interface: the runtime has one block of zeros for all of them, nothing is "
          "allocated";
      return true;
    }
    if (!location_.literal && !is_static(value)) return false;
    read_only("a constant in an interface: its bytes are read-only data, nothing is allocated");
    return true;
  }

  void boxed() {
    TypeId const type = unit_.node(node_.x).type;
    fixed(type);
    uint64_t const size = *out_.size.bytes;
    TypeId const sole = sole_component(type);
    if (size == 0) return nothing("a value of no size in an interface needs no storage");
    if (boxed_statically(type, sole)) return;
    if (size == 1 && (types::is_integer(a_.t, sole) || types::is_boolean(a_.t, sole))) {
      return read_only("one byte in an interface: the runtime has a read-only copy of every value, nothing is allocated");
    }
    if (!heap_ && size > kLargestStackBox) {
      out_.segment = Segment::Heap;
      out_.note = "it does not escape, but values of more than 1024 B are put into interfaces on the heap";
    }
    if (!heap_) return;
    if (types::is_string(a_.t, sole)) {
      out_.note = "nothing is allocated for an empty string";
    } else if (a_.t.underlying_kind(sole) == TypeKind::Slice) {
      out_.note = "nothing is allocated for a nil slice";
    } else if (boxed_by_value(type, sole)) {
      out_.note = fmt::format("nothing is allocated where the value's bits are below {}", kSharedValues);
    }
  }

  // ---- new, literals, make

  void pointed() {
    fixed(element_of(node_.type));
    if (*out_.size.bytes == 0) nothing("a value of no size needs no storage: all share one address");
  }

  void slice_literal() {
    TypeId const element = element_of(node_.type);
    out_.size.bytes = size_of(element) * unit_.list(node_.list).size();
    out_.has_pointers = types::has_pointers(a_.t, element);
    if (*out_.size.bytes == 0) nothing("no elements, no storage");
  }

  void make_slice() {
    TypeId const type = element_of(node_.type);
    uint64_t const element = size_of(type);
    out_.has_pointers = types::has_pointers(a_.t, type);
    if (element == 0) return nothing("elements of no size need no storage: all share one address");
    if (location_.length) {
      uint64_t const count = *location_.length;
      out_.size.bytes = count > UINT64_MAX / element ? UINT64_MAX : count * element;
      if (count == 0) nothing("no elements, no storage");
      if (!heap_ && *out_.size.bytes > kLargestMake) out_.segment = Segment::Heap;
      return;
    }
    auto const sizes = unit_.list(node_.list);
    out_.size.formula = fmt::format("{} B · {}", element, sizes.empty() ? "cap" : text(sizes.back()));
    if (heap_) return;
    if (element > kStackBuffer) {
      out_.segment = Segment::Heap;
      out_.note =
          "it does not escape, but its size is not known when it is compiled, and one element is larger than "
          "the 32 B buffer on the stack";
      return;
    }
    out_.condition = fmt::format("beyond {} elements heap", kStackBuffer / element);
    out_.note =
        "its size is not known when it is compiled: a buffer of 32 B is kept on the stack, more is taken "
        "from the heap";
  }

  void map() {
    TypeId const map = a_.t.underlying(node_.type);
    out_.has_pointers = true;
    out_.size.formula = "48 B + groups of 8 entries";
    if (heap_) return;
    out_.condition = fmt::format("beyond {} entries heap", kGroupSlots);
    out_.note = fmt::format("its header ({} B) and one group of {} entries are on the stack; more entries are on the heap", kMapHeader,
                            kGroupSlots);
    if (size_of(a_.t.key(map)) > 128 || size_of(a_.t.elem(map)) > 128) {
      out_.condition = "entries heap";
      out_.note = fmt::format(
          "its header ({} B) is on the stack; a key or value of more than 128 B is on the heap, entry by "
          "entry",
          kMapHeader);
    }
    int64_t hint = 0;
    auto const sizes = unit_.list(node_.list);
    bool const known = node_.op == Op::MakeMap && !sizes.empty() && sizes[0] && unit_.node(sizes[0]).op == Op::Literal &&
                       unit_.values[unit_.node(sizes[0]).ref].fits_int64(hint);
    if (node_.op == Op::MapLit) hint = static_cast<int64_t>(sizes.size() / 2);
    if ((known || node_.op == Op::MapLit) && hint > kGroupSlots) {
      out_.condition = "entries heap";
      out_.note = fmt::format("its header ({} B) is on the stack; room for {} entries is taken from the heap", kMapHeader, hint);
    }
  }

  void append() {
    TypeId const type = element_of(node_.type);
    uint64_t const element = size_of(type);
    bool const spread = (node_.flags & ir::kSpread) != 0;
    out_.has_pointers = types::has_pointers(a_.t, type);
    out_.size.formula = fmt::format("{} B · cap, when the slice grows", element);
    if (element == 0) return nothing("elements of no size need no storage");
    if (heap_) {
      out_.note = "allocates when the capacity does not suffice";
      return;
    }
    out_.segment = Segment::Heap;
    if (spread || element > kStackBuffer) {
      out_.condition = "when it grows";
      out_.note =
          "the slice does not escape, but a larger array is taken from the heap when the capacity does not "
          "suffice";
      return;
    }
    out_.condition = "when it grows beyond 32 B";
    out_.note =
        "a slice that begins empty may use a buffer of 32 B on the stack; a larger array is taken from the "
        "heap when the capacity does not suffice";
  }

  // ---- strings

  void buffered(std::string_view what, uint64_t buffer = kStackBuffer) {
    out_.size.formula = what;
    if (heap_) return;
    out_.condition = fmt::format("beyond {} B heap", buffer);
    out_.note = fmt::format("a buffer of {} B is kept on the stack; a longer result is taken from the heap", buffer);
  }

  void concatenation() {
    buffered("the result's length");
    if (heap_) out_.note = "nothing is allocated where all operands but one are empty";
  }

  void bytes_of_string() {
    if (location_.zero_copy) return nothing("the bytes are those of the string: nothing writes to them, so nothing is copied");
    const ir::Node& operand = unit_.node(node_.x);
    if (operand.op == Op::Literal && unit_.values[operand.ref].kind() == constant::Kind::String) {
      out_.size.bytes = unit_.values[operand.ref].as_string().size();
      if (!heap_ && *out_.size.bytes > kLargestMake) out_.segment = Segment::Heap;
      if (*out_.size.bytes == 0) nothing("no bytes, no storage");
      return;
    }
    buffered("the string's length");
  }

  void runes_of_string() { buffered("4 B · runes", 4 * kStackBuffer); }

  // Some uses read the bytes where they are (walk/order.go: OBYTES2STRTMP).
  bool only_looked_at() const {
    auto is_this = [&](ir::NodeId id) { return id == location_.node; };
    for (const ir::Node& n : unit_.nodes) {
      bool const compared = n.op == Op::Binary && (is_this(n.x) || is_this(n.y)) && types::is_boolean(a_.t, n.type);
      if (compared || (n.op == Op::Switch && is_this(n.x))) return true;
      if (n.op == Op::AddStr && std::ranges::any_of(unit_.list(n.list), is_this)) {
        return std::ranges::any_of(unit_.list(n.list), [&](ir::NodeId each) {
          const ir::Node& e = unit_.node(each);
          return e.op == Op::Literal && unit_.values[e.ref].kind() == constant::Kind::String && !unit_.values[e.ref].as_string().empty();
        });
      }
    }
    return false;
  }

  void string_of_bytes() {
    if (!heap_ && only_looked_at()) return nothing("only looked at here: the bytes are read where they are, nothing is copied");
    buffered("the bytes' length");
    if (heap_) out_.note = "nothing is allocated for a string of at most one byte";
  }

  Analysis& a_;
  uint64_t pointer_ = static_cast<uint64_t>(a_.t.sizes().pointer);  // bytes
  const ir::Unit& unit_;
  const escape::UnitResult& result_;
  const Location& location_;
  const ir::Node& node_;
  bool heap_;
  Storage out_;
};

}  // namespace

Storage storage_of(Analysis& a, const escape::UnitResult& result, const escape::Location& location) {
  return Rules(a, result, location).run();
}

}  // namespace escapement::placement
