// Specification: "Interface types" (type sets), "Satisfying a type constraint", "Core types" of Go 1.24 and before.
#include <catch2/catch.hpp>

#include "analysis/types/type.h"

using namespace escapement::types;
using escapement::base::NameTable;

namespace {

struct Table {
  NameTable names;
  TypeTable t{names, sizes_for("amd64").value()};

  TypeId basic(BasicKind kind) { return t.basic(kind); }
  TypeId constraint(std::initializer_list<Term> terms) {
    TypeId const embedded[] = {t.make_union({terms.begin(), terms.size()})};
    return t.interface({{}, embedded, true});
  }
  TypeId both(TypeId a, TypeId b) {
    TypeId const embedded[] = {a, b};
    return t.interface({{}, embedded, false});
  }
  TypeId param(TypeId constraint) {
    Object object;
    object.kind = ObjectKind::TypeName;
    object.name = names.intern("T");
    TypeId const type = t.type_param(t.add(object), 0);
    t.type_param_of(type).constraint = constraint;
    return type;
  }
};

}  // namespace

TEST_CASE("embedding intersects type sets") {
  Table x;
  TypeId const integer = x.basic(BasicKind::Int);
  TypeId const text = x.basic(BasicKind::String);
  TypeId const floating = x.basic(BasicKind::Float64);
  const TypeSet& set =
      x.t.type_set(x.both(x.constraint({{true, integer}, {false, text}}), x.constraint({{false, integer}, {true, floating}})));
  REQUIRE(set.terms.size() == 1);
  CHECK(set.terms[0].type == integer);
  CHECK_FALSE(set.terms[0].tilde);
  CHECK(x.t.type_set(x.both(x.constraint({{false, integer}}), x.constraint({{false, text}}))).is_empty());
}

TEST_CASE("a wider term absorbs a narrower one") {
  Table x;
  TypeId const integer = x.basic(BasicKind::Int);
  const TypeSet& set = x.t.type_set(x.constraint({{false, integer}, {true, integer}}));
  REQUIRE(set.terms.size() == 1);
  CHECK(set.terms[0].tilde);
}

TEST_CASE("comparable drops the terms that do not compare") {
  Table x;
  TypeId const integer = x.basic(BasicKind::Int);
  TypeId const slice = x.t.slice(integer);
  const TypeSet& set = x.t.type_set(x.both(x.t.comparable_type(), x.constraint({{false, integer}, {true, slice}})));
  REQUIRE(set.terms.size() == 1);
  CHECK(set.terms[0].type == integer);
}

TEST_CASE("interfaces satisfy comparable, but do not implement it") {
  Table x;
  CHECK(implements(x.t, x.t.any_type(), x.t.comparable_type(), Purpose::Satisfy));
  CHECK_FALSE(implements(x.t, x.t.any_type(), x.t.comparable_type(), Purpose::Implement));
  CHECK_FALSE(implements(x.t, x.t.slice(x.t.any_type()), x.t.comparable_type(), Purpose::Satisfy));
}

TEST_CASE("what the types of a set share") {
  Table x;
  TypeId const integer = x.basic(BasicKind::Int);
  TypeId const sends = x.t.chan(integer, ChanDir::Send);
  TypeId const receives = x.t.chan(integer, ChanDir::Receive);
  TypeId const two_way = x.t.chan(integer, ChanDir::Both);
  CHECK(core_type(x.t, x.param(x.constraint({{true, two_way}, {true, receives}}))) == receives);
  CHECK_FALSE(core_type(x.t, x.param(x.constraint({{false, sends}, {false, receives}}))));
  CHECK_FALSE(core_type(x.t, x.param(x.t.any_type())));
  CHECK(is_integer(x.t, x.param(x.constraint({{true, integer}, {false, x.basic(BasicKind::Uint8)}}))));
  CHECK_FALSE(is_integer(x.t, x.param(x.constraint({{true, integer}, {false, x.basic(BasicKind::String)}}))));
}
