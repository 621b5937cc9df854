# A reply is put off until after the critical section
#
# P1 and P2 ask with the same number, so P1 is first. P3 wants nothing and replies to both.
# P2 replies to P1 at once; P1 defers its reply to P2 until it has left. Twice as many
# messages as there are other processes, for each entry, and no link has to keep order.
protocol ricart-agrawala
nodes 3
network delay 10ms
network P2->P1 delay 15ms
set hold 20ms
at 5ms P1 request
at 5ms P2 request
expect mutual-exclusion holds
expect requests-granted holds
----
      P1              P2              P3
 5ms  *               |               |  request
 5ms  |               *               |  request
15ms  |---Request---->|               |  sent 5ms
15ms  |---------------+---Request---->|  sent 5ms
15ms  |               |---Request---->|  sent 5ms
20ms  *<----Request---|               |  sent 5ms; defers its reply to P2
25ms  |<-----Reply----+---------------|  sent 15ms
25ms  |               |<-----Reply----|  sent 15ms
30ms  |<-----Reply----|               |  sent 15ms
30ms  *               |               |  enter
50ms  *               |               |  exit
60ms  |----Reply----->|               |
60ms  |               *               |  enter
80ms  |               *               |  exit
mutual-exclusion   holds
order-of-requests  holds
requests-granted   holds
