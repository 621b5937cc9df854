# A proposer that comes back uses no ballot twice
#
# P1 crashes with 1.1 under way. The disk has the round, so it goes on with 2.1. The old
# Accept of 1.1 finds that A2 has promised more.
protocol paxos
proposers 1
acceptors 3
learners 0
schedule manual
P1 propose x
deliver Prepare P1->A1
deliver Prepare P1->A2
deliver Promise A1->P1
deliver Promise A2->P1
crash P1
restart P1
P1 propose y
deliver Prepare P1->A2 2
deliver Accept P1->A2
expect one-value-per-ballot holds
expect promises-kept holds
----
      P1          A1                A2    A3
 1ms  *           |                 |     |  propose x
 1ms  |--Prepare--+-------~         |     |  under way
 2ms  |-Prepare-->*                 |     |  promises 1.1
 3ms  |-----------+----Prepare----->*     |  sent 1ms; promises 1.1
 4ms  |<--Promise-|                 |     |  sent 2ms
 5ms  *<--Promise-+-----------------|     |  sent 3ms; is free to propose x
 5ms  |-Accept-~  |                 |     |  under way
 5ms  |--Accept---+-------~         |     |  under way
 6ms  X           |                 |     |  crash
 7ms  ^           |                 |     |  restart
 8ms  *           |                 |     |  propose y
 8ms  |-Prepare-~ |                 |     |  under way
 8ms  |--Prepare--+-------~         |     |  under way
 9ms  |-----------+----Prepare----->*     |  promises 2.1
 9ms  |           |~-----Promise----|     |  under way
10ms  |-----------+-----Accept----->*     |  sent 5ms; refuses 1.1: it has promised 2.1
10ms  |           |~--AcceptRefused-|     |  under way
agreement             holds, not tested yet
validity              holds, not tested yet
integrity             holds, not tested yet
learned-chosen        holds, not tested yet
chosen-stays-chosen   holds, not tested yet
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          pending
value-learned         pending
