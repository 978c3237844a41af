// Error codes of answers: JSON-RPC 2.0 (5.1) and LSP 3.17 (ErrorCodes, LSPErrorCodes).
#pragma once

#include <string>

namespace escapement::lsp {

enum ErrorCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kNotInitialized = -32002,
  kRequestCancelled = -32800,
  kContentModified = -32801,
  kRequestFailed = -32803,
};

// Thrown by a request; becomes its answer.
struct RequestError {
  ErrorCode code;
  std::string text;
};

}  // namespace escapement::lsp
