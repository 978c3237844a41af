// A lowered body as bytes: its operands stand in the nodes they belong to, what it names is in the tables.
#pragma once

#include <string>

#include "analysis/exports/table_writer.h"

namespace escapement::exports {

// Nodes are nested this deep at most: bodies that can be inlined are small.
inline constexpr int kDeepestNode = 1000;

// All functions of the unit, of which the first is declared. Throws Unwritable.
std::string write_body(TableWriter& tables, const ir::Unit& unit);

}  // namespace escapement::exports
