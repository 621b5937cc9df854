# Both ask with the same number. Who looks at the number alone defers to neither, and both enter.
protocol ricart-agrawala ties-reply
nodes 2
schedule manual
P1 request
P2 request
deliver Request P1->P2 1
deliver Request P2->P1 1
deliver Reply P2->P1 1
deliver Reply P1->P2 1
act P1 enter
act P2 enter
expect mutual-exclusion violated
----
     P1              P2
1ms  *               |  request
2ms  |               *  request
3ms  |---Request---->|  sent 1ms
4ms  |<----Request---|  sent 2ms
5ms  |<-----Reply----|  sent 3ms
6ms  |----Reply----->|  sent 4ms
7ms  *               |  enter
8ms  |               *  enter
mutual-exclusion   violated: P2 entered while P1 was inside. (P2 at 8ms)
order-of-requests  holds
requests-granted   holds
