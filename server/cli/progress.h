// A line on a terminal that tells how far a long build is.
#pragma once

#include <cstddef>

namespace escapement::cli {

class Progress {
 public:
  Progress();
  // One call at a time. Says nothing where standard error is no terminal, nor of builds that take no time.
  void show(size_t done, size_t all);
  // Before anything else is written.
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
};

}  // namespace escapement::cli
