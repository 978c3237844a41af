-- :checkhealth escapement.
local client = require('escapement.client')
local settings = require('escapement.settings')

local M = {}

local run_limit_ms = 5000

local function check_neovim()
  local this = vim.version()
  local version = ('%d.%d.%d'):format(this.major, this.minor, this.patch)
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('Neovim ' .. version)
  else
    vim.health.error('Neovim ' .. version .. ' is too old', 'Use Neovim 0.11 or newer')
  end
end

local function check_server()
  local program = client.program()
  if not program then
    vim.health.info('The server is started by a function of your configuration')
    return
  end
  if client.missing() then
    vim.health.error('Server not found: ' .. client.missing(), {
      'Build it with ./dev build and put build/release on PATH',
      "or name it: vim.g.escapement = { cmd = { '/path/of/escapement', 'lsp' } }",
    })
    return
  end
  local path = vim.fn.exepath(program)
  local started, process = pcall(vim.system, { path, '--version' }, { text = true })
  local outcome = started and process:wait(run_limit_ms) or nil
  if outcome and outcome.code == 0 then
    vim.health.ok(('Server: %s (%s)'):format(vim.trim(outcome.stdout), path))
  else
    vim.health.error(('%s --version fails'):format(path), outcome and vim.trim(outcome.stderr or '') or nil)
  end
end

--- The place where the server looks for the standard library, in its own order, and how it is called.
local function goroot()
  if settings.get('goroot') then return settings.get('goroot'), 'vim.g.escapement.goroot' end
  for _, name in ipairs({ 'ESCAPEMENT_GOROOT', 'GOROOT' }) do
    if vim.env[name] and vim.env[name] ~= '' then return vim.env[name], '$' .. name end
  end
  local go = vim.fn.exepath('go')
  if go ~= '' then return vim.fs.dirname(vim.fs.dirname(vim.uv.fs_realpath(go) or go)), '`go` on PATH' end
  return nil
end

local function check_goroot()
  local root, origin = goroot()
  if not root then
    vim.health.warn('No Go distribution found: imports cannot be read', {
      'Install Go, or set GOROOT, or vim.g.escapement = { goroot = ... }',
    })
  elseif vim.fn.isdirectory(vim.fs.joinpath(root, 'src', 'fmt')) == 1 then
    vim.health.ok(('GOROOT: %s (from %s)'):format(root, origin))
  else
    vim.health.error(
      ('GOROOT: %s (from %s) has no src/fmt'):format(root, origin),
      'Name a whole Go distribution'
    )
  end
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'escapement' })
  if #clients == 0 then vim.health.info('No client is attached: open a Go file') end
  for _, one in ipairs(clients) do
    local buffers = vim.tbl_keys(one.attached_buffers)
    table.sort(buffers)
    local info = one.server_info or {}
    vim.health.ok(
      ('Client %d: %s %s, root %s, buffers %s, positions in %s'):format(
        one.id,
        info.name or 'server',
        info.version or '',
        one.root_dir or '(none)',
        table.concat(buffers, ', '),
        one.offset_encoding
      )
    )
  end
  vim.health.info('Hints: ' .. (require('escapement.hints').shown() and 'on' or 'off'))
end

function M.check()
  vim.health.start('escapement')
  check_neovim()
  check_server()
  check_goroot()
  check_clients()
end

return M
