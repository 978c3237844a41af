#include "analysis/engine/engine.h"

#include "analysis/engine/background.h"
#include "analysis/engine/counts.h"
#include "analysis/engine/texts.h"
#include "analysis/source/goroot.h"

namespace escapement::engine {

namespace {

constexpr std::chrono::hours kAsLongAsItTakes{24};

Failure cancelled(const std::string& path) { return {path, "engine.cancelled", "cancelled"}; }

}  // namespace

struct Engine::Impl {
  Options options;
  Texts texts;
  Counts counts;
  std::expected<source::Goroot, std::string> goroot;
  std::unique_ptr<Background> background;  // none without a GOROOT

  explicit Impl(Options given) : options(std::move(given)), goroot(source::find_goroot(options.goroot)) {
    if (goroot) background = std::make_unique<Background>(options, *goroot, counts);
  }
};

Engine::Engine(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::open(const std::string& path, std::string text) { impl_->texts.open(path, std::move(text)); }

bool Engine::change(const std::string& path, const std::vector<Edit>& edits) {
  std::vector<syntax::Edit> all;
  for (const Edit& edit : edits) all.push_back({edit.begin, edit.end, edit.text});
  return impl_->texts.change(path, all);
}

void Engine::close(const std::string& path) { impl_->texts.close(path); }

void Engine::changed_on_disk(const std::string& path) {
  if (impl_->background) impl_->background->changed_on_disk(path);
}

void Engine::on_snapshot(std::function<void()> call) {
  if (impl_->background) impl_->background->on_answers(std::move(call));
}

bool Engine::is_open(const std::string& path) const { return impl_->texts.text(path) != nullptr; }

std::string Engine::text(const std::string& path) const {
  TextPtr const text = impl_->texts.text(path);
  return text ? *text : std::string();
}

PackageResult Engine::snapshot_within(const std::string& path, std::chrono::milliseconds wait, base::StopToken stop) {
  if (stop.stop_requested()) return std::unexpected(cancelled(path));
  if (!impl_->background) return std::unexpected(Failure{path, "source.no-goroot", impl_->goroot.error()});
  PackageResult result = impl_->background->ask(path, impl_->texts.all(), wait, stop);
  if (!result && stop.stop_requested()) {
    ++impl_->counts.cancelled;
    return std::unexpected(cancelled(path));
  }
  return result;
}

PackageResult Engine::snapshot(const std::string& path, base::StopToken stop) {
  for (;;) {
    PackageResult result = snapshot_within(path, kAsLongAsItTakes, stop);
    if (result || result.error().code != "engine.pending") return result;
  }
}

std::vector<std::pair<std::string, uint64_t>> Engine::stats() const {
  const Counts& c = impl_->counts;
  return {{"analyses", c.analyses},
          {"snapshots reused", c.snapshots_reused},
          {"cancelled", c.cancelled},
          {"files parsed", c.files_parsed},
          {"files reparsed", c.files_reparsed},
          {"files reused", c.files_reused},
          {"parse fallbacks", c.parse_fallbacks},
          {"declarations", c.declarations},
          {"declarations reused", c.declarations_reused},
          {"packages updated", c.packages_updated},
          {"programs", c.programs},
          {"packages compiled", c.packages_compiled},
          {"functions compiled again", c.functions_compiled_again},
          {"overtaken", c.overtaken}};
}

}  // namespace escapement::engine
