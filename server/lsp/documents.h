// Text synchronisation: which documents the client has open, and whether their text is known. Files are known by path; the client's own
// spelling of a URI is what it gets back.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "analysis/engine/engine.h"
#include "server/lsp/client.h"

namespace escapement::lsp {

struct Document {
  std::string uri;
  std::optional<int64_t> version;
  std::string lost;  // why its text is not known any more; empty: it is
};

class Documents {
 public:
  Documents(engine::Engine& engine, Client& client) : engine_(engine), client_(client) {}

  void open(const json& params);
  void change(const json& params);
  void close(const json& params);

  const std::map<std::string, Document>& all() const { return open_; }
  // Null: not open.
  const Document* find(const std::string& path) const;
  // How often anything was opened, changed or closed.
  uint64_t changes() const { return changes_; }
  // The client's own URI of an open document, else one made of the path.
  std::string uri_of(const std::string& path) const;

 private:
  void lose(const std::string& path, Document& document, const std::string& why);
  bool apply(const std::string& path, const json& change);

  engine::Engine& engine_;
  Client& client_;
  std::map<std::string, Document> open_;  // by path
  uint64_t changes_ = 0;
};

// The path of params.textDocument.uri.
std::string path_in(const json& params);

}  // namespace escapement::lsp
