-- wrk's script: what a reader's browser asks of /api/v1, in turn, each connection ten times a second. The words and article keys are
-- given in files, one a line, so that the questions fit the record.
local function lines(path)
  local all = {}
  for line in io.lines(path) do all[#all + 1] = line end
  return all
end

local words, keys, at
-- Some 10 questions a second for each connection; the answer's own time comes on top, so slow answers lower the rate and show in the latency.
function delay() return 95 end

function init(args)
  words, keys, at = lines(args[1]), lines(args[2]), 0
  math.randomseed(7)
end

local function word() return words[math.random(#words)] end

function request()
  at = at + 1
  local turn = at % 10
  local path
  if turn == 0 then path = "timeline?dates=30"
  elseif turn == 1 then path = "days"
  elseif turn <= 4 then path = "search?q=" .. word()
  elseif turn <= 7 then path = "articles/" .. keys[math.random(#keys)]
  elseif turn == 8 then path = "record"
  else path = "stories?limit=50" end
  return wrk.format("GET", "/api/v1/" .. path)
end
