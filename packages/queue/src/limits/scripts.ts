import { FORGET_MS, MOST_HALVINGS, SHORTEST_REST_MS } from '@firefly/domain/limits/narrowing';

/**
 * What all scripts begin with: the time of Redis in microseconds, and what is kept of a server: its next
 * free slot, how often its rate was halved, and the end of its latest rest. Numbers are written out, as
 * Lua would round them. A server that nobody asks is forgotten once nothing is left to know of it.
 */
const COMMON = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local kept = redis.call('HMGET', KEYS[1], 'free', 'halvings', 'rested')
local free = tonumber(kept[1]) or 0
local halvings = tonumber(kept[2]) or 0
local rested = tonumber(kept[3]) or 0
if halvings > 0 then
  halvings = math.max(0, halvings - math.max(0, now - rested) / ${FORGET_MS * 1_000})
end
local function whole(number) return string.format('%.0f', number) end
local function forget_at(key, last) redis.call('PEXPIREAT', key, whole(last / 1000 + 1000)) end
`;

/**
 * Takes a slot and a lease, both or neither: GCRA without a burst, and a count of the leases that live.
 * Keys: the server, its leases. Arguments: spacing in µs, holder or '', most leases or '', longest hold
 * and patience in ms, the spacing that is doubled while the limit is narrowed, requests. Gives whether
 * it is granted, whether the server rests, its latest rest, the µs since 1970, and those until the slot.
 */
export const ACQUIRE = `${COMMON}
local spacing = tonumber(ARGV[1])
if halvings > 0 then spacing = tonumber(ARGV[6]) * 2 ^ halvings end
local due = math.max(free, now)
local most = tonumber(ARGV[3])
local room = due - now <= tonumber(ARGV[5]) * 1000
if room and most then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', whole(now))
  room = redis.call('ZCARD', KEYS[2]) < most
end
if not room then
  return {0, rested > now and 1 or 0, whole(rested), whole(now), whole(due - now)}
end
if spacing > 0 then
  free = due + spacing * tonumber(ARGV[7])
  redis.call('HSET', KEYS[1], 'free', whole(free))
  forget_at(KEYS[1], math.max(free, rested + ${MOST_HALVINGS * FORGET_MS * 1_000}))
end
if most then
  local ends = due + tonumber(ARGV[4]) * 1000
  redis.call('ZADD', KEYS[2], whole(ends), ARGV[2])
  local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
  forget_at(KEYS[2], tonumber(last[2]))
end
return {1, 0, whole(rested), whole(now), whole(due - now)}
`;

/** As `narrowed` of `domain/limits/narrowing` says it. Key: the server. Argument: rest in ms. */
export const SLOW_DOWN = `${COMMON}
local until_ = now + math.max(tonumber(ARGV[1]), ${SHORTEST_REST_MS}) * 1000
if until_ <= rested then return 0 end
if now >= rested then halvings = math.min(${MOST_HALVINGS}, halvings + 1) end
local whole_until = whole(until_)
redis.call('HSET', KEYS[1], 'free', whole_until, 'halvings', halvings, 'rested', whole_until)
forget_at(KEYS[1], until_ + ${MOST_HALVINGS * FORGET_MS * 1_000})
return 1
`;
