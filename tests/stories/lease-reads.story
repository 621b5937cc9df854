# Lease reads: the leader asks nobody, while its lease lasts
#
# A majority answered a heartbeat of S2, and votes for nobody within 150 ms of that. The first
# two reads cost no message, the second even though S2 is cut off. At the third the lease is
# over: S2 has to ask a majority, and gets no answer.
protocol raft
nodes 3
seed 228
network delay 5ms..10ms
set reads lease
set lease 150ms
at 260ms S2 put x old
at 290ms S2 get x
at 300ms partition S2
at 360ms S2 get x
at 443ms S1 put x new
at 465ms S2 get x
until 500ms
view properties commands-answered
expect reads-are-current holds
expect commands-answered pending
----
           S1                    S2                    S3
156.527ms  |                     *                     |  election-timeout
161.829ms  |<-----RequestVote----|                     |
165.181ms  |                     |----RequestVote----->|  sent 156.527ms
167.640ms  |----VoteGranted----->*                     |  sent 161.829ms; leads term 1
173.518ms  |                     |<-----VoteGranted----|  sent 165.181ms
174.748ms  |<----AppendEntries---|                     |  sent 167.640ms
176.404ms  |                     |---AppendEntries---->|  sent 167.640ms
182.681ms  |------Appended------>*                     |  sent 174.748ms; 1: no-op
185.907ms  |                     |<------Appended------|  sent 176.404ms
217.640ms  |                     *                     |  heartbeat
223.780ms  *<------Heartbeat-----|                     |  1: no-op
227.321ms  |                     |-----Heartbeat------>*  sent 217.640ms; 1: no-op
233.058ms  |------Appended------>|                     |  sent 223.780ms
234.556ms  |                     |<------Appended------|  sent 227.321ms
260.000ms  |                     *                     |  put x old
266.951ms  |<----AppendEntries---|                     |
268.195ms  |                     |---AppendEntries---->|  sent 260.000ms
274.031ms  |------Appended------>*                     |  sent 266.951ms; 2: put x old
275.444ms  |                     |<------Appended------|  sent 268.195ms
290.000ms  |                     *                     |  get x; answers get x: old
310.000ms  |                     *                     |  heartbeat
310.000ms  |x------Heartbeat-----|                     |  cut 316.328ms
310.000ms  |                     |-----Heartbeat------x|  cut 317.896ms
360.000ms  |                     *                     |  heartbeat
360.000ms  |x------Heartbeat-----|                     |  cut 367.115ms
360.000ms  |                     |-----Heartbeat------x|  cut 367.314ms
360.000ms  |                     *                     |  get x; answers get x: old
410.000ms  |                     *                     |  heartbeat
410.000ms  |x------Heartbeat-----|                     |  cut 416.271ms
410.000ms  |                     |-----Heartbeat------x|  cut 419.288ms
416.951ms  *                     |                     |  leader-silent
418.195ms  |                     |                     *  leader-silent
418.528ms  *                     |                     |  election-timeout
418.528ms  |----RequestVote-----x|                     |  cut 428.367ms
427.471ms  |---------------------+----RequestVote----->|
436.491ms  *<-----VoteGranted----+---------------------|  leads term 2
436.491ms  |---AppendEntries----x|                     |  cut 444.618ms
443.000ms  *                     |                     |  put x new
443.000ms  |---AppendEntries----x|                     |  cut 448.989ms
444.173ms  |---------------------+---AppendEntries---->|  sent 436.491ms
449.306ms  |---------------------+---AppendEntries---->|  sent 443.000ms
449.373ms  *<------Appended------+---------------------|  sent 444.173ms; 2: put x old; 3: no-op
454.807ms  |---------------------+---AppendEntries---->*  2: put x old; 3: no-op
456.464ms  *<------Appended------+---------------------|  sent 449.306ms; 4: put x new
460.000ms  |                     *                     |  heartbeat
460.000ms  |x------Heartbeat-----|                     |  cut 468.666ms
460.000ms  |                     |-----Heartbeat------x|  cut 467.318ms
460.810ms  |<------Appended------+---------------------|  sent 454.807ms
465.000ms  |                     *                     |  get x
465.000ms  |x------Heartbeat-----|                     |  cut 470.238ms
465.000ms  |                     |-----Heartbeat------x|  cut 470.188ms
493.000ms  *                     |                     |  heartbeat
493.000ms  |-AppendEntries-~     |                     |  under way
499.710ms  |---------------------+-----Heartbeat------>*  4: put x new
499.710ms  |                  ~--+-------Appended------|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds
at-most-once          holds
