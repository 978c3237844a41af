-- Escapement's inlay hints: on by themselves, switched off without touching those of other servers.
local settings = require('escapement.settings')

local M = {}

local shown ---@type boolean? nil: as the settings say

---@return boolean
function M.shown()
  if shown == nil then return settings.get('hints') end
  return shown
end

--- A buffer got a client. Neovim shows hints per buffer; whether ours are among them is decided by the handler.
---@param buffer integer
function M.attach(buffer)
  if M.shown() then vim.lsp.inlay_hint.enable(true, { bufnr = buffer }) end
end

--- Handles the answers of our client only.
function M.handler(err, result, context)
  if not M.shown() and result then result = {} end
  return vim.lsp.handlers['textDocument/inlayHint'](err, result, context)
end

function M.toggle()
  shown = not M.shown()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'escapement' })) do
    for buffer in pairs(client.attached_buffers) do
      -- Enabling again asks every server of the buffer anew.
      if shown or vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }) then
        vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
      end
    end
  end
  vim.notify('Escapement: hints ' .. (shown and 'on' or 'off'))
end

return M
