-- :Escapement placement and :Escapement list: what the server says about the cursor's position, and about the file.
local client = require('escapement.client')
local settings = require('escapement.settings')
local text = require('escapement.text')

local M = {}

local highlights = vim.api.nvim_create_namespace('escapement.placement')
local widest = 84

--- Colours headings, keys and numbers of the window's lines.
---@param buffer integer
---@param lines string[]
local function highlight(buffer, lines)
  for row, line in ipairs(lines) do
    if row == #lines then
      vim.hl.range(buffer, highlights, 'Comment', { row - 1, 0 }, { row - 1, #line })
    elseif line:find('^  %l') then
      -- Keys stand in the first twelve columns (see text.lua).
      vim.hl.range(buffer, highlights, 'Identifier', { row - 1, 0 }, { row - 1, math.min(12, #line) })
    elseif line:find('^%S') then
      vim.hl.range(buffer, highlights, 'Title', { row - 1, 0 }, { row - 1, #line })
    end
  end
end

--- Opens the floating window; called again, it goes into it.
---@param lines string[]
---@return integer buffer
---@return integer window
local function open(lines)
  local buffer, window = vim.lsp.util.open_floating_preview(lines, 'escapement', {
    border = settings.get('border'),
    title = ' Where does this live? ',
    focus_id = 'escapement.placement',
    wrap = true,
    max_width = widest,
  })
  highlight(buffer, lines)
  return buffer, window
end

function M.show()
  local params = { textDocument = vim.lsp.util.make_text_document_params() }
  local serving = client.of(0)
  if serving then params.position = vim.lsp.util.make_position_params(0, serving.offset_encoding).position end
  client.request(
    'escapement/placement',
    params,
    function(result) open(text.answer(result, math.min(widest, vim.o.columns - 4))) end
  )
end

function M.list()
  local window = vim.api.nvim_get_current_win()
  local buffer = vim.api.nvim_get_current_buf()
  local params = { textDocument = vim.lsp.util.make_text_document_params() }
  client.request('escapement/placement', params, function(result)
    local encoding = assert(client.of(buffer)).offset_encoding
    local items = vim.tbl_map(function(site)
      local place = vim.lsp.util.locations_to_items({ { uri = result.uri, range = site.range } }, encoding)[1]
      place.text = ('%s %s: %s'):format(site.kind, site.name, text.segment(site))
      return place
    end, result.sites)
    vim.fn.setloclist(window, {}, ' ', { title = 'Escapement: where storage lives', items = items })
    vim.cmd.lopen()
  end)
end

return M
