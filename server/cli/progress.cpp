#include "server/cli/progress.h"

#include <unistd.h>

#include <fmt/format.h>

#include "server/cli/output.h"

namespace escapement::cli {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

void Progress::show(size_t done, size_t all) {
  constexpr size_t kFew = 30;
  if (!terminal_ || all < kFew) return;
  write_message(done == 0 ? fmt::format("\r\x1b[Kchecking {} packages", all)
                          : fmt::format("\r\x1b[Kcompiled {} of {} packages", done, all));
  shown_ = true;
}

void Progress::clear() {
  if (shown_) write_message("\r\x1b[K");
  shown_ = false;
}

}  // namespace escapement::cli
