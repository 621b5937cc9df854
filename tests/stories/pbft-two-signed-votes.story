# PBFT: two signed votes
#
# R4 signs two prepares for one number. R2 has both: a proof that it can show to anybody.
# Do: Select R2 at the end and read its proofs.
# Look for: R4 has signed x and y for one number: two messages prove that it lies.
protocol pbft
nodes 4
traitors R4 honest
network delay 10ms
at 0ms R1 do x
at 25ms forge Prepare R4->R2 0 1 y
until 100ms
view at 35ms
expect requests-executed holds
----
      R1             R2             R3             R4
 0ms  *              |              |              |  do x
10ms  |-PrePrepare-->|              |              |
10ms  |--------------+-PrePrepare-->|              |  sent 0ms
10ms  |--------------+--------------+-PrePrepare-->|  sent 0ms
20ms  |<---Prepare---|              |              |  sent 10ms
20ms  *<---Prepare---+--------------|              |  sent 10ms; prepared: x at 1 in view 0
20ms  |<---Prepare---+--------------+--------------|  sent 10ms
20ms  |              *<---Prepare---|              |  sent 10ms; prepared: x at 1 in view 0
20ms  |              |<---Prepare---+--------------|  sent 10ms
20ms  |              |---Prepare--->*              |  sent 10ms; prepared: x at 1 in view 0
20ms  |              |              |<---Prepare---|  sent 10ms
20ms  |              |--------------+---Prepare--->*  sent 10ms; prepared: x at 1 in view 0
20ms  |              |              |---Prepare--->|  sent 10ms
25ms  |              |              |              *  forged Prepare
30ms  |<----Commit---|              |              |  sent 20ms
30ms  *<----Commit---+--------------|              |  sent 20ms; 1: x
30ms  |<----Commit---+--------------+--------------|  sent 20ms
30ms  |---Commit---->|              |              |  sent 20ms
30ms  |              *<----Commit---|              |  sent 20ms; 1: x
30ms  |              |<----Commit---+--------------|  sent 20ms
30ms  |--------------+---Commit---->|              |  sent 20ms
30ms  |              |---Commit---->*              |  sent 20ms; 1: x
30ms  |              |              |<----Commit---|  sent 20ms
30ms  |--------------+--------------+---Commit---->|  sent 20ms
30ms  |              |--------------+---Commit---->*  sent 20ms; 1: x
30ms  |              |              |---Commit---->|  sent 20ms
35ms  |              *<---Prepare---+--------------|  forged; sent 25ms; x at 1 in view 0 and y at 1 in view 0: R4 has signed both, s…
one-prepared       holds
one-order          holds
commits-are-known  holds
answers-are-true   holds, not tested yet
requests-executed  holds
