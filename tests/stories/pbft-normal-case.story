# PBFT: the normal case
#
# The primary gives the request a number, the backups prepare it, all commit it; the client needs two equal replies.
# Do: Drop prepares and commits until the client has no answer any more.
# Look for: Three of four stand in each certificate, and two equal replies are an answer.
protocol pbft
nodes 4
clients 1
network delay 10ms
at 0ms C1 do x
until 100ms
view at 30ms
expect requests-executed holds
----
      R1             R2             R3             R4        C1
 0ms  |              |              |              |         *  do x
10ms  |<---Request---+--------------+--------------+---------|
20ms  |-PrePrepare-->|              |              |         |
20ms  |--------------+-PrePrepare-->|              |         |  sent 10ms
20ms  |--------------+--------------+-PrePrepare-->|         |  sent 10ms
30ms  |<---Prepare---|              |              |         |  sent 20ms
30ms  *<---Prepare---+--------------|              |         |  sent 20ms; prepared: x at 1 in view 0
30ms  |<---Prepare---+--------------+--------------|         |  sent 20ms
30ms  |              *<---Prepare---|              |         |  sent 20ms; prepared: x at 1 in view 0
30ms  |              |<---Prepare---+--------------|         |  sent 20ms
30ms  |              |---Prepare--->*              |         |  sent 20ms; prepared: x at 1 in view 0
30ms  |              |              |<---Prepare---|         |  sent 20ms
30ms  |              |--------------+---Prepare--->*         |  sent 20ms; prepared: x at 1 in view 0
30ms  |              |              |---Prepare--->|         |  sent 20ms
40ms  |<----Commit---|              |              |         |  sent 30ms
40ms  *<----Commit---+--------------|              |         |  sent 30ms; 1: x
40ms  |<----Commit---+--------------+--------------|         |  sent 30ms
40ms  |---Commit---->|              |              |         |  sent 30ms
40ms  |              *<----Commit---|              |         |  sent 30ms; 1: x
40ms  |              |<----Commit---+--------------|         |  sent 30ms
40ms  |--------------+---Commit---->|              |         |  sent 30ms
40ms  |              |---Commit---->*              |         |  sent 30ms; 1: x
40ms  |              |              |<----Commit---|         |  sent 30ms
40ms  |--------------+--------------+---Commit---->|         |  sent 30ms
40ms  |              |--------------+---Commit---->*         |  sent 30ms; 1: x
40ms  |              |              |---Commit---->|         |  sent 30ms
50ms  |--------------+--------------+--------------+-Reply-->*  sent 40ms; has 1 of 2 equal replies
50ms  |              |--------------+--------------+-Reply-->*  sent 40ms; takes 1 for the answer
50ms  |              |              |--------------+-Reply-->|  sent 40ms
50ms  |              |              |              |-Reply-->|  sent 40ms
one-prepared       holds
one-order          holds
commits-are-known  holds
answers-are-true   holds
requests-executed  holds
