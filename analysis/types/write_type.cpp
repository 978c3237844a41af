#include <fmt/format.h>

#include "analysis/types/type.h"

namespace escapement::types {

namespace {

constexpr std::string_view kBasicNames[] = {
    "invalid type",   "bool",         "int",         "int8",         "int16",         "int32",
    "int64",          "uint",         "uint8",       "uint16",       "uint32",        "uint64",
    "uintptr",        "float32",      "float64",     "complex64",    "complex128",    "string",
    "unsafe.Pointer", "untyped bool", "untyped int", "untyped rune", "untyped float", "untyped complex",
    "untyped string", "untyped nil"};

// A package's path as symbols have it: dots in its last element and what is no plain character are escaped (cmd/internal/objabi: PathToPrefix).
std::string escaped_path(std::string_view path) {
  size_t const last = path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1;
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    auto const c = static_cast<unsigned char>(path[i]);
    bool const plain = c > ' ' && c < 0x7F && c != '%' && c != '"' && (c != '.' || i < last);
    out += plain ? std::string(1, path[i]) : fmt::format("%{:02x}", c);
  }
  return out;
}

// A program's package is "main" to the linker, wherever it is.
std::string link_path(TypeTable& t, PackageId id) {
  const auto& package = t.package(id);
  return t.names().text(package.name) == "main" ? "main" : escaped_path(package.path);
}

// gc has no limit; our stack has. Nobody reads on here.
constexpr int kDeepest = 1000;

class Writer {
 public:
  Writer(TypeTable& t, PackageId local, TypeStyle style) : t_(t), local_(local), style_(style) {}

  std::string write(TypeId id) {
    if (++depth_ > kDeepest) {
      --depth_;
      return "...";
    }
    std::string out = text(id);
    --depth_;
    return out;
  }

 private:
  bool gc() const { return style_ == TypeStyle::Gc || style_ == TypeStyle::Link; }

  std::string qualified(ObjectId object) {
    const Object& o = t_.object(object);
    std::string name(t_.names().text(o.name));
    bool const paths = style_ == TypeStyle::Link || style_ == TypeStyle::GoTypesPaths;
    if (!o.package && style_ == TypeStyle::Gc) return without_number(std::move(name));
    if (!o.package || (o.package == local_ && !paths)) return name;
    if (style_ == TypeStyle::Link) return link_path(t_, o.package) + "." + name + local_suffix(o);
    const auto& package = t_.package(o.package);
    if (paths) return package.path + "." + name;
    return fmt::format("{}.{}", t_.names().text(package.name), name);
  }

  // A shape's name may end in that of a local type, whose number no message shows (cmd/compile/internal/types: SplitVargenSuffix).
  static std::string without_number(std::string name) {
    constexpr std::string_view kDot = "·";
    size_t const digits = name.find_last_not_of("0123456789") + 1;
    bool const numbered = digits < name.size() && std::string_view(name).substr(0, digits).ends_with(kDot);
    if (numbered) name.resize(digits - kDot.size());
    return name;
  }

  // Types of one name may be declared in several functions.
  std::string local_suffix(const Object& o) {
    if (o.kind != ObjectKind::TypeName || t_.kind(o.type) != TypeKind::Named) return "";
    uint32_t const number = t_.named_of(o.type).number;
    return number == 0 ? "" : fmt::format("·{}", number);
  }

  std::string text(TypeId id) {
    switch (t_.kind(id)) {
      case TypeKind::Invalid: return "invalid type";
      case TypeKind::Basic: return std::string(kBasicNames[t_.data(id).detail]);
      case TypeKind::Alias:
        // Only the universe's aliases keep their name in gc's messages.
        if (gc() && t_.object(t_.alias_object(id)).package) return write(t_.unalias(id));
        if (style_ == TypeStyle::Link) return write(t_.unalias(id));
        return qualified(t_.alias_object(id)) + arguments(t_.alias_of(id).args, t_.alias_of(id).type_params);
      case TypeKind::Named: return named(id);
      case TypeKind::TypeParam: return type_param(id);
      case TypeKind::Pointer: return "*" + write(t_.elem(id));
      case TypeKind::Slice: return "[]" + write(t_.elem(id));
      case TypeKind::Array: return fmt::format("[{}]{}", t_.length(id), write(t_.elem(id)));
      case TypeKind::Map: return fmt::format("map[{}]{}", write(t_.key(id)), write(t_.elem(id)));
      case TypeKind::Chan: return chan(id);
      case TypeKind::Struct: return structure(id);
      case TypeKind::Tuple: return tuple(id);
      case TypeKind::Signature: return "func" + signature(id);
      case TypeKind::Interface: return interface(id);
      case TypeKind::Union: return terms(t_.terms(id));
    }
    return "?";
  }

  std::string named(TypeId id) {
    const Named& n = t_.named_of(id);
    std::string out = qualified(n.object);
    if (n.args.empty() && n.generic) t_.type_params(id);
    TypeStyle const saved = style_;
    if (style_ == TypeStyle::Gc) style_ = TypeStyle::Link;  // type arguments are link names
    out += arguments(n.args, n.type_params);
    style_ = saved;
    return out;
  }

  std::string arguments(TypeList args, TypeList params) {
    if (args.empty()) return gc() ? std::string() : parameters(params);
    std::string out = "[";
    for (size_t i = 0; i < args.size(); ++i) {
      if (i != 0) out += separator();
      out += write(args[i]);
    }
    return out + ']';
  }

  // A declaration's type parameters; those that share a constraint are listed before it.
  std::string parameters(TypeList params) {
    if (params.empty()) return {};
    std::string out = "[";
    TypeId previous;
    for (size_t i = 0; i < params.size(); ++i) {
      TypeId const constraint = t_.type_param_of(params[i]).constraint;
      if (i != 0) {
        if (constraint != previous) out += " " + write(previous);
        out += ", ";
      }
      previous = constraint;
      out += write(params[i]);
    }
    return out + " " + write(previous) + "]";
  }

  std::string type_param(TypeId id) {
    NameId const name = t_.object(t_.type_param_of(id).object).name;
    std::string out(t_.names().text(name));
    // A parameter may be called as a predeclared identifier is.
    if (!gc() && is_predeclared(out)) out += "/* type parameter */";
    return out;
  }

  static bool is_predeclared(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "any",  "append",  "bool",  "byte",   "cap",     "clear",   "close",  "comparable", "complex", "complex128", "complex64",
        "copy", "delete",  "error", "false",  "float32", "float64", "imag",   "int",        "int16",   "int32",      "int64",
        "int8", "iota",    "len",   "make",   "max",     "min",     "new",    "nil",        "panic",   "print",      "println",
        "real", "recover", "rune",  "string", "true",    "uint",    "uint16", "uint32",     "uint64",  "uint8",      "uintptr"};
    return std::ranges::binary_search(kNames, name);
  }

  std::string_view separator() const { return gc() ? "," : ", "; }

  std::string chan(TypeId id) {
    std::string element = write(t_.elem(id));
    switch (t_.chan_dir(id)) {
      case ChanDir::Send: return "chan<- " + element;
      case ChanDir::Receive: return "<-chan " + element;
      case ChanDir::Both: break;
    }
    TypeId const e = t_.elem(id);
    bool const parens = t_.kind(e) == TypeKind::Chan && t_.chan_dir(e) == ChanDir::Receive;
    return parens ? "chan (" + element + ")" : "chan " + element;
  }

  std::string field_link_name(const Field& field) {
    std::string const name(t_.names().text(field.name));
    return field.package && !is_exported(name) ? link_path(t_, field.package) + "." + name : name;
  }

  // Whether an embedded field has another name than its type's symbol: of an instance, through an alias, of a predeclared type.
  bool renamed_by_embedding(const Field& field) {
    TypeId type = t_.unalias(field.type);
    if (t_.kind(type) == TypeKind::Pointer) type = t_.unalias(t_.elem(type));
    if (t_.kind(type) != TypeKind::Named || t_.named_of(type).origin) return true;
    const Object& object = t_.object(t_.named_of(type).object);
    bool const exported = is_exported(t_.names().text(field.name));
    return object.name != field.name || (!exported && object.package != field.package);
  }

  std::string structure(TypeId id) {
    std::span<const Field> const fields = t_.fields(id);
    if (fields.empty()) return gc() ? "struct {}" : "struct{}";
    std::string out = gc() ? "struct { " : "struct{";
    for (size_t i = 0; i < fields.size(); ++i) {
      if (i != 0) out += "; ";
      const Field& field = fields[i];
      std::string const name(t_.names().text(field.name));
      if (style_ == TypeStyle::Link) {
        if (!field.embedded || renamed_by_embedding(field)) out += field_link_name(field) + (field.embedded ? " = " : " ");
      } else if (!field.embedded) {
        bool const foreign = gc() && field.package != local_ && field.package && !is_exported(name);
        if (foreign) out += std::string(t_.names().text(t_.package(field.package).name)) + ".";
        out += name + " ";
      }
      out += write(field.type);
      if (field.tag) out += " " + constant::quoted(t_.names().text(field.tag));
    }
    return out + (gc() ? " }" : "}");
  }

  std::string tuple(TypeId id) {
    std::string out = "(";
    for (TypeId e : t_.elements(id)) {
      if (out.size() > 1) out += ", ";
      out += write(e);
    }
    return out + ")";
  }

  std::string parameter(const Parameter& p, bool spread) {
    std::string out;
    if (!gc() && p.name) out = std::string(t_.names().text(p.name)) + " ";
    if (spread && t_.kind(p.type) == TypeKind::Slice) return out + "..." + write(t_.elem(p.type));
    if (spread && !gc()) return out + write(p.type) + "...";
    return out + write(p.type);
  }

  std::string signature(TypeId id) {
    Signature const s = t_.signature_of(id);
    std::string out = (gc() ? std::string() : parameters(s.type_params)) + "(";
    for (size_t i = 0; i < s.params.size(); ++i) {
      if (i != 0) out += ", ";
      out += parameter(s.params[i], s.variadic && i + 1 == s.params.size());
    }
    out += ")";
    if (s.results.empty()) return out;
    bool const bare = s.results.size() == 1 && (gc() || !s.results[0].name);
    out += bare ? " " : " (";
    for (size_t i = 0; i < s.results.size(); ++i) {
      if (i != 0) out += ", ";
      out += parameter(s.results[i], false);
    }
    return bare ? out : out + ")";
  }

  std::string interface(TypeId id) {
    if (!gc()) {
      if (id == t_.any_interface()) return "any";
      if (id == t_.named_of(t_.comparable_type()).rhs) return "interface{comparable}";
      if (t_.interface_of(id).implicit && t_.interface_of(id).embedded.size() == 1) return write(t_.interface_of(id).embedded[0]);
    }
    bool const flat = gc() && t_.type_set(id).all_types;
    std::span<const Method> const methods = gc() ? t_.type_set(id).methods : t_.interface_of(id).methods;
    TypeList const embedded = flat ? TypeList() : t_.interface_of(id).embedded;
    if (methods.empty() && embedded.empty()) return gc() ? "interface {}" : "interface{}";
    std::string out = gc() ? "interface { " : "interface{";
    bool first = true;
    for (const Method& m : methods) {
      if (!first) out += "; ";
      first = false;
      std::string const name(t_.names().text(m.name));
      if (style_ == TypeStyle::Link && m.package && !is_exported(name)) out += link_path(t_, m.package) + ".";
      out += name + signature(m.signature);
    }
    for (TypeId e : embedded) {
      if (!first) out += "; ";
      first = false;
      out += write(e);
    }
    return out + (gc() ? " }" : "}");
  }

  std::string terms(std::span<const Term> list) {
    std::string out;
    for (const Term& term : list) {
      if (!out.empty()) out += " | ";
      out += (term.tilde ? "~" : "") + write(term.type);
    }
    return out;
  }

  TypeTable& t_;
  PackageId local_;
  TypeStyle style_;
  int depth_ = 0;
};

}  // namespace

std::string type_string(TypeTable& t, TypeId id, PackageId local, TypeStyle style) { return Writer(t, local, style).write(id); }

}  // namespace escapement::types
