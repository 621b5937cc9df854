# Refusals tell how high the next ballot must be
#
# A1 and A2 have promised 4.2. P1, which has used round 1 before, tries 2.1 and is refused;
# it gives up, and its next ballot is above what it was told. It has to adopt x.
protocol paxos
proposers 2
acceptors 3
learners 0
start P1 round 1
start A1 promised 4.2 accepted 3.1 x
start A2 promised 4.2
schedule manual
P1 propose y
deliver Prepare P1->A1
deliver PrepareRefused A1->P1
fire P1 retry
deliver Prepare P1->A1 2
deliver Prepare P1->A2 2
deliver Promise A1->P1
deliver Promise A2->P1
deliver Accept P1->A1
deliver Accept P1->A2
expect agreement holds
expect chosen-stays-chosen holds
expect value-chosen holds
----
      P1                 P2           A1           A2    A3
 1ms  *                  |            |            |     |  propose y
 1ms  |-----Prepare------+-----~      |            |     |  under way
 1ms  |-----Prepare------+---------~  |            |     |  under way
 2ms  |------------------+--Prepare-->*            |     |  refuses 2.1: it has promised 4.2
 3ms  *<--PrepareRefused-+------------|            |     |  gives up 2.1
 4ms  *                  |            |            |     |  retry
 4ms  |-----Prepare------+---------~  |            |     |  under way
 5ms  |------------------+--Prepare-->*            |     |  promises 5.1; has accepted x in 3.1
 6ms  |------------------+------------+--Prepare-->*     |  sent 4ms; promises 5.1
 7ms  |<-----Promise-----+------------|            |     |  sent 5ms
 8ms  *<-----Promise-----+------------+------------|     |  sent 6ms; adopts x, accepted in 3.1
 8ms  |------Accept------+---------~  |            |     |  under way
 9ms  |------------------+--Accept--->*            |     |  accepts x in 5.1
 9ms  |             ~----+--Accepted--|            |     |  under way
10ms  |------------------+------------+--Accept--->*     |  sent 8ms; accepts x in 5.1
10ms  |                  |~-----------+--Accepted--|     |  under way
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
