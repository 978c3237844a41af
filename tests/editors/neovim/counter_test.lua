-- A Go buffer gets its hints by itself, they follow edits, and :Escapement answers.
local t = require('support')

local buffer = vim.api.nvim_get_current_buf()
local count_line = 11

local function contains(list, text) return vim.list_contains(list or {}, text) end

local function test_first_hints()
  local hints = t.wait_hints(buffer, count_line, { 'escapes to heap' })
  t.say('hints: %s', vim.inspect(hints, { newline = ' ', indent = '' }))
  for _, line in ipairs({ 6, 10, 23 }) do
    assert(contains(hints[line], 'code'), ('line %d declares a function: code'):format(line))
  end
  assert(contains(hints[7], 'rodata'), "a constant string's bytes are read-only data")
  for _, line in ipairs({ 12, 16 }) do
    assert(contains(hints[line], 'stack'), ('line %d: the variable is on the stack'):format(line))
    assert(contains(hints[line], 'escapes to heap'), ('line %d: the closure escapes'):format(line))
  end
  t.equal(hints[24], { 'stack', 'stack' }, 'inc1 and dec1')
  for _, line in ipairs({ 1, 4, 13, 20 }) do
    t.equal(hints[line], nil, ('line %d creates no storage'):format(line))
  end
end

--- What the window shows for a place of the buffer.
local function placement(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  vim.cmd('Escapement placement')
  local text = t.wait('the placement window opens', t.floating_text)
  vim.cmd('Escapement placement') -- goes into the window
  t.wait('the window is focused', function() return vim.api.nvim_win_get_config(0).relative ~= '' end)
  vim.cmd.close()
  return text
end

local function test_placement()
  local text = placement(count_line, 2)
  t.matches(text, 'variable count')
  t.matches(text, 'segment +heap · escapes to heap')
  t.matches(text, 'size +8 B')
  t.matches(text, 'lifetime +as long as increment or decrement is reachable')
  t.matches(text, 'captured +by reference by increment and decrement')
  t.matches(text, 'gc says +moved to heap: count')
  t.matches(text, 'why\n +1%. %S.*counter%.go:%d+:%d+')
  t.matches(text, 'out of line')
  t.matches(placement(3, 0), 'No storage is declared or created here')
end

local function test_hover()
  vim.api.nvim_win_set_cursor(0, { count_line, 2 })
  vim.lsp.buf.hover()
  local text = t.wait('the hover opens', t.floating_text)
  t.matches(text, 'count')
  t.matches(text, 'heap')
  t.matches(text, '8 B')
  vim.cmd('fclose!')
end

--- Nothing assigns to count any more: the closures copy it, and it need not outlive the call.
local function test_edit_by_value()
  vim.cmd('%s/count++\\n\\s*return count/return count + 1/')
  vim.cmd('%s/count--\\n\\s*return count/return count - 1/')
  local hints = t.wait_hints(buffer, count_line, { 'stack' })
  assert(contains(hints[15], 'escapes to heap'), 'decrement moved up a line and still escapes')
  t.equal(hints[22], { 'stack', 'stack' }, "main's hints moved with their lines")
  t.matches(placement(count_line, 2), 'segment +stack\n')
end

--- counter returns numbers: nothing outlives the call, the closures least of all.
local function test_edit_to_numbers()
  vim.cmd('silent undo | silent undo')
  t.wait_hints(buffer, count_line, { 'escapes to heap' })
  vim.cmd('%s/func counter() (func() int, func() int)/func counter() (int, int)/')
  vim.cmd('%s/return increment, decrement/return increment(), decrement()/')
  vim.cmd('%s/inc\\(\\d\\)()/inc\\1/g | %s/dec\\(\\d\\)()/dec\\1/g')
  local hints = t.wait_hints(buffer, count_line, { 'stack' })
  for _, line in ipairs({ 12, 16 }) do
    assert(not contains(hints[line], 'escapes to heap'), ('line %d: nothing escapes'):format(line))
  end
end

local function test_toggle()
  vim.cmd('Escapement toggle')
  t.wait('hints go', function() return vim.tbl_isempty(t.hints(buffer)) end)
  vim.cmd('Escapement toggle')
  t.wait_hints(buffer, count_line, { 'stack' })
end

local function test_restart()
  local before = vim.lsp.get_clients({ name = 'escapement', bufnr = buffer })[1].id
  vim.cmd('Escapement restart')
  local after = t.wait('a client attaches', function()
    local client = vim.lsp.get_clients({ name = 'escapement', bufnr = buffer })[1]
    return client and client.id ~= before and client or nil
  end)
  t.equal(after.config.cmd, { 'escapement', 'lsp' }, 'the command of the new client')
  t.wait_hints(buffer, count_line, { 'stack' })
end

local function test_list()
  local window = vim.api.nvim_get_current_win()
  vim.cmd('Escapement list')
  local items = t.wait('the location list is filled', function()
    local list = vim.fn.getloclist(window)
    return #list > 10 and list or nil
  end)
  local texts = vim.tbl_map(function(item) return item.lnum .. ' ' .. item.text end, items)
  assert(contains(texts, '11 variable count: stack'), vim.inspect(texts))
  vim.cmd.lclose()
end

local function test_command_line()
  t.equal(
    vim.fn.getcompletion('Escapement ', 'cmdline'),
    { 'list', 'log', 'placement', 'restart', 'toggle' },
    'completion'
  )
  t.equal(vim.fn.getcompletion('Escapement re', 'cmdline'), { 'restart' }, 'completion of re')
  local known, problem = pcall(vim.cmd, 'Escapement nonsense')
  assert(not known and tostring(problem):find("no subcommand 'nonsense'"), tostring(problem))
end

local function test_checkhealth()
  vim.cmd('checkhealth escapement')
  local text = t.buffer_text(0)
  t.matches(text, 'Server: escapement %d+%.%d+')
  t.matches(text, 'Neovim 0%.%d+')
  t.matches(text, 'Client %d+: escapement .*counter')
  t.matches(text, 'GOROOT: /')
  assert(not text:find('ERROR') and not text:find('WARN'), text)
  vim.cmd('bwipeout!')
end

local function test_help()
  vim.cmd('help escapement')
  t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'escapement.txt', ':help escapement')
  for _, topic in ipairs({ ':Escapement', 'g:escapement', 'escapement-hints' }) do
    vim.cmd('help ' .. topic)
  end
  vim.cmd.helpclose()
end

for _, case in ipairs({
  { 'first hints', test_first_hints },
  { 'placement', test_placement },
  { 'hover', test_hover },
  { 'edit: captured by value', test_edit_by_value },
  { 'edit: counter returns numbers', test_edit_to_numbers },
  { 'toggle', test_toggle },
  { 'restart', test_restart },
  { 'list', test_list },
  { 'command line', test_command_line },
  { 'checkhealth', test_checkhealth },
  { 'help', test_help },
}) do
  local start = vim.uv.hrtime()
  case[2]()
  t.say('%5d ms  %s', (vim.uv.hrtime() - start) / 1e6, case[1])
end
