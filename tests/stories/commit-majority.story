# Two of three votes are not enough: six steps
#
# A majority decides who leads. A transaction needs everybody, since everybody has to do its part.
protocol commit majority-commits
nodes 4
schedule manual
C begin
fire P3 patience
deliver Prepare C->P1
deliver VoteYes P1->C
deliver Prepare C->P2
deliver VoteYes P2->C
view properties atomicity
expect atomicity violated
----
     C           P1          P2         P3
1ms  *           |           |          |  begin
1ms  |--Prepare--+-------~   |          |  under way
2ms  |           |           |          *  patience; abort
2ms  |           |  ~--------+--VoteNo--|  under way
3ms  |-Prepare-->|           |          |  sent 1ms
4ms  |<--VoteYes-|           |          |
5ms  |-----------+-Prepare-->|          |  sent 1ms
6ms  *<--VoteYes-+-----------|          |  commit
6ms  |-Commit-~  |           |          |  under way
6ms  |--Commit---+-~         |          |  under way
6ms  |--Commit---+-------~   |          |  under way
atomicity    violated: C has committed, and P3 has aborted. (C at 6ms)
unanimity    violated: C has committed, and P3 voted no. (C at 6ms)
irrevocable  holds
all-decide   pending
