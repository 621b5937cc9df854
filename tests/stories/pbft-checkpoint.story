# PBFT: a checkpoint
#
# A checkpoint after every request: a quorum of equal checkpoints is stable, and R4, which was cut off, takes the state over.
# Do: Select R4 before and after 110 ms.
# Look for: Equal checkpoints of a quorum are stable; R4 was cut off and takes the state over.
protocol pbft
nodes 4
set checkpoint 1
network delay 10ms
at 0ms partition R4
at 10ms R1 do x
at 60ms heal
at 70ms R1 do y
until 150ms
view at 110ms
expect one-order holds
----
       R1             R2             R3             R4
 10ms  *              |              |              |  do x
 10ms  |--------------+--------------+-PrePrepare--x|  cut 20ms
 20ms  |-PrePrepare-->|              |              |
 20ms  |              |--------------+---Prepare---x|  cut 30ms
 20ms  |--------------+-PrePrepare-->|              |  sent 10ms
 20ms  |              |              |---Prepare---x|  cut 30ms
 30ms  |<---Prepare---|              |              |  sent 20ms
 30ms  *<---Prepare---+--------------|              |  sent 20ms; prepared: x at 1 in view 0
 30ms  |--------------+--------------+---Commit----x|  cut 40ms
 30ms  |              *<---Prepare---|              |  sent 20ms; prepared: x at 1 in view 0
 30ms  |              |--------------+---Commit----x|  cut 40ms
 30ms  |              |---Prepare--->*              |  sent 20ms; prepared: x at 1 in view 0
 30ms  |              |              |---Commit----x|  cut 40ms
 40ms  |<----Commit---|              |              |  sent 30ms
 40ms  *<----Commit---+--------------|              |  sent 30ms; 1: x
 40ms  |--------------+--------------+-Checkpoint--x|  cut 50ms
 40ms  |---Commit---->|              |              |  sent 30ms
 40ms  |              *<----Commit---|              |  sent 30ms; 1: x
 40ms  |              |--------------+-Checkpoint--x|  cut 50ms
 40ms  |--------------+---Commit---->|              |  sent 30ms
 40ms  |              |---Commit---->*              |  sent 30ms; 1: x
 40ms  |              |              |-Checkpoint--x|  cut 50ms
 50ms  |<--Checkpoint-|              |              |  sent 40ms
 50ms  *<--Checkpoint-+--------------|              |  sent 40ms; the checkpoint at 1 is stable
 50ms  |-Checkpoint-->|              |              |  sent 40ms
 50ms  |              *<--Checkpoint-|              |  sent 40ms; the checkpoint at 1 is stable
 50ms  |--------------+-Checkpoint-->|              |  sent 40ms
 50ms  |              |-Checkpoint-->*              |  sent 40ms; the checkpoint at 1 is stable
 70ms  *              |              |              |  do y
 80ms  |-PrePrepare-->|              |              |
 80ms  |--------------+-PrePrepare-->|              |  sent 70ms
 80ms  |--------------+--------------+-PrePrepare-->|  sent 70ms
 90ms  |<---Prepare---|              |              |  sent 80ms
 90ms  *<---Prepare---+--------------|              |  sent 80ms; prepared: y at 2 in view 0
 90ms  |<---Prepare---+--------------+--------------|  sent 80ms
 90ms  |              *<---Prepare---|              |  sent 80ms; prepared: y at 2 in view 0
 90ms  |              |<---Prepare---+--------------|  sent 80ms
 90ms  |              |---Prepare--->*              |  sent 80ms; prepared: y at 2 in view 0
 90ms  |              |              |<---Prepare---|  sent 80ms
 90ms  |              |--------------+---Prepare--->*  sent 80ms; prepared: y at 2 in view 0
 90ms  |              |              |---Prepare--->|  sent 80ms
100ms  |<----Commit---|              |              |  sent 90ms
100ms  *<----Commit---+--------------|              |  sent 90ms; 2: y
100ms  |<----Commit---+--------------+--------------|  sent 90ms
100ms  |---Commit---->|              |              |  sent 90ms
100ms  |              *<----Commit---|              |  sent 90ms; 2: y
100ms  |              |<----Commit---+--------------|  sent 90ms
100ms  |--------------+---Commit---->|              |  sent 90ms
100ms  |              |---Commit---->*              |  sent 90ms; 2: y
100ms  |              |              |<----Commit---|  sent 90ms
100ms  |--------------+--------------+---Commit---->|  sent 90ms
100ms  |              |--------------+---Commit---->|  sent 90ms
100ms  |              |              |---Commit---->|  sent 90ms
110ms  |<--Checkpoint-|              |              |  sent 100ms
110ms  *<--Checkpoint-+--------------|              |  sent 100ms; the checkpoint at 2 is stable
110ms  |-Checkpoint-->|              |              |  sent 100ms
110ms  |              *<--Checkpoint-|              |  sent 100ms; the checkpoint at 2 is stable
110ms  |--------------+-Checkpoint-->|              |  sent 100ms
110ms  |              |-Checkpoint-->*              |  sent 100ms; the checkpoint at 2 is stable
110ms  |--------------+--------------+-Checkpoint-->|  sent 100ms
110ms  |              |--------------+-Checkpoint-->|  sent 100ms
110ms  |              |              |-Checkpoint-->*  sent 100ms; the checkpoint at 2 is stable; takes over the state of others
one-prepared       holds
one-order          holds
commits-are-known  holds
answers-are-true   holds, not tested yet
requests-executed  holds
