# Paxos: one acceptor lies
#
# Paxos relies on it that nobody lies: A2 has accepted x, tells P2 that it has accepted nothing, and y is chosen too.
# Do: Take out the forged promise and let the true one arrive.
# Look for: A2 has accepted x and tells P2 that it has accepted nothing.
protocol paxos
proposers 2
acceptors 3
learners 0
set refusals off
traitors A2 honest
schedule manual
P1 propose x
P2 propose y
deliver Prepare P1->A1
deliver Prepare P1->A2
deliver Promise A1->P1
deliver Promise A2->P1
deliver Accept P1->A1
deliver Accept P1->A2
deliver Prepare P2->A3
deliver Promise A3->P2
forge Promise A2->P2 1.2
deliver Accept P2->A2
deliver Accept P2->A3
expect agreement violated
----
      P1          P2           A1           A2           A3
 1ms  *           |            |            |            |  propose x
 1ms  |--Prepare--+------------+---~        |            |  under way
 2ms  |           *            |            |            |  propose y
 2ms  |           |-Prepare-~  |            |            |  under way
 2ms  |           |--Prepare---+-~          |            |  under way
 3ms  |-----------+--Prepare-->*            |            |  sent 1ms; promises 1.1
 4ms  |-----------+------------+--Prepare-->*            |  sent 1ms; promises 1.1
 5ms  |<--Promise-+------------|            |            |  sent 3ms
 6ms  *<--Promise-+------------+------------|            |  sent 4ms; is free to propose x
 6ms  |--Accept---+------------+---~        |            |  under way
 7ms  |-----------+--Accept--->*            |            |  accepts x in 1.1
 7ms  |          ~+--Accepted--|            |            |  under way
 8ms  |-----------+------------+--Accept--->*            |  sent 6ms; accepts x in 1.1
 8ms  |           |    ~-------+--Accepted--|            |  under way
 9ms  |           |------------+------------+--Prepare-->*  sent 2ms; promises 1.2
10ms  |           |<--Promise--+------------+------------|
11ms  |           |            |            *            |  forged Promise
11ms  |           *<--Promise--+------------|            |  forged; is free to propose y
11ms  |           |-Accept-~   |            |            |  under way
12ms  |           |------------+--Accept--->*            |  accepts y in 1.2
12ms  |           |          ~-+--Accepted--|            |  under way
13ms  |           |------------+------------+--Accept--->*  sent 11ms; accepts y in 1.2
13ms  |           |            |   ~--------+--Accepted--|  under way
agreement             violated, not promised: x was chosen in 1.1, and y in 1.2. The run had left no-traitors before: Promise A2->P2 f1 came from a traitor. (A3 at 13ms)
validity              holds
integrity             holds, not tested yet
learned-chosen        holds, not tested yet
chosen-stays-chosen   violated, not promised: x was chosen in 1.1, but P2 proposed y in 1.2. The run had left no-traitors before: Promise A2->P2 f1 came from a traitor. (P2 at 11ms)
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         pending
left no-traitors: Promise A2->P2 f1 came from a traitor.
