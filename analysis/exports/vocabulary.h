// What the numbers of operations in bodies mean.
#pragma once

#include <cstdint>

namespace escapement::exports {

// A hash of the names of all operations and of where tokens of operators stand, which differs once one is added or moved.
uint64_t vocabulary();

}  // namespace escapement::exports
