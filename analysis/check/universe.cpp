// The predeclared identifiers (specification: "Predeclared identifiers") and package unsafe.
#include "analysis/check/program.h"

namespace escapement::check {

using types::BasicKind;
using types::Object;
using types::ObjectKind;

namespace {

struct NamedBuiltin {
  std::string_view name;
  Builtin builtin;
};

constexpr NamedBuiltin kBuiltins[] = {{"append", Builtin::Append},   {"cap", Builtin::Cap},         {"clear", Builtin::Clear},
                                      {"close", Builtin::Close},     {"complex", Builtin::Complex}, {"copy", Builtin::Copy},
                                      {"delete", Builtin::Delete},   {"imag", Builtin::Imag},       {"len", Builtin::Len},
                                      {"make", Builtin::Make},       {"max", Builtin::Max},         {"min", Builtin::Min},
                                      {"new", Builtin::New},         {"panic", Builtin::Panic},     {"print", Builtin::Print},
                                      {"println", Builtin::Println}, {"real", Builtin::Real},       {"recover", Builtin::Recover}};

constexpr NamedBuiltin kUnsafe[] = {{"Add", Builtin::UnsafeAdd},           {"Alignof", Builtin::UnsafeAlignof},
                                    {"Offsetof", Builtin::UnsafeOffsetof}, {"Sizeof", Builtin::UnsafeSizeof},
                                    {"Slice", Builtin::UnsafeSlice},       {"SliceData", Builtin::UnsafeSliceData},
                                    {"String", Builtin::UnsafeString},     {"StringData", Builtin::UnsafeStringData}};

}  // namespace

void Program::predeclare_assert() {
  Object object;
  object.kind = ObjectKind::Builtin;
  object.builtin = static_cast<uint8_t>(Builtin::Assert);
  object.type = types_.invalid();
  object.name = names_.intern("assert");
  universe_[object.name] = types_.add(std::move(object));
}

void Program::make_universe() {
  auto add = [&](Scope& scope, std::string_view name, Object object) {
    object.name = names_.intern(name);
    scope[object.name] = types_.add(std::move(object));
  };
  auto add_type = [&](std::string_view name, types::TypeId type) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.type = type;
    add(universe_, name, object);
  };
  static constexpr std::string_view kBasic[] = {"bool",    "int",     "int8",      "int16",      "int32",  "int64",
                                                "uint",    "uint8",   "uint16",    "uint32",     "uint64", "uintptr",
                                                "float32", "float64", "complex64", "complex128", "string"};
  for (size_t i = 0; i < std::size(kBasic); ++i) {
    add_type(kBasic[i], types_.basic(static_cast<BasicKind>(i + static_cast<size_t>(BasicKind::Bool))));
  }
  // These were declared with their types.
  auto add_declared = [&](std::string_view name, ObjectId object) { universe_[names_.intern(name)] = object; };
  add_declared("byte", types_.alias_object(types_.byte_type()));
  add_declared("rune", types_.alias_object(types_.rune_type()));
  add_declared("any", types_.alias_object(types_.any_type()));
  add_declared("error", types_.named_of(types_.error_type()).object);
  add_declared("comparable", types_.named_of(types_.comparable_type()).object);
  auto add_const = [&](std::string_view name, BasicKind kind, constant::Value value) {
    Object object;
    object.kind = ObjectKind::Const;
    object.type = types_.basic(kind);
    object.value = std::move(value);
    add(universe_, name, object);
  };
  add_const("true", BasicKind::UntypedBool, constant::Value::of(true));
  add_const("false", BasicKind::UntypedBool, constant::Value::of(false));
  add_const("iota", BasicKind::UntypedInt, constant::Value::of(int64_t{0}));
  iota_ = universe_[names_.intern("iota")];
  Object nil;
  nil.kind = ObjectKind::Nil;
  nil.type = types_.basic(BasicKind::UntypedNil);
  add(universe_, "nil", nil);
  auto add_builtin = [&](Scope& scope, const NamedBuiltin& entry) {
    Object object;
    object.kind = ObjectKind::Builtin;
    object.builtin = static_cast<uint8_t>(entry.builtin);
    object.type = types_.invalid();
    add(scope, entry.name, object);
  };
  for (const NamedBuiltin& entry : kBuiltins) add_builtin(universe_, entry);

  auto unsafe = std::make_unique<Package>();
  unsafe->path = "unsafe";
  unsafe->name = names_.intern("unsafe");
  unsafe->imported = true;
  register_package(*unsafe);
  for (const NamedBuiltin& entry : kUnsafe) add_builtin(unsafe->scope, entry);
  Object pointer;
  pointer.kind = ObjectKind::TypeName;
  pointer.type = types_.basic(BasicKind::UnsafePointer);
  add(unsafe->scope, "Pointer", pointer);
  imported_.emplace("unsafe", std::move(unsafe));
}

}  // namespace escapement::check
