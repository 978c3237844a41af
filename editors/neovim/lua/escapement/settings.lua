-- The settings: vim.g.escapement, a table read when it is needed.
local M = {}

local defaults = {
  cmd = { 'escapement', 'lsp' }, -- the server
  goroot = nil, -- root of the Go distribution whose sources are read; nil: the server finds it
  hints = true, -- hints are shown from the start
  inlining_hints = false, -- hints for inlining are among them
  escape_diagnostics = false, -- what is on the heap is a diagnostic too
  border = 'rounded', -- of the window of :Escapement placement
}

---@param name string
function M.get(name)
  local own = vim.g.escapement
  if type(own) == 'table' and own[name] ~= nil then return own[name] end
  return defaults[name]
end

return M
