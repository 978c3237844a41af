-- What the tests share: waiting with a bound, reading hints and windows.
local M = {}

local patience_ms = 15000

function M.say(...) io.stdout:write(string.format(...) .. '\n') end

--- Waits until `condition` gives something; fails with `what` and with what `shown` says where it never does.
---@generic T
---@param what string
---@param condition fun(): T?
---@param shown? fun(): any
---@return T
function M.wait(what, condition, shown)
  local value
  local held = vim.wait(patience_ms, function()
    value = condition()
    return value ~= nil and value ~= false
  end, 10)
  if not held then
    error(('%s never held; there is %s'):format(what, vim.inspect(shown and shown() or nil)), 2)
  end
  return value
end

function M.equal(actual, expected, what)
  if vim.deep_equal(actual, expected) then return end
  error(('%s: expected %s, got %s'):format(what, vim.inspect(expected), vim.inspect(actual)), 2)
end

---@param text string
---@param pattern string a Lua pattern
function M.matches(text, pattern)
  if not text:find(pattern) then error(("no '%s' in:\n%s"):format(pattern, text), 2) end
end

--- The hints of a buffer as Neovim holds them: texts by line number (from 1), in the order of their columns.
---@return table<integer, string[]>
function M.hints(buffer)
  local found = vim.lsp.inlay_hint.get({ bufnr = buffer })
  table.sort(found, function(a, b)
    local one, other = a.inlay_hint.position, b.inlay_hint.position
    if one.line ~= other.line then return one.line < other.line end
    return one.character < other.character
  end)
  local by_line = {}
  for _, hint in ipairs(found) do
    local line = hint.inlay_hint.position.line + 1
    by_line[line] = by_line[line] or {}
    table.insert(by_line[line], hint.inlay_hint.label)
  end
  return by_line
end

--- Waits until a line has just these hints.
function M.wait_hints(buffer, line, expected)
  return M.wait(('line %d has the hints %s'):format(line, table.concat(expected, ', ')), function()
    local hints = M.hints(buffer)
    return vim.deep_equal(hints[line] or {}, expected) and hints or nil
  end, function() return M.hints(buffer) end)
end

--- The text of the floating window, or nil where there is none.
---@return string?
function M.floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

---@return string
function M.buffer_text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

return M
