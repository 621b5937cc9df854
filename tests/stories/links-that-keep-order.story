# On a link that keeps order nothing overtakes
#
# The same choices as with links that do not keep order: the acknowledgement cannot be
# delivered before the request that was sent earlier, so P2 learns of P1's request and waits.
protocol lamport-mutex
nodes 2
schedule manual
P1 request
P2 request
deliver Request P2->P1
act P1 enter
deliver Ack P1->P2
act P2 enter
deliver Request P1->P2
deliver Ack P1->P2
act P2 enter
expect mutual-exclusion holds
----
     P1              P2
1ms  *               |  request
2ms  |               *  request
3ms  |<----Request---|
4ms  *               |  enter
5ms  |---Request---->|  sent 1ms
5ms  |      ~---Ack--|  under way
6ms  |-----Ack------>|  sent 3ms
mutual-exclusion   holds
order-of-requests  holds
requests-granted   pending
unused: deliver Ack P1->P2
unused: act P2 enter
unused: act P2 enter
