-- With inlining_hints, hints say what is inlined; a hover says why not.
local t = require('support')

local buffer = vim.api.nvim_get_current_buf()

local function has(line, text)
  t.wait(
    ('line %d has the hint %s'):format(line, text),
    function() return vim.list_contains(t.hints(buffer)[line] or {}, text) end,
    function() return t.hints(buffer) end
  )
end

--- What the hover on a word of a line shows, once it is computed.
local function hover(line, word)
  local column = assert(vim.fn.getline(line):find(word, 1, true)) - 1
  return t.wait('the hover is computed', function()
    vim.api.nvim_win_set_cursor(0, { line, column })
    vim.lsp.buf.hover()
    local text = t.wait('the hover opens', t.floating_text)
    vim.cmd('fclose!')
    return not text:find('still being computed') and text or nil
  end)
end

t.say('%s', vim.inspect(t.hints(buffer)))
has(10, 'inlinable, cost 48 of 80')
has(24, 'inlined')
local call = hover(24, 'counter')
t.say('%s', call)
t.matches(call, 'call.*counter.*inlined')
t.matches(call, '48, at most 80 here')
local declared = hover(10, 'counter')
t.say('%s', declared)
t.matches(declared, 'can be inlined')
t.matches(declared, '48 of 80')
t.matches(declared, 'func%(%) int {')

vim.api.nvim_buf_set_lines(buffer, 10, 10, false, { '\tdefer println(1)' })
has(10, 'not inlinable: unhandled op DEFER')
t.matches(hover(25, 'counter'), 'it has a defer statement')
