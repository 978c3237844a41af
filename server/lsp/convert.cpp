#include "server/lsp/convert.h"

#include <algorithm>

#include "server/lsp/errors.h"

namespace escapement::lsp {

Position position_in(const json& position) {
  auto const number = [](const json& value) {
    if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<int64_t>() < 0))
      throw RequestError{kInvalidParams, "a position has a line and a character, both whole numbers of at least 0"};
    return static_cast<uint32_t>(std::min<uint64_t>(value.get<uint64_t>(), UINT32_MAX));
  };
  return {number(position.at("line")), number(position.at("character"))};
}

Lines lines_of(const placement::ReportFile& file) { return {file.text, file.line_starts}; }

json position_json(const placement::ReportFile& file, uint32_t offset, Encoding encoding) {
  Position const p = position_of(lines_of(file), offset, encoding);
  return {{"line", p.line}, {"character", p.character}};
}

json range_json(const placement::Report& report, const base::Place& place, Encoding encoding) {
  const auto* file = report.file(place.file);
  if (file == nullptr) return nullptr;
  return {{"start", position_json(*file, place.span.begin, encoding)}, {"end", position_json(*file, place.span.end, encoding)}};
}

}  // namespace escapement::lsp
