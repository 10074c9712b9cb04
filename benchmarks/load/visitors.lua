-- Visitors for wrk: each thread asks one web process, in turn for every path of a list.
-- LOAD_PATHS names the file with the list, LOAD_PORTS the processes, LOAD_LINE what is counted.

local ports, threads = {}, {}
for port in os.getenv("LOAD_PORTS"):gmatch("%d+") do
  ports[#ports + 1] = port
end

function setup(thread)
  thread:set("number", #threads)
  thread.addr = wrk.lookup("127.0.0.1", ports[#threads % #ports + 1])[1]
  table.insert(threads, thread)
end

function init(arguments)
  paths, asked, failed, saying = {}, 0, 0, 0
  line = os.getenv("LOAD_LINE")
  for path in io.lines(os.getenv("LOAD_PATHS")) do
    paths[#paths + 1] = path
  end
  -- The host of PUBLIC_URL; what robots do not find is not counted, so these are people.
  wrk.headers["Host"] = "127.0.0.1:8000"
  wrk.headers["User-Agent"] = "Mozilla/5.0"
end

function request()
  -- Threads begin at different places, so that they do not warm the same pages for each other.
  local place = (asked + number * math.floor(#paths / 2)) % #paths + 1
  asked = asked + 1
  return wrk.format("GET", paths[place])
end

function response(status, headers, body)
  if status ~= 200 then
    failed = failed + 1
  elseif body:find(line, 1, true) then
    saying = saying + 1
  end
end

function done(summary, latency, requests)
  local failed, saying = 0, 0
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("failed")
    saying = saying + thread:get("saying")
  end
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    '{"answers": %d, "seconds": %.3f, "failed": %d, "saying": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f}',
    summary.requests, summary.duration / 1e6, failed + lost, saying,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3
  ))
end
