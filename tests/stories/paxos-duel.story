# A duel: four ballots, and nothing is chosen
#
# Each proposer gets its promises just before the other's values could be accepted. The
# Accepts of 1.1, 1.2 and 2.1 would all be refused now; those of 2.2 would not. Nothing
# is lost and nobody fails: safety is kept, progress is not.
protocol paxos
proposers 2
acceptors 3
learners 0
schedule manual
P1 propose x
deliver Prepare P1->A1
deliver Prepare P1->A2
deliver Promise A1->P1
deliver Promise A2->P1
P2 propose y
deliver Prepare P2->A1
deliver Prepare P2->A2
deliver Promise A1->P2
deliver Promise A2->P2
fire P1 retry
deliver Prepare P1->A1 2
deliver Prepare P1->A2 2
deliver Promise A1->P1
deliver Promise A2->P1
fire P2 retry
deliver Prepare P2->A1 2
deliver Prepare P2->A2 2
deliver Promise A1->P2
deliver Promise A2->P2
deliver Accept P1->A1
deliver AcceptRefused A1->P1
deliver Accept P2->A1
deliver Accept P1->A1 2
expect agreement holds
expect value-chosen pending
----
      P1                P2                A1          A2    A3
 1ms  *                 |                 |           |     |  propose x
 1ms  |-----Prepare-----+-----------~     |           |     |  under way
 2ms  |-----------------+----Prepare----->*           |     |  promises 1.1
 3ms  |-----------------+-----------------+-Prepare-->*     |  sent 1ms; promises 1.1
 4ms  |<-----Promise----+-----------------|           |     |  sent 2ms
 5ms  *<-----Promise----+-----------------+-----------|     |  sent 3ms; is free to propose x
 5ms  |-----Accept------+--------~        |           |     |  under way
 5ms  |-----Accept------+-----------~     |           |     |  under way
 6ms  |                 *                 |           |     |  propose y
 6ms  |                 |-----Prepare-----+-~         |     |  under way
 7ms  |                 |----Prepare----->*           |     |  promises 1.2
 8ms  |                 |-----------------+-Prepare-->*     |  sent 6ms; promises 1.2
 9ms  |                 |<-----Promise----|           |     |  sent 7ms
10ms  |                 *<-----Promise----+-----------|     |  sent 8ms; is free to propose y
10ms  |                 |-----Accept-----~|           |     |  under way
10ms  |                 |-----Accept------+-~         |     |  under way
11ms  *                 |                 |           |     |  retry
11ms  |-----Prepare-----+-----------~     |           |     |  under way
12ms  |-----------------+----Prepare----->*           |     |  promises 2.1
13ms  |-----------------+-----------------+-Prepare-->*     |  sent 11ms; promises 2.1
14ms  |<-----Promise----+-----------------|           |     |  sent 12ms
15ms  *<-----Promise----+-----------------+-----------|     |  sent 13ms; is free to propose x
15ms  |-----Accept------+--------~        |           |     |  under way
15ms  |-----Accept------+-----------~     |           |     |  under way
16ms  |                 *                 |           |     |  retry
16ms  |                 |-----Prepare-----+-~         |     |  under way
17ms  |                 |----Prepare----->*           |     |  promises 2.2
18ms  |                 |-----------------+-Prepare-->*     |  sent 16ms; promises 2.2
19ms  |                 |<-----Promise----|           |     |  sent 17ms
20ms  |                 *<-----Promise----+-----------|     |  sent 18ms; is free to propose y
20ms  |                 |-Accept--~       |           |     |  under way
20ms  |                 |-----Accept-----~|           |     |  under way
20ms  |                 |-----Accept------+-~         |     |  under way
21ms  |-----------------+-----Accept----->*           |     |  sent 5ms; refuses 1.1: it has promised 2.2
22ms  |<--AcceptRefused-+-----------------|           |     |
23ms  |                 |-----Accept----->*           |     |  sent 10ms; refuses 1.2: it has promised 2.2
23ms  |                 | ~-AcceptRefused-|           |     |  under way
24ms  |-----------------+-----Accept----->*           |     |  sent 15ms; refuses 2.1: it has promised 2.2
24ms  |               ~-+--AcceptRefused--|           |     |  under way
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
