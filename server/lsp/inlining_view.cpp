#include "server/lsp/inlining_view.h"

#include <algorithm>

#include <fmt/format.h>

#include "server/render/inlining.h"

namespace escapement::lsp {

namespace {

constexpr size_t kMostInstances = 4;  // that a hover shows

template <class List>
InliningAt shown(const placement::ReportFile& file, const List& list) {
  InliningAt out{{}, list[0].in_file(list[0].answer->anchor)};
  for (size_t i = 0; i < std::min(list.size(), kMostInstances); ++i) {
    out.markdown += (i == 0 ? "" : "\n") + render::hover_markdown(file, list[i]);
  }
  if (list.size() > kMostInstances) out.markdown += fmt::format("\nand {} more instances\n", list.size() - kMostInstances);
  return out;
}

}  // namespace

std::optional<InliningAt> inlining_at(const View& view, uint32_t offset) {
  const engine::FileAnswers* const file = view.snapshot->inlining.file(view.file->path);
  if (file == nullptr) return std::nullopt;
  if (auto const functions = functions_at(*file, offset); !functions.empty()) return shown(*view.file, functions);
  if (auto const calls = calls_at(*file, offset); !calls.empty()) return shown(*view.file, calls);
  return std::nullopt;
}

std::vector<InliningHint> inlining_hints(const View& view, base::Span span, WithTooltips tooltips) {
  std::vector<InliningHint> out;
  const engine::FileAnswers* const file = view.snapshot->inlining.file(view.file->path);
  if (file == nullptr) return out;
  auto const add = [&](uint32_t offset, const auto& placed) {
    std::string label = summary_of(*placed.answer);
    // Instances of a generic function stand at one place.
    bool const known = !out.empty() && out.back().offset == offset && out.back().label == label;
    if (label.empty() || known) return;
    out.push_back({offset, std::move(label), tooltips == WithTooltips::Yes ? render::hover_markdown(*view.file, placed) : std::string()});
  };
  for (const auto& each : functions_in(*file, span)) {
    if (!each.answer->literal) add(each.start + each.answer->head_end, each);
  }
  for (const auto& each : calls_in(*file, span)) add(each.in_file(each.answer->span).end, each);
  std::ranges::stable_sort(out, {}, &InliningHint::offset);
  return out;
}

}  // namespace escapement::lsp
