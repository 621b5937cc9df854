# PBFT: a primary that lies
#
# The primary tells R2 and R4 something else than R3: enough to prepare it, too little to commit it. View 1 brings it to all.
# Do: Look at who is prepared in view 0, and for what.
# Look for: Two backups of three are enough to prepare and too few to commit. View 1 takes up their certificate.
protocol pbft
nodes 4
set view-timeout 60ms
traitors R1 equivocating
network delay 10ms
at 0ms R1 do x
until 200ms
view at 90ms
expect one-order holds
expect requests-executed holds
----
       R1             R2             R3             R4
  0ms  *              |              |              |  do x
 10ms  |-PrePrepare-->|              |              |
 10ms  |--------------+-PrePrepare-->|              |  sent 0ms
 10ms  |--------------+--------------+-PrePrepare-->|  sent 0ms
 20ms  |<---Prepare---|              |              |  sent 10ms
 20ms  |<---Prepare---+--------------|              |  sent 10ms
 20ms  |<---Prepare---+--------------+--------------|  sent 10ms
 20ms  |              |<---Prepare---|              |  sent 10ms
 20ms  |              *<---Prepare---+--------------|  sent 10ms; prepared: lie at 1 in view 0
 20ms  |              |---Prepare--->|              |  sent 10ms
 20ms  |              |              |<---Prepare---|  sent 10ms
 20ms  |              |--------------+---Prepare--->*  sent 10ms; prepared: lie at 1 in view 0
 20ms  |              |              |---Prepare--->|  sent 10ms
 30ms  |<----Commit---|              |              |  sent 20ms
 30ms  |<----Commit---+--------------+--------------|  sent 20ms
 30ms  |              |<----Commit---+--------------|  sent 20ms
 30ms  |              |---Commit---->|              |  sent 20ms
 30ms  |              |              |<----Commit---|  sent 20ms
 30ms  |              |--------------+---Commit---->|  sent 20ms
 70ms  |              *              |              |  view-timeout
 70ms  |              |              *              |  view-timeout
 70ms  |              |              |              *  view-timeout
 80ms  |<--ViewChange-|              |              |  sent 70ms
 80ms  *<--ViewChange-+--------------|              |  sent 70ms; 2 replicas want a higher view
 80ms  |<--ViewChange-+--------------+--------------|  sent 70ms
 80ms  |              |<--ViewChange-|              |  sent 70ms
 80ms  |              |<--ViewChange-+--------------|  sent 70ms
 80ms  |              |-ViewChange-->|              |  sent 70ms
 80ms  |              |              |<--ViewChange-|  sent 70ms
 80ms  |              |--------------+-ViewChange-->|  sent 70ms
 80ms  |              |              |-ViewChange-->|  sent 70ms
 90ms  |<---NewView---|              |              |  sent 80ms
 90ms  |-ViewChange-->*              |              |  sent 80ms; takes no notice of a view change that is over
 90ms  |--------------+-ViewChange-->|              |  sent 80ms
 90ms  |              |---NewView--->|              |  sent 80ms
 90ms  |--------------+--------------+-ViewChange-->|  sent 80ms
 90ms  |              |--------------+---NewView--->|  sent 80ms
100ms  *<---Prepare---+--------------|              |  sent 90ms; prepared: lie at 1 in view 1
100ms  |<---Prepare---+--------------+--------------|  sent 90ms
100ms  |---Request--->|              |              |  sent 90ms
100ms  |---Prepare--->|              |              |  sent 90ms
100ms  |              |<---Request---|              |  sent 90ms
100ms  |              *<---Prepare---|              |  sent 90ms; prepared: lie at 1 in view 1
100ms  |              |<---Request---+--------------|  sent 90ms
100ms  |              |<---Prepare---+--------------|  sent 90ms
100ms  |--------------+---Prepare--->*              |  sent 90ms; prepared: lie at 1 in view 1
100ms  |              |              |<---Prepare---|  sent 90ms
100ms  |--------------+--------------+---Prepare--->*  sent 90ms; prepared: lie at 1 in view 1
100ms  |              |              |---Prepare--->|  sent 90ms
110ms  |<--PrePrepare-|              |              |  sent 100ms
110ms  |<----Commit---|              |              |  sent 100ms
110ms  *<----Commit---+--------------|              |  sent 100ms; 1: lie
110ms  |<----Commit---+--------------+--------------|  sent 100ms
110ms  |---Commit---->|              |              |  sent 100ms
110ms  |              *<----Commit---|              |  sent 100ms; 1: lie
110ms  |              |<----Commit---+--------------|  sent 100ms
110ms  |--------------+---Commit---->|              |  sent 100ms
110ms  |              |-PrePrepare-->|              |  sent 100ms
110ms  |              |---Commit---->*              |  sent 100ms; 1: lie
110ms  |              |              |<----Commit---|  sent 100ms
110ms  |--------------+--------------+---Commit---->|  sent 100ms
110ms  |              |--------------+-PrePrepare-->|  sent 100ms
110ms  |              |--------------+---Commit---->*  sent 100ms; 1: lie
110ms  |              |              |---Commit---->|  sent 100ms
120ms  *<---Prepare---+--------------|              |  sent 110ms; prepared: x at 2 in view 1
120ms  |<---Prepare---+--------------+--------------|  sent 110ms
120ms  |---Prepare--->|              |              |  sent 110ms
120ms  |              |<---Prepare---|              |  sent 110ms
120ms  |              *<---Prepare---+--------------|  sent 110ms; prepared: x at 2 in view 1
120ms  |--------------+---Prepare--->*              |  sent 110ms; prepared: x at 2 in view 1
120ms  |              |              |<---Prepare---|  sent 110ms
120ms  |--------------+--------------+---Prepare--->|  sent 110ms
120ms  |              |              |---Prepare--->*  sent 110ms; prepared: x at 2 in view 1
130ms  |<----Commit---|              |              |  sent 120ms
130ms  *<----Commit---+--------------|              |  sent 120ms; 2: x
130ms  |<----Commit---+--------------+--------------|  sent 120ms
130ms  |---Commit---->|              |              |  sent 120ms
130ms  |              |<----Commit---|              |  sent 120ms
130ms  |              *<----Commit---+--------------|  sent 120ms; 2: x
130ms  |--------------+---Commit---->|              |  sent 120ms
130ms  |              |---Commit---->*              |  sent 120ms; 2: x
130ms  |              |              |<----Commit---|  sent 120ms
130ms  |--------------+--------------+---Commit---->|  sent 120ms
130ms  |              |--------------+---Commit---->|  sent 120ms
130ms  |              |              |---Commit---->*  sent 120ms; 2: x
one-prepared       holds
one-order          holds
commits-are-known  holds
answers-are-true   holds, not tested yet
requests-executed  holds, not tested yet
