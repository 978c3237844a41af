-- What a person sees: a second Neovim runs inside this one's terminal, and its screen is read.
local t = require('support')

vim.o.columns = 140
vim.o.lines = 46
vim.cmd.enew()
local job = vim.fn.jobstart(
  { vim.env.TEST_NVIM, '--clean', '-n', '--cmd', 'set runtimepath+=' .. vim.env.TEST_PLUGIN, 'counter.go' },
  { term = true, env = { NVIM = '' } }
)
assert(job > 0, 'the inner Neovim starts')
local screen = vim.api.nvim_get_current_buf()

--- Waits until the screen has a line that matches.
local function wait_screen(pattern)
  return t.wait(
    ('the screen shows %s'):format(pattern),
    function() return t.buffer_text(screen):find(pattern) ~= nil end,
    function() return t.buffer_text(screen) end
  )
end

local function type_keys(keys) vim.fn.chansend(job, vim.keycode(keys)) end

wait_screen('count escapes to heap := 0')
wait_screen('func counter code%(%)')
wait_screen('inc1 stack, dec1 stack := counter')
type_keys('11G^:Escapement placement<CR>')
wait_screen('Where does this live%?')
wait_screen('moved to heap: count')
t.say('%s', t.buffer_text(screen):gsub('\n+$', ''))
type_keys('<Esc>:%s/count++/_ = count/<CR>:%s/count--/_ = count/<CR>')
wait_screen('count stack := 0')
type_keys(':qa!<CR>')
t.equal(vim.fn.jobwait({ job }, 5000)[1], 0, 'the inner Neovim ends')
