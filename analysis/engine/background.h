// The analysis of the packages that an editor has open, on a thread of its own: nobody who types waits for it.
//
// The packages that an open one imports are checked and compiled once, which takes seconds, and again where their files change. The open package
// follows its texts: after an edit inside a body, that body is compiled again and those that depend on it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "analysis/base/stop.h"
#include "analysis/engine/counts.h"
#include "analysis/engine/engine.h"
#include "analysis/engine/texts.h"
#include "analysis/source/goroot.h"

namespace escapement::engine {

using OpenTexts = std::map<std::string, TextPtr>;  // by path

class Background {
 public:
  // `counts` outlive it.
  Background(const Options& options, source::Goroot goroot, Counts& counts);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Called on the thread of the work whenever answers are there for which somebody did not wait.
  void on_answers(std::function<void()> call);
  // The analysis of the package of `path` with these texts. Has it made where it is not there, and waits that long for it: "engine.pending", with how
  // far it is; at once, where somebody else has asked about newer texts since.
  PackageResult ask(const std::string& path, const OpenTexts& texts, std::chrono::milliseconds wait, const base::StopToken& stop);
  // A file came, changed or went.
  void changed_on_disk(const std::string& path);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace escapement::engine
