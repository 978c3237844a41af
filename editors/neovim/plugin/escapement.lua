-- Starts Escapement for Go buffers and defines :Escapement. Everything else is loaded when it is first used.
if vim.g.loaded_escapement then return end
vim.g.loaded_escapement = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify_once('Escapement needs Neovim 0.11 or newer', vim.log.levels.ERROR)
  return
end

local group = vim.api.nvim_create_augroup('escapement', {})

vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = 'go',
  desc = 'Say so where there is no server: Neovim itself only logs it',
  callback = function()
    local problem = vim.lsp.is_enabled('escapement') and require('escapement.client').missing()
    if not problem then return end
    vim.notify_once('Escapement: ' .. problem .. ' See :checkhealth escapement', vim.log.levels.WARN)
  end,
})

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  desc = 'Show where storage lives',
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'escapement' then require('escapement.hints').attach(event.buf) end
  end,
})

vim.api.nvim_create_user_command(
  'Escapement',
  function(call) require('escapement.command').run(call.fargs) end,
  {
    nargs = '*',
    desc = 'Where does this live?',
    complete = function(...) return require('escapement.command').complete(...) end,
  }
)

vim.lsp.enable('escapement')
