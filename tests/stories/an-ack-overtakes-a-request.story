# An acknowledgement overtakes the request that it should have followed
#
# P1 acknowledges P2's request, and P2 takes that as news that everything earlier from P1
# has arrived. On a link that does not keep order that is wrong: P1's own, earlier request
# is still under way.
protocol lamport-mutex any-order
nodes 2
schedule manual
P1 request
P2 request
deliver Request P2->P1
act P1 enter
deliver Ack P1->P2
act P2 enter
expect mutual-exclusion violated
----
     P1              P2
1ms  *               |  request
1ms  |-Request-~     |  under way
2ms  |               *  request
3ms  |<----Request---|
4ms  *               |  enter
5ms  |-----Ack------>|  sent 3ms
6ms  |               *  enter
mutual-exclusion   violated: P2 entered while P1 was inside. (P2 at 6ms)
order-of-requests  holds
requests-granted   holds
left links-keep-order: Ack P1->P2 1 overtook Request P1->P2 1.
