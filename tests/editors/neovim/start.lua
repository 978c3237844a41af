-- Runs the test file named in the environment once Neovim has started, and ends Neovim with its verdict.
package.path = vim.env.TEST_LIBRARY .. '/?.lua;' .. package.path

vim.api.nvim_create_autocmd('VimEnter', {
  callback = vim.schedule_wrap(function()
    local passed, problem = xpcall(dofile, debug.traceback, vim.env.TEST_FILE)
    if passed then
      io.stdout:write('passed\n')
      vim.cmd.quitall({ bang = true })
    else
      io.stdout:write('FAILED: ' .. tostring(problem) .. '\nmessages: ' .. vim.fn.execute('messages') .. '\n')
      vim.cmd.cquit({ bang = true })
    end
  end),
})
