// A body's bytes as a lowered unit again.
#pragma once

#include <memory>
#include <string_view>

#include "analysis/exports/table_reader.h"

namespace escapement::exports {

// The unit of the function that `object` declares in the package; null: the bytes are no body, or one that the tables do not fit. Literals in it
// are where they are made, operands are there where operations need them.
std::shared_ptr<const ir::Unit> read_body(const TableReader& tables, types::TypeTable& t, const check::Package& package,
                                          std::string_view bytes, types::ObjectId object);

}  // namespace escapement::exports
