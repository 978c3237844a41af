#include <algorithm>

#include <absl/container/flat_hash_set.h>

#include "analysis/types/not_in_heap.h"
#include "analysis/types/type.h"

namespace escapement::types {

namespace {

constexpr int kDeepest = 200;

struct Architecture {
  std::string_view name;
  Sizes sizes;
};

constexpr Architecture kArchitectures[] = {
    {"386", {4, 4, true, 1}},      {"amd64", {8, 8, true, 1}},     {"amd64p32", {4, 8, true, 1}}, {"arm", {4, 4, false, 4}},
    {"arm64", {8, 8, true, 1}},    {"loong64", {8, 8, true, 8}},   {"mips", {4, 4, false, 4}},    {"mipsle", {4, 4, false, 4}},
    {"mips64", {8, 8, false, 8}},  {"mips64le", {8, 8, false, 8}}, {"ppc64", {8, 8, true, 1}},    {"ppc64le", {8, 8, true, 1}},
    {"riscv64", {8, 8, false, 8}}, {"s390x", {8, 8, true, 1}},     {"sparc64", {8, 8, false, 8}}, {"wasm", {8, 8, false, 1}},
};

int64_t basic_size(BasicKind kind, int64_t pointer) {
  switch (kind) {
    case BasicKind::Bool:
    case BasicKind::Int8:
    case BasicKind::Uint8: return 1;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 2;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::Float32: return 4;
    case BasicKind::Int64:
    case BasicKind::Uint64:
    case BasicKind::Float64:
    case BasicKind::Complex64: return 8;
    case BasicKind::Complex128: return 16;
    case BasicKind::String:
    case BasicKind::UntypedString: return 2 * pointer;
    default: return pointer;
  }
}

int64_t add(int64_t a, int64_t b) { return a > kTooLarge - b ? kTooLarge : a + b; }

int64_t align_up(int64_t offset, int64_t align) {
  int64_t const padded = add(offset, align - 1);
  return padded == kTooLarge ? kTooLarge : padded / align * align;
}

// One measurement. Named types are measured once, so that a deep type costs its size in declarations, and one that contains itself ends.
class Measure {
 public:
  explicit Measure(TypeTable& t) : t_(t), word_(t.sizes().pointer), max_align_(t.sizes().max_align) {}

  struct Layout {
    int64_t size;
    int64_t align;
  };

  Layout of(TypeId id) {
    TypeId const named = t_.unalias(id);
    if (t_.kind(named) != TypeKind::Named) return of_underlying(t_.underlying(named));
    auto const [known, added] = named_.try_emplace(named.value, Layout{kTooLarge, word_});
    if (!added) return known->second;
    Layout layout = of_underlying(t_.underlying(named));
    if (is_align64(named)) layout.align = 8;
    named_[named.value] = layout;
    return layout;
  }

  Layout of_struct(TypeId structure, std::vector<int64_t>* offsets) {
    Layout out{0, 1};
    int64_t last_size = 1;
    for (const Field& field : t_.fields(structure)) {
      Layout const layout = of(field.type);
      out.align = std::max(out.align, layout.align);
      out.size = align_up(out.size, layout.align);
      if (offsets != nullptr) offsets->push_back(out.size);
      out.size = add(out.size, layout.size);
      last_size = layout.size;
    }
    // A field without size at the end is padded, so that its address stays inside the struct.
    if (out.size > 0 && last_size == 0) out.size = add(out.size, 1);
    out.size = align_up(out.size, out.align);
    return out;
  }

 private:
  Layout of_underlying(TypeId u) {
    switch (t_.kind(u)) {
      case TypeKind::Basic: return of_basic(t_.basic_kind(u));
      case TypeKind::Array: return of_array(u);
      case TypeKind::Slice: return {3 * word_, word_};
      case TypeKind::Interface: return {2 * word_, word_};
      case TypeKind::Struct: return of_struct(u, nullptr);
      case TypeKind::Tuple: return {0, 1};
      default: return {word_, word_};
    }
  }

  Layout of_basic(BasicKind kind) const {
    int64_t const size = basic_size(kind, word_);
    if (kind == BasicKind::String || kind == BasicKind::UntypedString) return {size, word_};
    // Complex numbers are aligned like their parts.
    bool const complex = kind == BasicKind::Complex64 || kind == BasicKind::Complex128;
    return {size, std::min(complex ? size / 2 : size, max_align_)};
  }

  Layout of_array(TypeId array) {
    Layout const element = of(t_.elem(array));
    int64_t const length = std::max<int64_t>(0, t_.length(array));
    if (length == 0 || element.size == 0) return {0, element.align};
    return {element.size > kTooLarge / length ? kTooLarge : element.size * length, element.align};
  }

  // The mark inside sync/atomic's types that keeps 64-bit values aligned on 32-bit machines.
  bool is_align64(TypeId named) {
    const Object& object = t_.object(t_.named_of(named).object);
    if (!object.package || t_.names().text(object.name) != "align64") return false;
    std::string_view const path = t_.package(object.package).path;
    if (path != "sync/atomic" && path != "internal/runtime/atomic") return false;
    TypeId const u = t_.underlying(named);
    return t_.kind(u) == TypeKind::Struct && t_.fields(u).empty();
  }

  TypeTable& t_;
  int64_t word_;
  int64_t max_align_;
  absl::flat_hash_map<uint32_t, Layout> named_;
};

bool pointers(TypeTable& t, TypeId id, int depth) {
  if (depth > kDeepest) return true;
  TypeId const u = t.underlying(id);
  switch (t.kind(u)) {
    case TypeKind::Basic: {
      BasicKind const kind = t.basic_kind(u);
      return kind == BasicKind::String || kind == BasicKind::UnsafePointer || kind == BasicKind::UntypedNil ||
             kind == BasicKind::UntypedString;
    }
    case TypeKind::Array: return t.length(u) != 0 && pointers(t, t.elem(u), depth + 1);
    case TypeKind::Struct: return std::ranges::any_of(t.fields(u), [&](const Field& f) { return pointers(t, f.type, depth + 1); });
    case TypeKind::Tuple: return std::ranges::any_of(t.elements(u), [&](TypeId e) { return pointers(t, e, depth + 1); });
    case TypeKind::Pointer: return !is_not_in_heap(t, t.elem(u));  // the collector does not follow it
    case TypeKind::Invalid: return false;
    default: return true;
  }
}

// Whether a type parameter decides the size. Each named type is looked at once.
bool variable_size(TypeTable& t, TypeId id, absl::flat_hash_set<uint32_t>& seen) {
  if (is_type_param(t, id)) return true;
  TypeId const named = t.unalias(id);
  if (t.kind(named) == TypeKind::Named && !seen.insert(named.value).second) return false;
  TypeId const u = t.underlying(id);
  switch (t.kind(u)) {
    case TypeKind::Array: return variable_size(t, t.elem(u), seen);
    case TypeKind::Struct: return std::ranges::any_of(t.fields(u), [&](const Field& f) { return variable_size(t, f.type, seen); });
    default: return false;
  }
}

}  // namespace

bool has_variable_size(TypeTable& t, TypeId id) {
  absl::flat_hash_set<uint32_t> seen;
  return variable_size(t, id, seen);
}

std::optional<Sizes> sizes_for(std::string_view goarch) {
  for (const Architecture& each : kArchitectures) {
    if (each.name == goarch) return each.sizes;
  }
  return std::nullopt;
}

int64_t size_of(TypeTable& t, TypeId id) { return Measure(t).of(id).size; }
int64_t align_of(TypeTable& t, TypeId id) { return Measure(t).of(id).align; }

std::vector<int64_t> offsets_of(TypeTable& t, TypeId struct_type) {
  std::vector<int64_t> offsets;
  Measure(t).of_struct(t.underlying(struct_type), &offsets);
  return offsets;
}

bool has_pointers(TypeTable& t, TypeId id) { return pointers(t, id, 0); }
// types.IsDirectIface: one word, which is a pointer.
bool is_direct_interface(TypeTable& t, TypeId id) { return size_of(t, id) == t.sizes().pointer && has_pointers(t, id); }

}  // namespace escapement::types
