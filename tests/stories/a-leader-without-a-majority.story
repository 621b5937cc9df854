# A leader that no majority answers steps down
#
# S3 is cut off with its client, and hears from nobody. With `set check-quorum on` it leads
# no longer than an election timeout (dissertation, section 6.2).
protocol raft
nodes 3
clients 1
seed 1
set check-quorum on
at 500ms partition S3 C1
until 900ms
expect election-safety holds
----
           S1              S2              S3    C1
197.214ms  |               |               *     |  election-timeout
209.600ms  |<--RequestVote-+---------------|     |
210.683ms  |               |<--RequestVote-|     |  sent 197.214ms
223.102ms  |               |-VoteGranted-->*     |  leads term 1
223.758ms  |---------------+-VoteGranted-->|     |  sent 209.600ms
234.839ms  |               |<---Heartbeat--|     |  sent 223.102ms
241.547ms  |<---Heartbeat--+---------------|     |  sent 223.102ms
251.488ms  |               |---Appended--->|     |  sent 234.839ms
257.159ms  |---------------+---Appended--->|     |  sent 241.547ms
273.102ms  |               |               *     |  heartbeat
284.241ms  |               |<---Heartbeat--|     |
288.652ms  |<---Heartbeat--+---------------|     |  sent 273.102ms
297.275ms  |               |---Appended--->|     |  sent 284.241ms
299.924ms  |---------------+---Appended--->|     |  sent 288.652ms
323.102ms  |               |               *     |  heartbeat
339.802ms  |               |<---Heartbeat--|     |
340.127ms  |<---Heartbeat--+---------------|     |  sent 323.102ms
355.113ms  |               |---Appended--->|     |  sent 339.802ms
359.977ms  |---------------+---Appended--->|     |  sent 340.127ms
373.102ms  |               |               *     |  heartbeat
373.102ms  |               |               *     |  quorum-timeout
384.743ms  |<---Heartbeat--+---------------|     |  sent 373.102ms
386.667ms  |               |<---Heartbeat--|     |  sent 373.102ms
395.112ms  |---------------+---Appended--->|     |  sent 384.743ms
404.064ms  |               |---Appended--->|     |  sent 386.667ms
423.102ms  |               |               *     |  heartbeat
433.565ms  |<---Heartbeat--+---------------|     |
434.359ms  |               |<---Heartbeat--|     |  sent 423.102ms
446.772ms  |               |---Appended--->|     |
449.621ms  |---------------+---Appended--->|     |  sent 433.565ms
473.102ms  |               |               *     |  heartbeat
486.387ms  |               |<---Heartbeat--|     |
488.464ms  |<---Heartbeat--+---------------|     |  sent 473.102ms
488.464ms  |---------------+---Appended---x|     |  cut 500.668ms
498.694ms  |               |---Appended--->|     |  sent 486.387ms
523.102ms  |               |               *     |  heartbeat
523.102ms  |x---Heartbeat--+---------------|     |  cut 540.656ms
523.102ms  |               |x---Heartbeat--|     |  cut 536.744ms
523.102ms  |               |               *     |  quorum-timeout
573.102ms  |               |               *     |  heartbeat
573.102ms  |x---Heartbeat--+---------------|     |  cut 587.893ms
573.102ms  |               |x---Heartbeat--|     |  cut 586.622ms
623.102ms  |               |               *     |  heartbeat
623.102ms  |x---Heartbeat--+---------------|     |  cut 638.075ms
623.102ms  |               |x---Heartbeat--|     |  cut 641.008ms
673.102ms  |               |               *     |  heartbeat
673.102ms  |x---Heartbeat--+---------------|     |  cut 685.014ms
673.102ms  |               |x---Heartbeat--|     |  cut 692.986ms
673.102ms  |               |               *     |  quorum-timeout; steps down: no majority has answered for an election timeout
744.128ms  *               |               |     |  election-timeout
744.128ms  |---------------+-RequestVote--x|     |  cut 758.655ms
755.618ms  |-RequestVote-->|               |     |
774.658ms  *<--VoteGranted-|               |     |  leads term 2
774.658ms  |---------------+--Heartbeat---x|     |  cut 791.525ms
787.160ms  |--Heartbeat--->|               |     |
799.005ms  |<---Appended---|               |     |
824.658ms  *               |               |     |  heartbeat
824.658ms  |---------------+--Heartbeat---x|     |  cut 844.252ms
840.496ms  |--Heartbeat--->|               |     |
852.897ms  |<---Appended---|               |     |
874.658ms  *               |               |     |  heartbeat
874.658ms  |---------------+--Heartbeat---x|     |  cut 894.347ms
885.616ms  |--Heartbeat--->|               |     |
896.543ms  |<---Appended---|               |     |
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
