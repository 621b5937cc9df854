# A participant forgets that it has voted: seven steps
protocol commit forgets-prepared
schedule manual
C begin
deliver Prepare C->P1
crash P1
restart P1
deliver VoteYes P1->C
deliver Prepare C->P2
deliver VoteYes P2->C
view properties atomicity
expect atomicity violated
----
     C               P1              P2
1ms  *               |               |  begin
2ms  |---Prepare---->|               |
3ms  |               X               |  crash
4ms  |               ^               |  restart; abort
4ms  |      ~-VoteNo-|               |  under way
5ms  |<----VoteYes---|               |  sent 2ms
6ms  |---------------+---Prepare---->|  sent 1ms
7ms  *<----VoteYes---+---------------|  commit
7ms  |-Commit-~      |               |  under way
7ms  |----Commit-----+-~             |  under way
atomicity    violated: C has committed, and P1 has aborted. (C at 7ms)
unanimity    violated: C has committed, and P1 voted no. (C at 7ms)
irrevocable  holds
all-decide   pending
