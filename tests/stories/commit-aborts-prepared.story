# In doubt, P1 gives up: six steps
#
# It has voted yes, waits too long, and aborts. C has all votes, and commits.
protocol commit aborts-prepared
schedule manual
C begin
deliver Prepare C->P1
fire P1 patience
deliver VoteYes P1->C
deliver Prepare C->P2
deliver VoteYes P2->C
view properties atomicity
expect atomicity violated
----
     C               P1              P2
1ms  *               |               |  begin
2ms  |---Prepare---->|               |
3ms  |               *               |  patience; abort
3ms  |      ~-VoteNo-|               |  under way
4ms  |<----VoteYes---|               |  sent 2ms
5ms  |---------------+---Prepare---->|  sent 1ms
6ms  *<----VoteYes---+---------------|  commit
6ms  |-Commit-~      |               |  under way
6ms  |----Commit-----+-~             |  under way
atomicity    violated: C has committed, and P1 has aborted. (C at 6ms)
unanimity    violated: C has committed, and P1 voted no. (C at 6ms)
irrevocable  holds
all-decide   pending
