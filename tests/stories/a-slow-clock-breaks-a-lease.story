# A slow clock breaks a lease: a leader that was replaced answers from the past
#
# S2's clock makes 231 ms of the 150 ms of its lease. While it still believes in it, S1 has
# been elected and has committed `put x new`. Without the line of the clock, S2 knows in time
# that its lease is over.
protocol raft
nodes 3
seed 228
network delay 5ms..10ms
set reads lease
set lease 150ms
clock S2 drift -350000ppm
at 260ms S2 put x old
at 290ms S2 get x
at 300ms partition S2
at 443ms S1 put x new
at 465ms S2 get x
until 470ms
view properties reads-are-current
expect election-safety holds
expect reads-are-current violated
----
           S1                    S2                    S3
240.811ms  |                     *                     |  election-timeout
246.113ms  |<-----RequestVote----|                     |
249.465ms  |                     |----RequestVote----->|  sent 240.811ms
251.924ms  |----VoteGranted----->*                     |  sent 246.113ms; leads term 1
257.802ms  |                     |<-----VoteGranted----|  sent 249.465ms
259.032ms  |<----AppendEntries---|                     |  sent 251.924ms
260.000ms  |                     *                     |  put x old
260.688ms  |                     |---AppendEntries---->|  sent 251.924ms
266.951ms  |<----AppendEntries---|                     |  sent 260.000ms
266.965ms  |------Appended------>*                     |  sent 259.032ms; 1: no-op
268.195ms  |                     |---AppendEntries---->|  sent 260.000ms
270.191ms  |                     |<------Appended------|  sent 260.688ms
273.220ms  *<----AppendEntries---|                     |  sent 266.965ms; 1: no-op
275.430ms  |                     *<------Appended------|  sent 268.195ms; 2: put x old
276.229ms  |------Appended------>|                     |  sent 266.951ms
279.552ms  |                     |---AppendEntries---->*  sent 270.191ms; 1: no-op
280.300ms  |------Appended------>|                     |  sent 273.220ms
286.801ms  |                     |<------Appended------|  sent 279.552ms
290.000ms  |                     *                     |  get x; answers get x: old
336.924ms  |                     *                     |  heartbeat
336.924ms  |x------Heartbeat-----|                     |  cut 343.064ms
336.924ms  |                     |-----Heartbeat------x|  cut 346.605ms
413.847ms  |                     *                     |  heartbeat
413.847ms  |x------Heartbeat-----|                     |  cut 420.175ms
413.847ms  |                     |-----Heartbeat------x|  cut 421.743ms
423.220ms  *                     |                     |  leader-silent
424.797ms  *                     |                     |  election-timeout
424.797ms  |----RequestVote-----x|                     |  cut 434.636ms
429.552ms  |                     |                     *  leader-silent
433.740ms  |---------------------+----RequestVote----->|  sent 424.797ms
442.760ms  *<-----VoteGranted----+---------------------|  leads term 2
442.760ms  |---AppendEntries----x|                     |  cut 450.887ms
443.000ms  *                     |                     |  put x new
443.000ms  |---AppendEntries----x|                     |  cut 448.989ms
449.306ms  |---------------------+---AppendEntries---->|
450.442ms  |---------------------+---AppendEntries---->|  sent 442.760ms
454.506ms  *<------Appended------+---------------------|  sent 449.306ms; 2: put x old; 3: no-op; 4: put x new
457.600ms  |<------Appended------+---------------------|  sent 450.442ms
465.000ms  |                     *                     |  get x; answers get x: old
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     violated, not promised: S2 answered get x with old, but the entry at index 4 had made it new, and that was known before the read was asked. The run had left equal-rates before: The clock of S1 drifts by 0ppm, that of S2 by -350000ppm. (S2 at 465ms)
at-most-once          holds
left equal-rates: The clock of S1 drifts by 0ppm, that of S2 by -350000ppm.
