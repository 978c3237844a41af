#include "server/lsp/documents.h"

#include <fmt/format.h>

#include "server/lsp/convert.h"
#include "server/lsp/uri.h"

namespace escapement::lsp {

std::string path_in(const json& params) {
  auto const& uri = params.at("textDocument").at("uri").get_ref<const std::string&>();
  auto path = path_of_uri(uri);
  if (!path) throw RequestError{kInvalidParams, uri + " is not a file: URI"};
  return *std::move(path);
}

namespace {

std::optional<int64_t> version_in(const json& params) {
  const json& document = params.at("textDocument");
  auto const found = document.find("version");
  if (found == document.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<int64_t>();
}

}  // namespace

void Documents::open(const json& params) {
  std::string const path = path_in(params);
  const json& document = params.at("textDocument");
  engine_.open(path, document.at("text").get<std::string>());
  open_[path] = {document.at("uri").get<std::string>(), version_in(params), {}};
  ++changes_;
}

void Documents::close(const json& params) {
  std::string const path = path_in(params);
  if (open_.erase(path) == 0) return;
  engine_.close(path);
  ++changes_;
}

void Documents::change(const json& params) {
  std::string const path = path_in(params);
  auto const found = open_.find(path);
  if (found == open_.end()) {
    client_.log(MessageType::Warning, fmt::format("{} was changed but is not open; the change is ignored", path));
    return;
  }
  Document& document = found->second;
  auto const version = version_in(params);
  ++changes_;
  if (version && document.version && *version < *document.version) {
    return lose(path, document, fmt::format("change {} of the document came after change {}", *version, *document.version));
  }
  if (version) document.version = version;
  try {
    for (const json& change : params.at("contentChanges")) {
      if (!change.contains("range")) document.lost.clear();  // the whole text
      if (!document.lost.empty()) continue;
      if (!apply(path, change)) return lose(path, document, "an edit lies outside the document");
    }
  } catch (const json::exception&) {
    lose(path, document, "a change could not be understood");
  } catch (const RequestError& error) {
    lose(path, document, error.text);
  }
}

// From here on the client's text and ours differ, and every answer would be wrong: say so once, and answer errors until they agree again.
void Documents::lose(const std::string& path, Document& document, const std::string& why) {
  document.lost = why;
  client_.show(MessageType::Error, fmt::format("Escapement: {}: {}. Close and open it again.", path, why));
}

bool Documents::apply(const std::string& path, const json& change) {
  auto text = change.at("text").get<std::string>();
  auto const range = change.find("range");
  if (range == change.end()) {
    engine_.open(path, std::move(text));
    return true;
  }
  std::string const before = engine_.text(path);
  auto const begin = offset_of(before, position_in(range->at("start")), client_.capabilities.encoding);
  auto const end = offset_of(before, position_in(range->at("end")), client_.capabilities.encoding);
  if (!begin || !end || *begin > *end) return false;
  return engine_.change(path, {{*begin, *end, std::move(text)}});
}

const Document* Documents::find(const std::string& path) const {
  auto const found = open_.find(path);
  return found == open_.end() ? nullptr : &found->second;
}

std::string Documents::uri_of(const std::string& path) const {
  const Document* const document = find(path);
  return document == nullptr ? uri_of_path(path) : document->uri;
}

}  // namespace escapement::lsp
