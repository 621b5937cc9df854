# Seven steps to a chosen value
#
# A start, two Prepares, two Promises, two Accepts: A2's vote makes a majority of three,
# and x is chosen, though neither P1 nor L1 can know before two votes have reached them.
protocol paxos
proposers 1
acceptors 3
learners 1
schedule manual
P1 propose x
deliver Prepare P1->A1
deliver Prepare P1->A2
deliver Promise A1->P1
deliver Promise A2->P1
deliver Accept P1->A1
deliver Accept P1->A2
expect value-chosen holds
expect value-learned pending
----
     P1           A1           A2           A3    L1
1ms  *            |            |            |     |  propose x
1ms  |--Prepare---+--------~   |            |     |  under way
2ms  |--Prepare-->*            |            |     |  promises 1.1
3ms  |------------+--Prepare-->*            |     |  sent 1ms; promises 1.1
4ms  |<--Promise--|            |            |     |  sent 2ms
5ms  *<--Promise--+------------|            |     |  sent 3ms; is free to propose x
5ms  |---Accept---+--------~   |            |     |  under way
6ms  |--Accept--->*            |            |     |  accepts x in 1.1
6ms  | ~-Accepted-|            |            |     |  under way
6ms  |            |--Accepted--+----~       |     |  under way
7ms  |------------+--Accept--->*            |     |  sent 5ms; accepts x in 1.1
7ms  |          ~-+--Accepted--|            |     |  under way
7ms  |            |            |-Accepted-~ |     |  under way
agreement             holds
validity              holds
integrity             holds, not tested yet
learned-chosen        holds, not tested yet
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         pending
