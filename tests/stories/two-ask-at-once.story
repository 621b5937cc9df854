# Two ask at once, and the tie goes to the lower process
#
# Both requests have the timestamp 1, so P1 is first. It enters as soon as it has heard
# from P2: P2's own request says that P2 will not ask for anything earlier. P2 knows P1's
# request and waits for its release. Three messages to each other process, for each entry.
protocol lamport-mutex
nodes 2
network delay 10ms
set hold 20ms
at 5ms P1 request
at 5ms P2 request
expect mutual-exclusion holds
expect requests-granted holds
----
      P1              P2
 5ms  *               |  request
 5ms  |               *  request
15ms  |<----Request---|
15ms  |---Request---->|  sent 5ms
15ms  *               |  enter
25ms  |<------Ack-----|  sent 15ms
25ms  |-----Ack------>|  sent 15ms
35ms  *               |  exit
45ms  |---Release---->|
45ms  |               *  enter
65ms  |               *  exit
75ms  |<----Release---|
mutual-exclusion   holds
order-of-requests  holds
requests-granted   holds
