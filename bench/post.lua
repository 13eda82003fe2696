-- wrk script: every request is a different event of 1 KB with its own valid signature.
-- Environment:
--   HMAC_SECRET  base64 of the agent's secret, as in demo.env
--   RUN_TAG      makes this run's events different from every other run's
--   RATE         requests a second on a fixed schedule; without it as many as the connections carry (one thread only)
--   LIMIT        with RATE: how many requests are sent at the most
--   PATHS_FILE   paths that the requests go to in turn, one a line, all with the same secret; without it that of the URL
--   IDS_FILE     where the execution id of each 202 is written; with it every answer is looked at, which costs speed
-- Prints one line: RESULT requests seconds p50_ms p99_ms max_ms bad_status socket_errors late_p99_ms
-- Each event bears the time at which it is sent or, with RATE, had to be sent.
-- wrk measures a request from when it is sent. When all connections wait for answers, those that are due are sent late,
-- and their waiting is in no latency: late_p99_ms tells by how much, and a latency beside it is only as good as it is small.
local ffi = require("ffi")

ffi.cdef [[
typedef struct { long seconds; long nanos; } bench_timespec;
int clock_gettime(int clock, bench_timespec *now);
const void *EVP_sha256(void);
unsigned char *HMAC(const void *md, const void *key, int key_length, const unsigned char *data, size_t length,
                    unsigned char *digest, unsigned int *digest_length);
]]

local BODY_BYTES = 1024
local ISSUES = 10000

local function libcrypto()
  for _, name in ipairs({ "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so" }) do
    local found, library = pcall(ffi.load, name)
    if found then return library end
  end
  error("libcrypto was not found; install OpenSSL's library (Debian: libssl3)")
end

local function from_base64(text)
  local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  local bits, count, bytes = 0, 0, {}
  for symbol in text:gmatch("[A-Za-z0-9+/]") do
    bits, count = bits * 64 + alphabet:find(symbol, 1, true) - 1, count + 6
    if count >= 8 then
      count = count - 8
      local byte = math.floor(bits / 2 ^ count)
      bytes[#bytes + 1], bits = string.char(byte), bits - byte * 2 ^ count
    end
  end
  return table.concat(bytes)
end

local crypto = libcrypto()
local sha256 = crypto.EVP_sha256()
local key = from_base64(assert(os.getenv("HMAC_SECRET"), "set HMAC_SECRET"))
local digest, digest_length = ffi.new("unsigned char[32]"), ffi.new("unsigned int[1]")
local hex = {}
for byte = 0, 255 do hex[byte] = string.format("%02x", byte) end

local function signature(body)
  crypto.HMAC(sha256, key, #key, body, #body, digest, digest_length)
  local digits = {}
  for i = 0, 31 do digits[i + 1] = hex[digest[i]] end
  return table.concat(digits)
end

local time = ffi.new("bench_timespec[1]")
local function clock_ms(clock)
  ffi.C.clock_gettime(clock, time)
  return tonumber(time[0].seconds) * 1000 + tonumber(time[0].nanos) / 1e6
end
local function wall_ms() return clock_ms(0) end
local function monotonic_ms() return clock_ms(1) end

local second, second_text
local function iso(millis)
  local whole = math.floor(millis / 1000)
  if whole ~= second then
    second, second_text = whole, os.date("!%Y-%m-%dT%H:%M:%S", whole)
  end
  return string.format("%s.%03dZ", second_text, math.floor(millis - whole * 1000))
end

local tag = assert(os.getenv("RUN_TAG"), "set RUN_TAG")
local threads = {}
local sent, slot, scheduled, started, started_wall, ids = 0, 0, 0, nil, nil, nil
local rate, limit = tonumber(os.getenv("RATE") or ""), tonumber(os.getenv("LIMIT") or "")
local NEVER_MS = 1e8
local LATEST_MS = 60000
-- Read by done(), which runs in another Lua state.
not_202 = 0
late = {} -- milliseconds -> requests
local heads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  threads[#threads + 1] = thread
end

local function head_of(path)
  return "POST " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nContent-Length: " .. BODY_BYTES .. "\r\nX-Hub-Signature-256: sha256="
end

function init()
  if os.getenv("PATHS_FILE") then
    for path in io.lines(os.getenv("PATHS_FILE")) do heads[#heads + 1] = head_of(path) end
  else
    heads[1] = head_of(wrk.path)
  end
  if os.getenv("IDS_FILE") then
    ids = assert(io.open(os.getenv("IDS_FILE") .. "." .. thread_number, "w"))
  end
end

-- When the request that is now sent had to be sent.
local function due_ms()
  if not started then return wall_ms() end
  scheduled = scheduled + 1 -- not as many as sent: wrk makes one request to look at it
  local due = scheduled * 1000 / rate
  local behind = math.min(LATEST_MS, math.max(0, math.floor(monotonic_ms() - started - due)))
  late[behind] = (late[behind] or 0) + 1
  return started_wall + due
end

local function event()
  sent = sent + 1
  local issue = "BENCH-" .. (sent % ISSUES + 1)
  local start = '{"issue_key":"' .. issue .. '","event_type":"jira:issue_updated","timestamp":"'
    .. iso(due_ms()) .. '","issue":{"key":"' .. issue
    .. '","fields":{"summary":"Checkout fails for customer ' .. tag .. "-" .. thread_number .. "-" .. sent
    .. '","priority":{"name":"High","id":"2"},"issuetype":{"name":"Bug","id":"1"},"status":{"name":"Open"},'
    .. '"reporter":{"displayName":"Bench","emailAddress":"bench@example.com"},"created":"2025-11-13T17:00:00Z",'
    .. '"description":"Steps to reproduce: open the cart, press pay. '
  return start .. string.rep("x", BODY_BYTES - #start - 4) .. '"}}}'
end

function request()
  local body = event()
  return heads[sent % #heads + 1] .. signature(body) .. "\r\n\r\n" .. body
end

if rate then
  -- wrk asks before each request; the answer puts it on its place of the schedule.
  function delay()
    if not started then started, started_wall = monotonic_ms(), wall_ms() end
    slot = slot + 1
    if limit and slot > limit then return NEVER_MS end
    return math.max(0, math.floor(started + slot * 1000 / rate - monotonic_ms()))
  end
end

if os.getenv("IDS_FILE") then
  function response(status, _, body)
    if status == 202 then
      ids:write(body:match('"execution_id":"([^"]+)"'), "\n")
      ids:flush()
    else
      not_202 = not_202 + 1
    end
  end
end

local function late_p99()
  local counts, total, passed = threads[1]:get("late"), 0, 0
  for _, count in pairs(counts) do total = total + count end
  for millis = 0, LATEST_MS do
    passed = passed + (counts[millis] or 0)
    if passed >= 0.99 * total then return millis end
  end
end

function done(summary, latency)
  local errors, bad = summary.errors, 0
  for _, thread in ipairs(threads) do bad = bad + thread:get("not_202") end
  io.write(string.format("RESULT %d %.3f %.2f %.2f %.1f %d %d %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, math.max(bad, errors.status),
    errors.connect + errors.read + errors.write + errors.timeout, late_p99()))
end
