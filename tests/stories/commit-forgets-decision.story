# The coordinator forgets that it has committed: nine steps
protocol commit forgets-decision
schedule manual
C begin
deliver Prepare C->P1
deliver VoteYes P1->C
deliver Prepare C->P2
deliver VoteYes P2->C
crash C
restart C
deliver Abort C->P2
deliver Commit C->P1
view properties atomicity
expect atomicity violated
----
     C               P1              P2
1ms  *               |               |  begin
2ms  |---Prepare---->|               |
3ms  |<----VoteYes---|               |
4ms  |---------------+---Prepare---->|  sent 1ms
5ms  *<----VoteYes---+---------------|  commit
5ms  |----Commit-----+-~             |  under way
6ms  X               |               |  crash
7ms  ^               |               |  restart; abort
7ms  |-Abort--~      |               |  under way
8ms  |---------------+----Abort----->*  abort
8ms  |             ~-+------Ack------|  under way
9ms  |----Commit---->*               |  sent 5ms; commit
9ms  |      ~---Ack--|               |  under way
atomicity    violated: P1 has committed, and P2 has aborted. (P1 at 9ms)
unanimity    holds
irrevocable  holds
all-decide   holds
