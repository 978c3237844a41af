#include "server/lsp/session.h"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "server/lsp/position.h"
#include "server/render/render.h"

namespace escapement::lsp {

namespace {

using nlohmann::json;
using placement::Report;

enum ErrorCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kNotInitialized = -32002,
  kRequestCancelled = -32800,
  kRequestFailed = -32803,
};

struct RequestError {
  int code;
  std::string text;
};

// The analysis of one document, and where it stands in its report.
struct View {
  engine::SnapshotPtr snapshot;
  const placement::ReportFile* file;
};

class Session final : public rpc::Handler {
 public:
  Session(const SessionOptions& options, rpc::Send send)
      : options_(options), send_(std::move(send)), engine_(options.engine), worker_([this] { work(); }) {}

  ~Session() override { closed(); }

  // Runs on the reader's thread: cancellation overtakes what waits, everything else waits its turn.
  bool receive(const std::string& body) override {
    json message = json::parse(body, nullptr, false);
    if (message.is_discarded()) {
      reply_error(nullptr, kParseError, "the message is not valid JSON");
      return true;
    }
    if (!message.is_object() || !message.contains("method") || !message["method"].is_string()) {
      if (message.is_object() && (message.contains("result") || message.contains("error")))
        return true;  // an answer to us
      reply_error(nullptr, kInvalidRequest, "not a JSON-RPC 2.0 request or notification");
      return true;
    }
    if (message["method"] == "$/cancelRequest") {
      cancel(message);
      return true;
    }
    bool const ends = message["method"] == "exit";
    {
      std::scoped_lock const lock(mutex_);
      queue_.push_back(std::move(message));
    }
    wake_.notify_one();
    return !ends;
  }

  void closed() override {
    {
      std::scoped_lock const lock(mutex_);
      if (ending_) return;
      ending_ = true;
    }
    wake_.notify_one();
    worker_.join();
  }

  int exit_code() const override { return shut_down_ ? 0 : 1; }

 private:
  using Method = json (Session::*)(const json& params);

  void cancel(const json& message) {
    if (!message.contains("params") || !message["params"].is_object()) return;
    std::scoped_lock const lock(mutex_);
    std::string const id = message["params"].value("id", json()).dump();
    if (id == running_) running_stop_.request_stop();
    for (const json& each : queue_) {
      if (each.contains("id") && each["id"].dump() == id) cancelled_.insert(id);
    }
  }

  void work() {
    for (;;) {
      json message;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty()) return;
        message = std::move(queue_.front());
        queue_.pop_front();
        if (message["method"] == "exit") return;
        running_ = message.contains("id") ? message["id"].dump() : "";
        running_stop_ = base::StopSource();
        if (cancelled_.erase(running_) != 0) running_stop_.request_stop();
      }
      dispatch(message);
      publish_when_idle();
    }
  }

  void dispatch(const json& message) {
    std::string const method = message["method"];
    json const params = message.value("params", json::object());
    bool const request = message.contains("id");
    try {
      if (request) {
        reply(message["id"], answer(method, params));
      } else {
        notice(method, params);
      }
    } catch (const RequestError& error) {
      if (request) reply_error(message["id"], error.code, error.text);
    } catch (const json::exception& error) {
      if (request) reply_error(message["id"], kInvalidParams, error.what());
    } catch (const std::exception& error) {
      if (request) reply_error(message["id"], kInternalError, error.what());
    }
  }

  json answer(const std::string& method, const json& params) {
    static const std::map<std::string, Method, std::less<>> kMethods = {
        {"initialize", &Session::initialize},
        {"shutdown", &Session::shutdown},
        {"textDocument/inlayHint", &Session::inlay_hints},
        {"textDocument/hover", &Session::hover},
        {"escapement/placement", &Session::placement},
    };
    if (running_stop_.stop_requested()) throw RequestError{kRequestCancelled, "cancelled"};
    if (shut_down_) throw RequestError{kInvalidRequest, "the server is shut down; only exit may follow"};
    if (!initialized_ && method != "initialize")
      throw RequestError{kNotInitialized, "initialize comes first"};
    auto const found = kMethods.find(method);
    if (found == kMethods.end()) throw RequestError{kMethodNotFound, "no method " + method};
    return (this->*found->second)(params);
  }

  void notice(const std::string& method, const json& params) {
    if (!initialized_ || shut_down_) return;
    if (method == "textDocument/didOpen") did_open(params);
    if (method == "textDocument/didChange") did_change(params);
    if (method == "textDocument/didClose") did_close(params);
  }

  // ---- lifecycle

  json initialize(const json& params) {
    if (initialized_) throw RequestError{kInvalidRequest, "initialize came already"};
    if (!params.is_object()) throw RequestError{kInvalidParams, "initialize has an object as parameters"};
    json const general = params.value("/capabilities/general/positionEncodings"_json_pointer, json::array());
    std::string chosen = "utf-16";
    for (const json& each : general) {
      if (each == "utf-8" || each == "utf-16" || each == "utf-32") {
        chosen = each;
        break;
      }
    }
    encoding_ = chosen == "utf-8" ? Encoding::Utf8 : chosen == "utf-32" ? Encoding::Utf32 : Encoding::Utf16;
    refreshes_ = params.value("/capabilities/workspace/inlayHint/refreshSupport"_json_pointer, false);
    initialized_ = true;
    return {{"serverInfo", {{"name", "escapement"}, {"version", options_.version}}},
            {"capabilities",
             {{"positionEncoding", chosen},
              {"textDocumentSync", {{"openClose", true}, {"change", 2}}},
              {"inlayHintProvider", {{"resolveProvider", false}}},
              {"hoverProvider", true},
              {"experimental", {{"escapement", {{"placement", 1}}}}}}}};
  }

  json shutdown(const json&) {
    shut_down_ = true;
    return nullptr;
  }

  // ---- documents

  static std::string path_in(const json& params) {
    std::string const uri = params.at("textDocument").at("uri");
    auto path = path_of_uri(uri);
    if (!path) throw RequestError{kInvalidParams, uri + " is not a file: URI"};
    return *path;
  }

  void did_open(const json& params) {
    std::string const path = path_in(params);
    engine_.open(path, params.at("textDocument").at("text"));
    uris_[path] = params.at("textDocument").at("uri");
    out_of_sync_.erase(path);
    touched();
  }

  void did_close(const json& params) {
    std::string const path = path_in(params);
    if (!uris_.contains(path)) return;
    engine_.close(path);
    out_of_sync_.erase(path);
    send_diagnostics(uris_[path], json::array());
    uris_.erase(path);
    touched();
  }

  void did_change(const json& params) {
    std::string const path = path_in(params);
    if (!uris_.contains(path) || out_of_sync_.contains(path)) return;
    for (const json& change : params.at("contentChanges")) {
      if (!apply(path, change)) {
        out_of_sync_.insert(path);
        notify("window/showMessage",
               {{"type", 1},
                {"message",
                 fmt::format("Escapement: an edit of {} lies outside the document. Close and open it again.",
                             path)}});
        return;
      }
    }
    touched();
  }

  bool apply(const std::string& path, const json& change) {
    std::string const text = engine_.text(path);
    engine::Edit edit{0, static_cast<uint32_t>(text.size()), change.at("text")};
    if (change.contains("range")) {
      auto const begin = offset_of(text, position_in(change["range"].at("start")), encoding_);
      auto const end = offset_of(text, position_in(change["range"].at("end")), encoding_);
      if (!begin || !end || *begin > *end) return false;
      edit.begin = *begin;
      edit.end = *end;
    }
    return engine_.change(path, {edit});
  }

  void touched() {
    unpublished_ = true;
    edited_ = true;
  }

  // ---- requests

  View view(const std::string& path) {
    if (out_of_sync_.contains(path))
      throw RequestError{kRequestFailed, "an earlier edit lay outside the document: close and open it again"};
    auto result = engine_.snapshot(path, running_stop_.get_token());
    if (running_stop_.stop_requested()) throw RequestError{kRequestCancelled, "cancelled"};
    if (!result)
      throw RequestError{kRequestFailed, fmt::format("{} [{}]", result.error().text, result.error().code)};
    for (const auto& file : (*result)->report.files) {
      if (file.path == path) return {*result, &file};
    }
    throw RequestError{kRequestFailed,
                       path + ": not part of its package (build constraints or its name leave it out)"};
  }

  json inlay_hints(const json& params) {
    View const v = view(path_in(params));
    uint32_t begin = 0;
    auto end = static_cast<uint32_t>(v.file->text.size());
    if (params.contains("range")) {
      begin = offset_of(v.file->text, position_in(params["range"].at("start")), encoding_).value_or(end);
      end = offset_of(v.file->text, position_in(params["range"].at("end")), encoding_).value_or(end);
    }
    json out = json::array();
    std::set<std::pair<uint32_t, std::string>> shown;
    for (const auto& site : v.snapshot->report.sites) {
      if (site.hint.empty() || site.anchor.file != v.file->id) continue;
      uint32_t const at = placement::hint_offset(*v.file, site);
      if (at < begin || at > end || !shown.emplace(at, site.hint).second) continue;
      // Nothing in the source stands for a variadic slice: the dots do.
      bool const variadic = site.kind == placement::SiteKind::VariadicSlice;
      out.push_back(
          {{"position", position_json(v.file->text, at)},
           {"label", variadic ? "... " + site.hint : site.hint},
           {"paddingRight", variadic},
           {"paddingLeft", true},
           {"tooltip", {{"kind", "markdown"}, {"value", render::hover_markdown(v.snapshot->report, site)}}}});
    }
    return out;
  }

  json hover(const json& params) {
    View const v = view(path_in(params));
    auto const offset = offset_of(v.file->text, position_in(params.at("position")), encoding_);
    if (!offset) return nullptr;
    auto const sites = sites_at(v.snapshot->report, v.file->id, *offset);
    if (sites.empty()) return nullptr;
    const auto& site = v.snapshot->report.site(sites[0]);
    return {{"contents", {{"kind", "markdown"}, {"value", render::hover_markdown(v.snapshot->report, site)}}},
            {"range", range_json(v.snapshot->report, site.anchor)}};
  }

  json placement(const json& params) {
    View const v = view(path_in(params));
    const Report& report = v.snapshot->report;
    std::vector<placement::SiteId> chosen;
    if (params.contains("position")) {
      auto const offset = offset_of(v.file->text, position_in(params["position"]), encoding_);
      if (offset) chosen = sites_at(report, v.file->id, *offset);
    } else {
      for (const auto& site : report.sites) {
        if (site.place.file == v.file->id) chosen.push_back(site.id);
      }
    }
    auto const write = [this](const Report& r, const base::Place& place) { return range_json(r, place); };
    json sites = json::array();
    for (auto const id : chosen) sites.push_back(site_json(report, id, write));
    json not_analysed = json::array();
    for (const auto& each : report.not_analysed) {
      if (each.place.file == v.file->id)
        not_analysed.push_back(render::not_analysed_json(report, each, write));
    }
    return {{"version", 1},
            {"uri", params["textDocument"]["uri"]},
            {"decisionsOf", "out of line"},
            {"release", report.release},
            {"sites", sites},
            {"notAnalysed", not_analysed},
            {"diagnostics", diagnostics(v)}};
  }

  json site_json(const Report& report, placement::SiteId id, const render::PlaceWriter& write) {
    json out = render::site_json(report, report.site(id), write);
    for (size_t i = 0; i < report.site(id).why.size(); ++i) {
      const auto* file = report.file(report.site(id).why[i].place.file);
      out["why"][i]["uri"] = file == nullptr ? json(nullptr) : json(uri_of_path(file->path));
    }
    return out;
  }

  // ---- diagnostics

  json diagnostics(const View& v) {
    json out = json::array();
    for (const auto& d : v.snapshot->report.diagnostics) {
      if (d.place.file != v.file->id) continue;
      out.push_back({{"range", range_json(v.snapshot->report, d.place)},
                     {"severity", static_cast<int>(d.severity) + 1},
                     {"source", "escapement"},
                     {"code", d.code},
                     {"message", d.text}});
    }
    for (const auto& each : v.snapshot->report.not_analysed) {
      if (each.place.file != v.file->id) continue;
      out.push_back({{"range", range_json(v.snapshot->report, each.place)},
                     {"severity", 3},
                     {"source", "escapement"},
                     {"code", "escape.not-analysed"},
                     {"message", fmt::format("{} is not analysed: {}", each.function, each.construct)}});
    }
    return out;
  }

  void publish_when_idle() {
    {
      std::scoped_lock const lock(mutex_);
      if (!unpublished_ || !queue_.empty() || ending_) return;
      running_.clear();
      running_stop_ = base::StopSource();
    }
    unpublished_ = false;
    for (const auto& [path, uri] : uris_) {
      try {
        send_diagnostics(uri, diagnostics(view(path)));
      } catch (const RequestError& error) {
        json const range = {{"start", {{"line", 0}, {"character", 0}}},
                            {"end", {{"line", 0}, {"character", 0}}}};
        send_diagnostics(
            uri,
            json::array(
                {{{"range", range}, {"severity", 2}, {"source", "escapement"}, {"message", error.text}}}));
      }
    }
    if (edited_ && refreshes_ && uris_.size() > 1)
      send({{"jsonrpc", "2.0"},
            {"id", fmt::format("refresh-{}", ++refreshed_)},
            {"method", "workspace/inlayHint/refresh"}});
    edited_ = false;
  }

  void send_diagnostics(const std::string& uri, const json& list) {
    notify("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", list}});
  }

  // ---- writing

  static Position position_in(const json& position) {
    auto const number = [](const json& value) {
      if (!value.is_number_integer() || value.get<int64_t>() < 0)
        throw RequestError{kInvalidParams, "a position has a line and a character, both at least 0"};
      return static_cast<uint32_t>(std::min<int64_t>(value.get<int64_t>(), UINT32_MAX));
    };
    return {number(position.at("line")), number(position.at("character"))};
  }

  json position_json(std::string_view text, uint32_t offset) const {
    Position const p = position_of(text, offset, encoding_);
    return {{"line", p.line}, {"character", p.character}};
  }

  json range_json(const Report& report, const base::Place& place) const {
    const auto* file = report.file(place.file);
    if (file == nullptr) return nullptr;
    return {{"start", position_json(file->text, place.span.begin)},
            {"end", position_json(file->text, place.span.end)}};
  }

  void send(const json& message) { send_(message.dump(-1, ' ', false, json::error_handler_t::replace)); }
  void notify(const std::string& method, const json& params) {
    send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
  }
  void reply(const json& id, const json& result) {
    send({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
  }
  void reply_error(const json& id, int code, const std::string& text) {
    send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", text}}}});
  }

  SessionOptions options_;
  rpc::Send send_;
  engine::Engine engine_;
  // Of the worker's thread alone.
  Encoding encoding_ = Encoding::Utf16;
  bool initialized_ = false;
  std::atomic<bool> shut_down_ = false;
  bool refreshes_ = false;
  bool unpublished_ = false;
  bool edited_ = false;
  uint64_t refreshed_ = 0;
  std::map<std::string, std::string> uris_;  // of open documents, by path
  std::set<std::string> out_of_sync_;
  // Shared with the reader's thread.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<json> queue_;
  std::set<std::string> cancelled_;
  std::string running_;
  base::StopSource running_stop_;
  bool ending_ = false;
  std::thread worker_;
};

}  // namespace

std::unique_ptr<rpc::Handler> make_session(const SessionOptions& options, rpc::Send send) {
  return std::make_unique<Session>(options, std::move(send));
}

}  // namespace escapement::lsp
