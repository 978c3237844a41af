-- The functions for a user's own mappings.
local M = {}

--- Shows in a floating window where what is under the cursor lives.
function M.placement() require('escapement.placement').show() end

--- Puts every piece of storage of the current file into the location list.
function M.list() require('escapement.placement').list() end

--- Hides or shows Escapement's hints; those of other servers stay.
function M.toggle() require('escapement.hints').toggle() end

--- Ends the server and starts it again.
function M.restart() require('escapement.client').restart() end

return M
