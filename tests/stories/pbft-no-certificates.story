# PBFT: view changes without certificates
#
# View changes without certificates: R1 has executed x, R3 and R4 are prepared and do not say so, and view 1 begins without x.
# Do: Take the variant out of the first line.
# Look for: R3 and R4 are prepared and do not say so.
protocol pbft no-certificates
nodes 4
schedule manual
R1 do x
deliver PrePrepare R1->R3
deliver PrePrepare R1->R4
deliver Prepare R3->R1
deliver Prepare R4->R1
deliver Prepare R4->R3
deliver Prepare R3->R4
deliver Commit R3->R1
deliver Commit R4->R1
R2 do y
fire R3 view-timeout
fire R4 view-timeout
deliver ViewChange R3->R2
deliver ViewChange R4->R2
deliver NewView R2->R3
deliver NewView R2->R4
deliver PrePrepare R2->R3
deliver PrePrepare R2->R4
deliver Prepare R3->R2 2
deliver Prepare R4->R2 2
deliver Prepare R4->R3 2
deliver Prepare R3->R4 2
deliver Commit R3->R2 2
deliver Commit R4->R2 2
expect one-order violated
----
      R1             R2             R3             R4
 1ms  *              |              |              |  do x
 1ms  |-PrePrepare-~ |              |              |  under way
 2ms  |--------------+-PrePrepare-->|              |
 2ms  |              |    ~-Prepare-|              |  under way
 3ms  |--------------+--------------+-PrePrepare-->|  sent 1ms
 3ms  |              |            ~-+----Prepare---|  under way
 4ms  |<---Prepare---+--------------|              |  sent 2ms
 5ms  *<---Prepare---+--------------+--------------|  sent 3ms; prepared: x at 1 in view 0
 5ms  |-Commit-~     |              |              |  under way
 5ms  |----Commit----+-~            |              |  under way
 5ms  |----Commit----+---------~    |              |  under way
 6ms  |              |              *<---Prepare---|  sent 3ms; prepared: x at 1 in view 0
 6ms  |              |     ~-Commit-|              |  under way
 6ms  |              |              |-Commit-~     |  under way
 7ms  |              |              |---Prepare--->*  sent 2ms; prepared: x at 1 in view 0
 7ms  |              |            ~-+----Commit----|  under way
 7ms  |              |              |     ~-Commit-|  under way
 8ms  |<----Commit---+--------------|              |  sent 6ms
 9ms  *<----Commit---+--------------+--------------|  sent 7ms; 1: x
10ms  |              *              |              |  do y
10ms  |    ~-Request-|              |              |  under way
11ms  |              |              *              |  view-timeout
11ms  |            ~-+--ViewChange--|              |  under way
11ms  |              |              |-ViewChange-~ |  under way
12ms  |              |              |              *  view-timeout
12ms  |              |    ~---------+--ViewChange--|  under way
12ms  |              |              | ~-ViewChange-|  under way
13ms  |              |<--ViewChange-|              |  sent 11ms
14ms  |              *<--ViewChange-+--------------|  sent 12ms; 2 replicas want a higher view
14ms  | ~-ViewChange-|              |              |  under way
14ms  |              |-ViewChange-~ |              |  under way
14ms  |              |--ViewChange--+-~            |  under way
14ms  |    ~-NewView-|              |              |  under way
14ms  | ~-PrePrepare-|              |              |  under way
15ms  |              |---NewView--->|              |
15ms  |              |    ~-Request-|              |  under way
16ms  |              |--------------+---NewView--->|  sent 14ms
16ms  |              |            ~-+----Request---|  under way
17ms  |              |-PrePrepare-->|              |  sent 14ms
17ms  |            ~-+----Prepare---|              |  under way
18ms  |              |--------------+-PrePrepare-->|  sent 14ms
18ms  |              |    ~---------+----Prepare---|  under way
19ms  |              |<---Prepare---|              |  sent 17ms
20ms  |              *<---Prepare---+--------------|  sent 18ms; prepared: y at 1 in view 1
20ms  |     ~-Commit-|              |              |  under way
20ms  |              |-Commit-~     |              |  under way
20ms  |              |----Commit----+-~            |  under way
21ms  |              |              *<---Prepare---|  sent 18ms; prepared: y at 1 in view 1
21ms  |            ~-+----Commit----|              |  under way
21ms  |              |              |-Commit-~     |  under way
22ms  |              |              |---Prepare--->*  sent 17ms; prepared: y at 1 in view 1
22ms  |              |    ~---------+----Commit----|  under way
22ms  |              |              |     ~-Commit-|  under way
23ms  |              |<----Commit---|              |  sent 21ms
24ms  |              *<----Commit---+--------------|  sent 22ms; 1: y
one-prepared       holds
one-order          violated: At 1, R1 has executed x, and R2 has executed y. (R2 at 24ms)
commits-are-known  holds
answers-are-true   holds, not tested yet
requests-executed  pending
