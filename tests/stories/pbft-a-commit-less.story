# PBFT: a commit less
#
# Two commits are enough here: R3 executes x while nobody else is prepared. The view changes of R1, R2 and R4 know nothing of x, and view 1 executes y.
# Do: Find the first honest replica that is prepared beside R3.
# Look for: R3 executes x and nobody else is prepared, so the view changes know nothing of x.
protocol pbft small-commits
nodes 4
set suspects always
traitors R2
schedule manual
R1 do x
deliver PrePrepare R1->R3
forge Prepare R2->R3 0 1 x R1 1
forge Commit R2->R3 0 1 x R1 1
fire R1 view-timeout
fire R4 view-timeout
deliver ViewChange R1->R2
deliver ViewChange R4->R2
forge NewView R2->R1 1 R1 R2 R4
forge NewView R2->R4 1 R1 R2 R4
forge PrePrepare R2->R1 1 1 y
forge PrePrepare R2->R4 1 1 y
deliver Prepare R4->R1
forge Commit R2->R1 1 1 y
expect one-order violated
expect commits-are-known violated
----
      R1             R2             R3             R4
 1ms  *              |              |              |  do x
 1ms  |-PrePrepare-~ |              |              |  under way
 1ms  |--PrePrepare--+---------~    |              |  under way
 2ms  |--------------+-PrePrepare-->|              |
 2ms  |            ~-+----Prepare---|              |  under way
 2ms  |              |    ~-Prepare-|              |  under way
 2ms  |              |              |-Prepare-~    |  under way
 3ms  |              *              |              |  forged Prepare
 3ms  |              |---Prepare--->*              |  forged; prepared: x at 1 in view 0
 3ms  |            ~-+----Commit----|              |  under way
 3ms  |              |     ~-Commit-|              |  under way
 3ms  |              |              |-Commit-~     |  under way
 4ms  |              *              |              |  forged Commit
 4ms  |              |---Commit---->*              |  forged; 1: x
 5ms  *              |              |              |  view-timeout
 5ms  |--ViewChange--+-~            |              |  under way
 5ms  |--ViewChange--+---------~    |              |  under way
 6ms  |              |              |              *  view-timeout
 6ms  |              |    ~---------+--ViewChange--|  under way
 6ms  |              |              | ~-ViewChange-|  under way
 7ms  |-ViewChange-->|              |              |  sent 5ms
 8ms  |              |<--ViewChange-+--------------|  sent 6ms
 9ms  |              *              |              |  forged NewView
 9ms  |<---NewView---|              |              |  forged
 9ms  |-Request-~    |              |              |  under way
10ms  |              *              |              |  forged NewView
10ms  |              |--------------+---NewView--->|  forged
11ms  |              *              |              |  forged PrePrepare
11ms  |<--PrePrepare-|              |              |  forged
11ms  |-Prepare-~    |              |              |  under way
11ms  |---Prepare----+-~            |              |  under way
11ms  |---Prepare----+---------~    |              |  under way
12ms  |              *              |              |  forged PrePrepare
12ms  |              |--------------+-PrePrepare-->|  forged
12ms  |              |            ~-+----Prepare---|  under way
12ms  |              |              |    ~-Prepare-|  under way
13ms  *<---Prepare---+--------------+--------------|  prepared: y at 1 in view 1
13ms  |-Commit-~     |              |              |  under way
13ms  |----Commit----+-~            |              |  under way
13ms  |----Commit----+---------~    |              |  under way
14ms  |              *              |              |  forged Commit
14ms  *<----Commit---|              |              |  forged; 1: y
one-prepared       holds
one-order          violated: At 1, R3 has executed x, and R1 has executed y. (R1 at 14ms)
commits-are-known  violated: x is committed at R3 in view 0 at 1, and prepared at 1 honest replicas. (R3 at 4ms)
answers-are-true   holds, not tested yet
requests-executed  pending
