# Servers that propose, accept and learn
#
# What a server sends to itself it handles at once: P1's own promise and its own vote are
# part of the step, so that two answers of others are enough.
protocol paxos
nodes 3
schedule manual
P1 propose x
deliver Prepare P1->P2
deliver Promise P2->P1
deliver Accept P1->P2
deliver Accepted P2->P1
deliver Accepted P1->P3
deliver Accepted P2->P3
expect value-chosen holds
expect value-learned holds
----
     P1               P2               P3
1ms  *                |                |  propose x; promises 1.1
1ms  |----Prepare-----+-~              |  under way
2ms  |----Prepare---->*                |  promises 1.1
3ms  *<----Promise----|                |  is free to propose x; accepts x in 1.1
3ms  |-----Accept-----+-~              |  under way
3ms  |-Accepted-~     |                |  under way
4ms  |----Accept----->*                |  accepts x in 1.1
5ms  *<----Accepted---|                |  x
6ms  |----------------+---Accepted---->|  sent 3ms
7ms  |                |---Accepted---->*  sent 4ms; x
agreement             holds
validity              holds
integrity             holds
learned-chosen        holds
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         holds
