// Cancellation. Long work takes a std::stop_token and asks it at least once per function analysed.
#pragma once
#include <stop_token>
namespace escapement::base {
using StopToken = std::stop_token;
using StopSource = std::stop_source;
}  // namespace escapement::base
