// Cancellation. Long work takes a std::stop_token and asks it at least once per function analysed.
#pragma once
#include <stop_token>
namespace escapement::base {
using StopToken = std::stop_token;
using StopSource = std::stop_source;

// Thrown where work notices that it was told to stop; caught by whoever passed the token, and nowhere else.
struct Stopped {};
inline void throw_if_stopped(const StopToken& stop) {
  if (stop.stop_requested()) throw Stopped{};
}
}  // namespace escapement::base
