# PBFT: the next view executes it
#
# The primary crashes when R3 alone is prepared. Three view changes make view 1 begin, and R3's certificate brings x into it.
# Do: Count the view changes before the new view.
# Look for: R3 alone was prepared; its certificate is in its view change, so view 1 proposes x again.
protocol pbft
nodes 4
schedule manual
R1 do x
deliver PrePrepare R1->R2
deliver PrePrepare R1->R3
deliver Prepare R2->R3
crash R1
fire R2 view-timeout
fire R3 view-timeout
deliver ViewChange R3->R2
deliver ViewChange R2->R4
deliver ViewChange R3->R4
deliver ViewChange R4->R2
deliver NewView R2->R3
deliver NewView R2->R4
deliver Prepare R3->R2 2
deliver Prepare R4->R2
deliver Prepare R4->R3
deliver Prepare R3->R4 2
deliver Commit R3->R2 2
deliver Commit R4->R2
expect one-order holds
----
      R1             R2             R3             R4
 1ms  *              |              |              |  do x
 1ms  |--PrePrepare--+---------~    |              |  under way
 2ms  |-PrePrepare-->|              |              |
 2ms  |    ~-Prepare-|              |              |  under way
 2ms  |              |---Prepare----+-~            |  under way
 3ms  |--------------+-PrePrepare-->|              |  sent 1ms
 3ms  |            ~-+----Prepare---|              |  under way
 3ms  |              |    ~-Prepare-|              |  under way
 3ms  |              |              |-Prepare-~    |  under way
 4ms  |              |---Prepare--->*              |  sent 2ms; prepared: x at 1 in view 0
 4ms  |            ~-+----Commit----|              |  under way
 4ms  |              |     ~-Commit-|              |  under way
 4ms  |              |              |-Commit-~     |  under way
 5ms  X              |              |              |  crash
 6ms  :              *              |              |  view-timeout
 6ms  : ~-ViewChange-|              |              |  under way
 6ms  :              |-ViewChange-~ |              |  under way
 7ms  :              |              *              |  view-timeout
 7ms  :            ~-+--ViewChange--|              |  under way
 8ms  :              |<--ViewChange-|              |
 9ms  :              |--------------+-ViewChange-->|  sent 6ms
10ms  :              |              |-ViewChange-->*  sent 7ms; 2 replicas want a higher view
10ms  :              |    ~---------+--ViewChange--|  under way
10ms  :              |              | ~-ViewChange-|  under way
11ms  :              |<--ViewChange-+--------------|
11ms  :    ~-NewView-|              |              |  under way
12ms  :              |---NewView--->|              |
12ms  :            ~-+----Prepare---|              |  under way
12ms  :              |    ~-Request-|              |  under way
13ms  :              |--------------+---NewView--->|  sent 11ms
13ms  :              |    ~---------+----Prepare---|  under way
14ms  :              |<---Prepare---|              |  sent 12ms
15ms  :              *<---Prepare---+--------------|  sent 13ms; prepared: x at 1 in view 1
15ms  :     ~-Commit-|              |              |  under way
15ms  :              |-Commit-~     |              |  under way
15ms  :              |----Commit----+-~            |  under way
16ms  :              |              *<---Prepare---|  sent 13ms; prepared: x at 1 in view 1
16ms  :            ~-+----Commit----|              |  under way
16ms  :              |              |-Commit-~     |  under way
17ms  :              |              |---Prepare--->*  sent 12ms; prepared: x at 1 in view 1
17ms  :              |    ~---------+----Commit----|  under way
17ms  :              |              |     ~-Commit-|  under way
18ms  :              |<----Commit---|              |  sent 16ms
19ms  :              *<----Commit---+--------------|  sent 17ms; 1: x
one-prepared       holds
one-order          holds
commits-are-known  holds
answers-are-true   holds, not tested yet
requests-executed  pending
