-- Without a server the user is told once, and :checkhealth says what to do.
local t = require('support')

t.matches(vim.fn.execute('messages'), "the server 'no%-such%-escapement' is not on PATH")
t.equal(#vim.lsp.get_clients({ name = 'escapement' }), 0, 'clients')
vim.cmd('checkhealth escapement')
t.matches(t.buffer_text(0), "ERROR Server not found: the server 'no%-such%-escapement'")
t.matches(t.buffer_text(0), 'dev build')
