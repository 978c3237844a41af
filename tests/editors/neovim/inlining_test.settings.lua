vim.g.escapement = { inlining_hints = true }
