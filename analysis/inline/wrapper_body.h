// What makes the functions that gc makes around others: their parameters and results, and a body that hands them on.
#pragma once

#include <memory>

#include <fmt/format.h>

#include "analysis/ir/ir.h"

namespace escapement::inlining {

class WrapperBody {
 public:
  WrapperBody(check::Program& program, const check::Package& package)
      : program_(program), t_(program.types()), unit_(std::make_unique<ir::Unit>()) {
    unit_->package = &package;
    unit_->compiled_in = package.id;
  }

 protected:
  ir::LocalId add_local(std::string name, types::TypeId type, ir::LocalRole role) {
    ir::LocalId const id(static_cast<uint32_t>(unit_->locals.size()));
    ir::Local local;
    local.name = std::move(name);
    local.type = type;
    local.role = role;
    unit_->locals.push_back(std::move(local));
    unit_->funcs[0].locals.push_back(id);
    return id;
  }

  ir::LocalId add_parameter(std::string name, types::TypeId type, ir::LocalRole role) {
    ir::LocalId const id = add_local(std::move(name), type, role);
    unit_->funcs[0].params.push_back(id);
    return id;
  }

  ir::LocalId add_result(std::string name, types::TypeId type) {
    ir::LocalId const id = add_local(std::move(name), type, ir::LocalRole::Result);
    unit_->funcs[0].results.push_back(id);
    unit_->locals[id.value].result = static_cast<uint32_t>(unit_->funcs[0].results.size());
    return id;
  }

  // The declared name, or a letter and the number of one without.
  std::string written_name(const types::Parameter* parameter, std::string_view without, size_t number) const {
    std::string_view const text = parameter != nullptr && parameter->name ? program_.names().text(parameter->name) : "";
    return text.empty() || text == "_" ? fmt::format("{}{}", without, number) : std::string(text);
  }

  void put(ir::LocalId id, const base::Place& place) {
    unit_->locals[id.value].file = place.file;
    unit_->locals[id.value].pos = place.span.begin;
  }

  ir::NodeId use(ir::LocalId local) {
    ir::Node node;
    node.op = ir::Op::Local;
    node.type = unit_->local(local).type;
    node.ref = local.value;
    return unit_->add(node);
  }

  // Several results go through temporaries.
  void return_results_of(ir::NodeId call) {
    std::vector<ir::LocalId> const results = unit_->funcs[0].results;
    std::vector<ir::NodeId>& body = unit_->funcs[0].body;
    if (results.empty()) return body.push_back(call);
    std::vector<ir::NodeId> values{call};
    if (results.size() > 1) {
      ir::Node assign;
      assign.op = ir::Op::AssignCall;
      assign.x = call;
      values.clear();
      std::vector<ir::NodeId> left;
      for (ir::LocalId result : results) {
        ir::LocalId const temporary =
            add_local(fmt::format(".autotmp_{}", unit_->funcs[0].locals.size()), unit_->local(result).type, ir::LocalRole::Temp);
        left.push_back(use(temporary));
        values.push_back(use(temporary));
      }
      assign.list = unit_->add_list(std::move(left));
      body.push_back(unit_->add(assign));
    }
    ir::Node back;
    back.op = ir::Op::Return;
    back.list = unit_->add_list(std::move(values));
    body.push_back(unit_->add(back));
  }

  check::Program& program_;
  types::TypeTable& t_;
  std::unique_ptr<ir::Unit> unit_;
};

}  // namespace escapement::inlining
