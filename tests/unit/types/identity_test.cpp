// Specification: "Type identity", "Conversions" (struct tags).
#include <catch2/catch.hpp>

#include "analysis/types/type.h"

using namespace escapement::types;
using escapement::base::NameTable;

namespace {

struct Table {
  NameTable names;
  TypeTable t{names, sizes_for("amd64").value()};

  TypeId basic(BasicKind kind) { return t.basic(kind); }
  TypeId integer() { return basic(BasicKind::Int); }
  Field field(std::string_view name, TypeId type, std::string_view tag = {}, PackageId package = {}) {
    return {names.intern(name), type, package, {}, tag.empty() ? NameId() : names.intern(tag), false};
  }
  TypeId structure(std::initializer_list<Field> fields) { return t.structure({fields.begin(), fields.size()}); }
  TypeId named(std::string_view name, TypeId rhs) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names.intern(name);
    TypeId const type = t.named(t.add(object));
    t.named_of(type).rhs = rhs;
    return type;
  }
  TypeId function(std::initializer_list<Parameter> params, std::initializer_list<Parameter> results = {}) {
    Signature s;
    s.params = {params.begin(), params.size()};
    s.results = {results.begin(), results.size()};
    return t.signature(s);
  }
};

}  // namespace

TEST_CASE("composite types of identical parts are one type") {
  Table x;
  CHECK(x.t.slice(x.integer()) == x.t.slice(x.integer()));
  CHECK(x.t.identical(x.t.slice(x.t.byte_type()), x.t.slice(x.basic(BasicKind::Uint8))));
  CHECK_FALSE(x.t.identical(x.t.array(x.integer(), 2), x.t.array(x.integer(), 3)));
  CHECK_FALSE(x.t.identical(x.t.chan(x.integer(), ChanDir::Both), x.t.chan(x.integer(), ChanDir::Send)));
}

TEST_CASE("a defined type is identical only to itself, an alias to what it stands for") {
  Table x;
  TypeId const a = x.named("A", x.integer());
  TypeId const b = x.named("B", x.integer());
  CHECK_FALSE(x.t.identical(a, b));
  CHECK(x.t.identical(x.t.underlying(a), x.t.underlying(b)));
  CHECK(x.t.identical(x.t.rune_type(), x.basic(BasicKind::Int32)));
}

TEST_CASE("struct types: names, types, tags and packages of unexported names") {
  Table x;
  TypeId const plain = x.structure({x.field("F", x.integer())});
  TypeId const tagged = x.structure({x.field("F", x.integer(), "json:\"f\"")});
  CHECK(x.t.identical(plain, x.structure({x.field("F", x.integer())})));
  CHECK_FALSE(x.t.identical(plain, tagged));
  CHECK(identical_ignoring_tags(x.t, plain, tagged));
  CHECK(identical_ignoring_tags(x.t, x.t.slice(plain), x.t.slice(tagged)));
  PackageId const p = x.t.add_package("p", x.names.intern("p"));
  PackageId const q = x.t.add_package("q", x.names.intern("q"));
  CHECK_FALSE(x.t.identical(x.structure({x.field("f", x.integer(), {}, p)}), x.structure({x.field("f", x.integer(), {}, q)})));
  CHECK(x.t.identical(x.structure({x.field("F", x.integer(), {}, p)}), x.structure({x.field("F", x.integer(), {}, q)})));
}

TEST_CASE("function types do not depend on the names of parameters") {
  Table x;
  TypeId const named = x.function({{x.names.intern("a"), x.integer(), {}}});
  TypeId const unnamed = x.function({{{}, x.integer(), {}}});
  CHECK(x.t.identical(named, unnamed));
  CHECK_FALSE(x.t.identical(named, x.function({}, {{{}, x.integer(), {}}})));
}

TEST_CASE("instances are identical where their arguments are, however they are written") {
  Table x;
  Object object;
  object.kind = ObjectKind::TypeName;
  object.name = x.names.intern("G");
  TypeId const generic = x.t.named(x.t.add(object));
  TypeId const param = x.t.type_param(x.t.add(object), 0);
  TypeId const params[] = {param};
  x.t.named_of(generic).generic = true;
  x.t.named_of(generic).type_params = x.t.keep(TypeList(params));
  x.t.named_of(generic).rhs = x.t.slice(param);
  TypeId const by_alias[] = {x.t.byte_type()};
  TypeId const by_name[] = {x.basic(BasicKind::Uint8)};
  TypeId const a = x.t.instance(generic, by_alias);
  TypeId const b = x.t.instance(generic, by_name);
  CHECK(a != b);
  CHECK(x.t.identical(a, b));
  CHECK(type_string(x.t, a, {}, TypeStyle::GoTypes) == "G[byte]");
  CHECK(x.t.identical(x.t.underlying(a), x.t.slice(x.basic(BasicKind::Uint8))));
  CHECK_FALSE(x.t.identical(a, generic));
}
