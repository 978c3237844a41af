-- What `escapement/placement` answers, as lines a person reads. Pure: asks neither the server nor a window.
local M = {}

--- JSON's null and what is missing are the same to a reader.
local function present(value)
  if value == nil or value == vim.NIL or value == '' then return nil end
  return value
end

---@return string?
function M.size(site)
  local size = present(site.size) or {}
  if present(size.bytes) then return ('%d B'):format(size.bytes) end
  return present(size.formula)
end

---@return string
function M.segment(site)
  local text = site.segment
  if site.certainty ~= 'exact' then text = ('%s (%s)'):format(text, site.certainty) end
  if present(site.hint) and site.hint ~= site.segment then text = ('%s · %s'):format(text, site.hint) end
  return text
end

--- `by reference by increment and decrement; by value by log`
---@return string?
local function captured(site)
  local parts = {}
  for _, mode in ipairs({ 'reference', 'value' }) do
    local names = vim
      .iter(present(site.capturedBy) or {})
      :filter(function(capture) return capture.mode == mode end)
      :map(function(capture) return capture.name end)
      :totable()
    if #names > 0 then table.insert(parts, ('by %s by %s'):format(mode, table.concat(names, ' and '))) end
  end
  return table.concat(parts, '; ')
end

---@return string
local function place(uri, range)
  local file = vim.fs.basename(vim.uri_to_fname(uri))
  return ('%s:%d:%d'):format(file, range.start.line + 1, range.start.character + 1)
end

--- Breaks a text at blanks into lines of at most `width` columns.
---@return string[]
local function wrapped(text, width)
  local lines, line = {}, ''
  for word in text:gmatch('%S+') do
    local longer = line == '' and word or line .. ' ' .. word
    if line ~= '' and vim.api.nvim_strwidth(longer) > width then
      table.insert(lines, line)
      line = word
    else
      line = longer
    end
  end
  table.insert(lines, line)
  return lines
end

--- A key and its value, the value indented as a block.
local function add_row(lines, key, value, width)
  if not present(value) then return end
  for number, part in ipairs(wrapped(value, width - 12)) do
    table.insert(lines, ('  %-10s%s'):format(number == 1 and key or '', part))
  end
end

local function add_steps(lines, site, width)
  local steps = present(site.why) or {}
  if #steps == 0 then return end
  table.insert(lines, '  why')
  for number, step in ipairs(steps) do
    local text = ('%d. %s  (%s)'):format(number, step.text, place(step.uri, step.range))
    for nth, part in ipairs(wrapped(text, width - 7)) do
      table.insert(lines, (nth == 1 and '    ' or '       ') .. part)
    end
  end
end

---@return string[]
function M.site(site, width)
  local lines = { ('%s %s'):format(site.kind, site.name) }
  add_row(lines, 'segment', M.segment(site), width)
  add_row(lines, 'size', M.size(site), width)
  add_row(lines, 'lifetime', site.lifetime, width)
  add_row(lines, 'function', site['function'], width)
  add_row(lines, 'captured', captured(site), width)
  add_row(lines, 'gc says', site.decision, width)
  add_row(lines, 'notes', site.notes, width)
  add_row(lines, 'but', site.reason, width)
  add_steps(lines, site, width)
  return lines
end

--- The whole answer for a position.
---@return string[]
function M.answer(result, width)
  local lines = {}
  for _, site in ipairs(result.sites) do
    if #lines > 0 then table.insert(lines, '') end
    vim.list_extend(lines, M.site(site, width))
  end
  for _, gap in ipairs(present(result.notAnalysed) or {}) do
    local text = ('not analysed: %s (%s, line %d)'):format(
      gap['function'],
      gap.construct,
      gap.range.start.line + 1
    )
    table.insert(lines, text)
  end
  if #lines == 0 then table.insert(lines, 'No storage is declared or created here.') end
  vim.list_extend(lines, { '', ('decisions of %s, %s'):format(result.release, result.decisionsOf) })
  return lines
end

return M
