-- How Neovim runs the server. A user's vim.lsp.config('escapement', {...}) is laid over this.
local settings = require('escapement.settings')

local markers = { 'go.work', 'go.mod', '.git' }

--- The folder that a buffer's client serves: its module, else where its file is.
---@param buffer integer
---@param on_dir fun(directory: string)
local function root_dir(buffer, on_dir)
  on_dir(vim.fs.root(buffer, markers) or vim.fs.dirname(vim.fs.abspath(vim.api.nvim_buf_get_name(buffer))))
end

return {
  cmd = settings.get('cmd'),
  cmd_env = settings.get('goroot') and { ESCAPEMENT_GOROOT = settings.get('goroot') } or nil,
  filetypes = { 'go' },
  init_options = {
    hints = { inlining = settings.get('inlining_hints') },
    diagnostics = { escapes = settings.get('escape_diagnostics') },
  },
  root_dir = root_dir,
  handlers = {
    ['textDocument/inlayHint'] = function(...) return require('escapement.hints').handler(...) end,
  },
}
