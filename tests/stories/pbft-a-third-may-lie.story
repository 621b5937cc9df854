# PBFT: a third may lie
#
# Three replicas, one may lie, and two are a quorum: two quorums share the liar, and nobody else.
# Do: Add a fourth replica.
# Look for: Two quorums of two among three share the liar, and nobody else.
protocol pbft third-may-lie
nodes 3
traitors R1
schedule manual
forge PrePrepare R1->R2 0 1 x
forge Commit R1->R2 0 1 x
forge PrePrepare R1->R3 0 1 y
forge Commit R1->R3 0 1 y
expect one-order violated
----
R1                 R2                 R3
*                  |                  |  forged PrePrepare
|---PrePrepare---->*                  |  forged; prepared: x at 1 in view 0
|       ~--Prepare-|                  |  under way
|                  |-Prepare--~       |  under way
|       ~--Commit--|                  |  under way
|                  |--Commit--~       |  under way
*                  |                  |  forged Commit
|-----Commit------>*                  |  forged; 1: x
*                  |                  |  forged PrePrepare
|------------------+---PrePrepare---->*  forged; prepared: y at 1 in view 0
|                ~-+------Prepare-----|  under way
|                  |       ~--Prepare-|  under way
|                ~-+------Commit------|  under way
|                  |       ~--Commit--|  under way
*                  |                  |  forged Commit
|------------------+-----Commit------>*  forged; 1: y
one-prepared       violated: In view 0 at 1, R2 has prepared x, and R3 has prepared y. (R3)
one-order          violated: At 1, R2 has executed x, and R3 has executed y. (R3)
commits-are-known  violated: x is committed at R2 in view 0 at 1, and prepared at 1 honest replicas. (R2)
answers-are-true   holds, not tested yet
requests-executed  holds, not tested yet
left traitors-below-third: 1 of 3 nodes may lie, and that is not fewer than a third.
