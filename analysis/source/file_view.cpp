#include "analysis/source/file_view.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

// Most heads end within the first block; those that do not are read whole.
constexpr size_t kHeadSize = 8192;

EntryKind kind_of(const std::string& folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG: return EntryKind::File;
    case DT_DIR: return EntryKind::Folder;
    case DT_LNK:
    case DT_UNKNOWN: break;
    default: return EntryKind::Other;
  }
  std::string const path = join_path(folder, entry.d_name);
  struct stat own{}, target{};
  if (lstat(path.c_str(), &own) != 0) return EntryKind::Other;
  bool const link = S_ISLNK(own.st_mode);
  if (stat(path.c_str(), &target) != 0) return EntryKind::BrokenLink;
  if (S_ISDIR(target.st_mode)) return link ? EntryKind::LinkToFolder : EntryKind::Folder;
  if (S_ISREG(target.st_mode)) return link ? EntryKind::LinkToFile : EntryKind::File;
  return EntryKind::Other;
}

void sort_entries(std::vector<FolderEntry>& entries) { std::ranges::sort(entries, {}, &FolderEntry::name); }

}  // namespace

const FolderEntry* Folder::find(std::string_view name) const {
  auto const it = std::ranges::lower_bound(entries, name, {}, [](const FolderEntry& e) { return std::string_view(e.name); });
  return it != entries.end() && it->name == name ? &*it : nullptr;
}

bool Folder::has_file(std::string_view name) const {
  const FolderEntry* const entry = find(name);
  return entry != nullptr && entry->is_file();
}

bool Folder::has_go_files() const {
  return std::ranges::any_of(entries, [](const FolderEntry& e) { return e.is_file() && e.name.ends_with(".go"); });
}

FileView::Identity FileView::identity_of(const std::string& path) {
  struct stat s{};
  if (stat(path.c_str(), &s) != 0) return {};
  return {s.st_dev, s.st_ino, static_cast<uint64_t>(s.st_size), s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
}

bool FileView::constant(const std::string& path) const {
  return std::ranges::any_of(constant_, [&](const std::string& root) { return has_path_prefix(path, root); });
}

FolderPtr FileView::folder(const std::string& path) {
  FolderPtr const disk = disk_folder(path);
  auto const overlays = table_.overlays_in(path);
  if (overlays.empty()) return disk;
  auto merged = std::make_shared<Folder>(*disk);
  merged->exists = true;
  for (const std::string& overlay : overlays) {
    std::string name = overlay.substr(overlay.rfind('/') + 1);
    if (!disk->has_file(name)) merged->entries.push_back({std::move(name), EntryKind::File});
  }
  sort_entries(merged->entries);
  return merged;
}

FolderPtr FileView::disk_folder(const std::string& path) {
  Identity identity;
  bool known = false;
  {
    std::shared_lock const lock(mutex_);
    if (auto it = folders_.find(path); it != folders_.end()) {
      if (it->second.look == look_ || constant(path)) return it->second.folder;
      identity = identity_of(path);
      known = it->second.identity == identity;
    }
  }
  if (known) {
    std::unique_lock const lock(mutex_);
    KeptFolder& kept = folders_[path];
    kept.look = look_;
    return kept.folder;
  }
  // Identity first: a change while the folder is read makes the next look read it again.
  KeptFolder kept{std::make_shared<Folder>(), identity_of(path), look_};
  auto read = std::make_shared<Folder>();
  if (DIR* const directory = opendir(path.c_str())) {
    read->exists = true;
    while (const dirent* const entry = readdir(directory)) {
      std::string_view const name = entry->d_name;
      if (name != "." && name != "..") read->entries.push_back({std::string(name), kind_of(path, *entry)});
    }
    closedir(directory);
    sort_entries(read->entries);
  }
  kept.folder = read;
  std::unique_lock const lock(mutex_);
  folders_[path] = kept;
  return kept.folder;
}

std::optional<std::string> FileView::text(const std::string& path) {
  if (SourceFilePtr const open = table_.overlay_of(path)) return open->text;
  auto text = read_from_disk(path);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

uint64_t FileView::stamp(const std::string& path) {
  if (SourceFilePtr const open = table_.overlay_of(path)) return std::hash<std::string>()(open->text) | 1;
  Identity const id = identity_of(path);
  if (id.inode == 0) return 0;
  uint64_t mixed = id.inode;
  for (uint64_t part : {id.device, id.size, static_cast<uint64_t>(id.seconds), static_cast<uint64_t>(id.nanoseconds)}) {
    mixed = (mixed ^ part) * 0x9E3779B97F4A7C15u;
  }
  return mixed | 1;
}

std::expected<GoHeaderPtr, ReadError> FileView::header(const std::string& path) {
  SourceFilePtr const overlay = table_.overlay_of(path);
  {
    std::shared_lock const lock(mutex_);
    if (auto it = headers_.find(path); it != headers_.end() && it->second.overlay == overlay) {
      const KeptHeader& kept = it->second;
      if (overlay || kept.look == look_ || constant(path)) return kept.header;
    }
  }
  return read_header(path, overlay);
}

std::expected<GoHeaderPtr, ReadError> FileView::read_header(const std::string& path, const SourceFilePtr& overlay) {
  KeptHeader kept{nullptr, overlay ? Identity() : identity_of(path), overlay, look_};
  {
    std::unique_lock const lock(mutex_);
    if (auto it = headers_.find(path);
        it != headers_.end() && !overlay && !it->second.overlay && it->second.identity == kept.identity && kept.identity.inode != 0) {
      it->second.look = look_;
      return it->second.header;
    }
  }
  if (overlay) {
    kept.header = std::make_shared<GoHeader>(*scan_go_header(overlay->text, TextExtent::Whole));
  } else {
    auto head = read_from_disk(path, kHeadSize);
    if (!head) return std::unexpected(std::move(head.error()));
    auto found = scan_go_header(*head, head->size() < kHeadSize ? TextExtent::Whole : TextExtent::Beginning);
    if (!found) {
      auto whole = read_from_disk(path);
      if (!whole) return std::unexpected(std::move(whole.error()));
      found = scan_go_header(*whole, TextExtent::Whole);
    }
    kept.header = std::make_shared<GoHeader>(std::move(*found));
  }
  std::unique_lock const lock(mutex_);
  headers_[path] = kept;
  return kept.header;
}

}  // namespace escapement::source
