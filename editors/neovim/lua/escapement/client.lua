-- The running server, as Neovim's LSP client sees it.
local M = {}

local name = 'escapement'
local stop_limit_ms = 3000

--- The client that serves a buffer, or nil.
---@param buffer integer
---@return vim.lsp.Client?
function M.of(buffer) return vim.lsp.get_clients({ name = name, bufnr = buffer })[1] end

--- The program that is run, or nil where a user's configuration starts the server by a function.
---@return string?
function M.program()
  local cmd = vim.lsp.config[name] and vim.lsp.config[name].cmd
  return type(cmd) == 'table' and cmd[1] or nil
end

--- What keeps the server from running, as a sentence, or nil.
---@return string?
function M.missing()
  local program = M.program()
  if not program or vim.fn.executable(program) == 1 then return nil end
  return ("the server '%s' is not on PATH or cannot be run."):format(program)
end

--- Sends a request for the current buffer; says so where it cannot.
---@param method string
---@param params table
---@param on_result fun(result: table)
function M.request(method, params, on_result)
  local buffer = vim.api.nvim_get_current_buf()
  local client = M.of(buffer)
  if not client then
    vim.notify('Escapement: no server serves this buffer. See :checkhealth escapement', vim.log.levels.WARN)
    return
  end
  client:request(method, params, function(err, result)
    if err then
      vim.notify(('Escapement: %s'):format(err.message or tostring(err)), vim.log.levels.ERROR)
    elseif result == nil or result == vim.NIL then
      vim.notify('Escapement: the server has no answer for this file', vim.log.levels.WARN)
    else
      on_result(result)
    end
  end, buffer)
end

--- Ends the server, by force where it does not end by itself, and starts it again.
function M.restart()
  local old = vim.lsp.get_clients({ name = name })
  vim.lsp.enable(name, false)
  local function ended()
    return vim.iter(old):all(function(client) return vim.lsp.get_client_by_id(client.id) == nil end)
  end
  if not vim.wait(stop_limit_ms, ended, 20) then
    for _, client in ipairs(old) do
      client:stop(true)
    end
    vim.wait(stop_limit_ms, ended, 20)
  end
  vim.lsp.enable(name, true)
end

return M
