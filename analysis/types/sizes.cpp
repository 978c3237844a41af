#include <algorithm>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {

constexpr int kDeepest = 200;
constexpr int64_t kHuge = int64_t{1} << 50;

int64_t basic_size(BasicKind kind, const Sizes& sizes) {
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
    case BasicKind::UntypedString: return 2 * sizes.pointer;
    default: return sizes.pointer;
  }
}

int64_t align_up(int64_t offset, int64_t align) { return (offset + align - 1) / align * align; }

class Measure {
 public:
  Measure(TypeTable& t, const Sizes& sizes) : t_(t), sizes_(sizes) {}

  int64_t align(TypeId id, int depth = 0) {
    if (depth > kDeepest) return sizes_.pointer;
    TypeId const u = t_.underlying(id);
    switch (t_.kind(u)) {
      case TypeKind::Basic: {
        BasicKind const kind = t_.basic_kind(u);
        if (kind == BasicKind::Complex64) return 4;
        return std::min(basic_size(kind, sizes_), sizes_.pointer);
      }
      case TypeKind::Array: return align(t_.elem(u), depth + 1);
      case TypeKind::Struct: {
        int64_t most = 1;
        for (const Field& field : t_.fields(u)) most = std::max(most, align(field.type, depth + 1));
        return most;
      }
      default: return sizes_.pointer;
    }
  }

  int64_t size(TypeId id, int depth = 0) {
    if (depth > kDeepest) return 0;
    TypeId const u = t_.underlying(id);
    switch (t_.kind(u)) {
      case TypeKind::Basic: return basic_size(t_.basic_kind(u), sizes_);
      case TypeKind::Array: {
        int64_t const length = std::max<int64_t>(0, t_.length(u));
        int64_t const element = size(t_.elem(u), depth + 1);
        return element != 0 && length > kHuge / element ? kHuge : length * element;
      }
      case TypeKind::Slice: return 3 * sizes_.pointer;
      case TypeKind::Interface: return 2 * sizes_.pointer;
      case TypeKind::Struct: return layout(u, nullptr, depth);
      case TypeKind::Tuple: return 0;
      default: return sizes_.pointer;
    }
  }

  int64_t layout(TypeId structure, std::vector<int64_t>* offsets, int depth) {
    int64_t at = 0;
    int64_t most = 1;
    int64_t last_size = 1;
    for (const Field& field : t_.fields(structure)) {
      int64_t const a = align(field.type, depth + 1);
      most = std::max(most, a);
      at = align_up(at, a);
      if (offsets != nullptr) offsets->push_back(at);
      last_size = size(field.type, depth + 1);
      at = std::min(kHuge, at + last_size);
    }
    // A zero-size field at the end is padded, so that its address stays inside the struct (types.CalcStructSize).
    if (at > 0 && last_size == 0) ++at;
    return align_up(at, most);
  }

 private:
  TypeTable& t_;
  const Sizes& sizes_;
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
    case TypeKind::Invalid: return false;
    default: return true;
  }
}

// Whether a type parameter decides the size.
bool variable_size(TypeTable& t, TypeId id, int depth) {
  if (depth > kDeepest) return false;
  if (is_type_param(t, id)) return true;
  TypeId const u = t.underlying(id);
  switch (t.kind(u)) {
    case TypeKind::Array: return variable_size(t, t.elem(u), depth + 1);
    case TypeKind::Struct: return std::ranges::any_of(t.fields(u), [&](const Field& f) { return variable_size(t, f.type, depth + 1); });
    default: return false;
  }
}

}  // namespace

bool has_variable_size(TypeTable& t, TypeId id) { return variable_size(t, id, 0); }

int64_t size_of(TypeTable& t, TypeId id, const Sizes& sizes) { return Measure(t, sizes).size(id); }
int64_t align_of(TypeTable& t, TypeId id, const Sizes& sizes) { return Measure(t, sizes).align(id); }

std::vector<int64_t> offsets_of(TypeTable& t, TypeId struct_type, const Sizes& sizes) {
  std::vector<int64_t> offsets;
  Measure(t, sizes).layout(t.underlying(struct_type), &offsets, 0);
  return offsets;
}

bool has_pointers(TypeTable& t, TypeId id) { return pointers(t, id, 0); }
// types.IsDirectIface: one word, which is a pointer.
bool is_direct_interface(TypeTable& t, TypeId id) {
  Sizes const sizes;
  return size_of(t, id, sizes) == sizes.pointer && has_pointers(t, id);
}

}  // namespace escapement::types
