# P1 enters without hearing from P2, which asks a little later and enters as well.
protocol lamport-mutex no-ack
nodes 2
schedule manual
P1 request
act P1 enter
P2 request
act P2 enter
expect mutual-exclusion violated
----
P1              P2
*               |  request
|-Request-~     |  under way
*               |  enter
|               *  request
|     ~-Request-|  under way
|               *  enter
mutual-exclusion   violated: P2 entered while P1 was inside. (P2)
order-of-requests  holds
requests-granted   holds
