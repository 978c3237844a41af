-- :Escapement SUBCOMMAND.
local M = {}

local subcommands = {
  placement = function() require('escapement').placement() end,
  list = function() require('escapement').list() end,
  toggle = function() require('escapement').toggle() end,
  restart = function() require('escapement').restart() end,
  log = function() vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.get_log_path())) end,
}

local function names() return vim.tbl_keys(subcommands) end

---@param arguments string[]
function M.run(arguments)
  local name = arguments[1] or 'placement'
  if #arguments > 1 or not subcommands[name] then
    local known = names()
    table.sort(known)
    local message = ("Escapement: no subcommand '%s'; there are %s"):format(
      table.concat(arguments, ' '),
      table.concat(known, ', ')
    )
    vim.notify(message, vim.log.levels.ERROR)
    return
  end
  subcommands[name]()
end

--- Completes the subcommand.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  if line:match('^%s*%S+%s+%S+%s') then return {} end
  local matching = vim.tbl_filter(function(name) return vim.startswith(name, lead) end, names())
  table.sort(matching)
  return matching
end

return M
