vim.g.escapement = { cmd = { 'no-such-escapement', 'lsp' } }
