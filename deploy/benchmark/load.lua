-- The load wrk sends: the paths of one file, over and over, with the headers of another. Every thread begins elsewhere.
-- With a third file, each of its lines is posted to the first path instead.
-- usage: wrk … -s load.lua URL -- PATHS HEADERS [BODIES]

local started = 0

function setup(thread)
   thread:set("number", started)
   started = started + 1
end

function init(args)
   local headers = {}
   for line in io.lines(args[2]) do
      local name, value = line:match("^([^:]+): *(.*)$")
      if name then headers[name] = value end
   end
   requests = {}
   for path in io.lines(args[1]) do
      if not args[3] then
         requests[#requests + 1] = wrk.format("GET", path, headers)
      else
         for body in io.lines(args[3]) do
            requests[#requests + 1] = wrk.format("POST", path, headers, body)
         end
      end
   end
   position = math.floor(number * #requests / 4)
end

function request()
   position = position % #requests + 1
   return requests[position]
end

function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
      latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
