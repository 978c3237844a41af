#include "analysis/ir/stand_ins.h"

#include <fmt/format.h>

namespace escapement::ir {

using types::TypeId;
using types::TypeList;
using types::TypeVector;

namespace {

class StandIns {
 public:
  StandIns(types::TypeTable& t, TypeList params, TypeList shapes) : t_(t), params_(params), shapes_(shapes), out_(shapes.size()) {}

  TypeVector run() {
    for (size_t i = 0; i < out_.size(); ++i) make(i);
    return std::move(out_);
  }

 private:
  void make(size_t i) {
    if (out_[i]) return;
    TypeId const form = t_.underlying(shapes_[i]);
    out_[i] = stand_in(i, form);  // what a parameter that is constrained by itself finds
    TypeId const core = i < params_.size() ? types::core_type(t_, params_[i]) : TypeId();
    if (!core || !t_.parameterized(core) || t_.kind(core) != t_.kind(form)) return;
    for (size_t other = 0; other < out_.size(); ++other) {
      if (other != i && mentions(core, params_[other])) make(other);
    }
    TypeVector known(out_);
    for (size_t other = 0; other < known.size(); ++other) {
      if (!known[other]) known[other] = params_[other];
    }
    out_[i] = stand_in(i, types::substitute(t_, core, {params_.first(known.size()), known}));
  }

  bool mentions(TypeId core, TypeId param) {
    TypeId const other = t_.byte_type();
    return types::substitute(t_, core, {TypeList(&param, 1), TypeList(&other, 1)}) != core;
  }

  TypeId stand_in(size_t i, TypeId form) {
    return t_.shape(t_.names().intern(fmt::format("go.shape.{}#{}", t_.canon(form).value, i)), form, true);
  }

  types::TypeTable& t_;
  TypeList params_, shapes_;
  TypeVector out_;
};

}  // namespace

TypeVector stand_ins_for(types::TypeTable& t, TypeList params, TypeList shapes) { return StandIns(t, params, shapes).run(); }

}  // namespace escapement::ir
