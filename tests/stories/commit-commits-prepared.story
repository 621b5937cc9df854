# In doubt, P2 commits: four steps
#
# It has voted yes and takes the silence for a yes. P1 had aborted before anybody asked it.
protocol commit commits-prepared
schedule manual
C begin
fire P1 patience
deliver Prepare C->P2
fire P2 patience
view properties atomicity
expect atomicity violated
----
     C               P1              P2
1ms  *               |               |  begin
1ms  |-Prepare-~     |               |  under way
2ms  |               *               |  patience; abort
2ms  |      ~-VoteNo-|               |  under way
3ms  |---------------+---Prepare---->|  sent 1ms
3ms  |             ~-+----VoteYes----|  under way
4ms  |               |               *  patience; commit
atomicity    violated: P2 has committed, and P1 has aborted. (P2 at 4ms)
unanimity    violated: P2 has committed, and P1 voted no. (P2 at 4ms)
irrevocable  holds
all-decide   holds
