#include "analysis/engine/background.h"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "analysis/engine/file_stamps.h"
#include "analysis/engine/open_packages.h"

namespace escapement::engine {

namespace {

constexpr size_t kAnswersKept = 16;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

struct Background::Impl {
  // The answer for a file, and the texts that it is good for.
  struct Known {
    std::string path;
    PackageResult result;
    absl::flat_hash_set<std::string> folders;  // empty: any change may make a difference
    FileStamps files;
    OpenTexts texts;
  };
  struct Wanted {
    std::string path;
    OpenTexts texts;
  };

  Counts& counts;
  OpenPackages packages;
  std::function<void()> on_answers;

  std::mutex mutex;
  std::condition_variable_any changed;
  std::list<Known> known;    // the last first
  std::list<Wanted> wanted;  // one for each path
  std::set<std::string> disk_changes;
  std::string working_on;   // a path; empty: nothing
  OpenTexts working_texts;  // its texts
  base::StopSource stop;    // of the work on that package
  base::StopSource quit;
  size_t imports_done = 0, imports = 0;
  bool somebody_left = false;  // without the answer
  std::jthread thread;         // last: it uses all of the above

  Impl(const Options& options, source::Goroot goroot, Counts& the_counts)
      : counts(the_counts), packages(options, std::move(goroot), the_counts) {}
  ~Impl() {
    {
      std::scoped_lock const lock(mutex);
      quit.request_stop();
      stop.request_stop();
    }
    changed.notify_all();
  }

  // Whether the texts agree in what matters to the answers.
  static bool is_good(const Known& each, const OpenTexts& texts) {
    auto const matters = [&](const std::string& path) { return each.folders.empty() || each.folders.contains(folder_of(path)); };
    auto const has = [&](const OpenTexts& other, const auto& entry) {
      auto const it = other.find(entry.first);
      return it != other.end() && it->second == entry.second;
    };
    return std::ranges::all_of(texts, [&](const auto& entry) { return !matters(entry.first) || has(each.texts, entry); }) &&
           std::ranges::all_of(each.texts, [&](const auto& entry) { return !matters(entry.first) || has(texts, entry); });
  }

  const Known* find(const std::string& path, const OpenTexts& texts) const {
    auto const found = std::ranges::find_if(known, [&](const Known& each) { return each.path == path && is_good(each, texts); });
    return found == known.end() ? nullptr : &*found;
  }

  // Nobody tells of what happens to files that no editor has open: those of the package itself are looked at.
  void forget_what_changed(const std::string& path) {
    auto const found = std::ranges::find(known, path, &Known::path);
    if (found == known.end() || found->files.are_current()) return;
    disk_changes.insert(path);
    known.erase(found);
  }

  bool is_coming(const std::string& path, const OpenTexts& texts) const {
    return (working_on == path && working_texts == texts) ||
           std::ranges::any_of(wanted, [&](const Wanted& each) { return each.path == path && each.texts == texts; });
  }

  void want(const std::string& path, const OpenTexts& texts) {
    std::erase_if(wanted, [&](const Wanted& each) { return each.path == path; });
    if (working_on == path && working_texts == texts) return;
    // What is being answered is out of date.
    if (working_on == path) stop.request_stop();
    ++counts.analyses;
    wanted.push_back({path, texts});
    if (!thread.joinable()) thread = std::jthread([this] { work(); });
    changed.notify_all();
  }

  std::string state() const {
    if (imports_done < imports) return fmt::format("still being computed: {} of {} imported packages are compiled", imports_done, imports);
    return "still being computed";
  }

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, quit.get_token(), [this] { return !wanted.empty(); });
      if (quit.stop_requested()) return;
      Wanted const job = std::move(wanted.front());
      wanted.pop_front();
      std::set<std::string> const on_disk = std::exchange(disk_changes, {});
      working_on = job.path;
      working_texts = job.texts;
      stop = {};
      auto const token = stop.get_token();
      lock.unlock();
      for (const std::string& path : on_disk) packages.changed_on_disk(path);
      auto result = packages.answer(job.path, job.texts, token, quit.get_token(), [this](size_t done, size_t all) {
        std::scoped_lock const progress_lock(mutex);
        imports_done = done;
        imports = all;
      });
      lock.lock();
      working_on.clear();
      working_texts.clear();
      imports_done = imports = 0;
      bool const cancelled = !result && result.error().code == "engine.cancelled";
      bool const overtaken = !cancelled && std::ranges::any_of(disk_changes, [&](const std::string& path) {
        return !result || result->folders.contains(folder_of(path));
      });
      if (overtaken) wanted.push_front(job);
      if (!cancelled && !overtaken) keep(job, std::move(result));
      bool const tell = somebody_left && !cancelled && !overtaken;
      if (wanted.empty()) somebody_left = false;
      changed.notify_all();
      if (!tell || !on_answers) continue;
      lock.unlock();
      on_answers();
      lock.lock();
    }
  }

  void keep(const Wanted& job, std::expected<OpenPackages::Answered, Failure> result) {
    std::erase_if(known, [&](const Known& each) { return each.path == job.path; });
    if (result) {
      known.push_front({job.path, std::move(result->snapshot), std::move(result->folders), std::move(result->files), job.texts});
    } else {
      known.push_front({job.path, std::unexpected(std::move(result.error())), {}, FileStamps({folder_of(job.path), job.path}), job.texts});
    }
    if (known.size() > kAnswersKept) known.pop_back();
  }
};

Background::Background(const Options& options, source::Goroot goroot, Counts& counts)
    : impl_(std::make_unique<Impl>(options, std::move(goroot), counts)) {}
Background::~Background() = default;

void Background::on_answers(std::function<void()> call) {
  std::scoped_lock const lock(impl_->mutex);
  impl_->on_answers = std::move(call);
}

PackageResult Background::ask(const std::string& path, const OpenTexts& texts, std::chrono::milliseconds wait,
                              const base::StopToken& stop) {
  Impl& i = *impl_;
  std::unique_lock lock(i.mutex);
  i.forget_what_changed(path);
  const Impl::Known* found = i.find(path, texts);
  if (found != nullptr) {
    ++i.counts.snapshots_reused;
  } else {
    i.want(path, texts);
    i.changed.wait_for(lock, stop, wait, [&] { return (found = i.find(path, texts)) != nullptr || !i.is_coming(path, texts); });
  }
  if (found != nullptr) return found->result;
  i.somebody_left = true;
  return std::unexpected(Failure{path, "engine.pending", i.state()});
}

void Background::changed_on_disk(const std::string& path) {
  std::scoped_lock const lock(impl_->mutex);
  impl_->disk_changes.insert(path);
  std::erase_if(impl_->known, [&](const Impl::Known& each) { return each.folders.empty() || each.folders.contains(folder_of(path)); });
}

}  // namespace escapement::engine
