# A heartbeat is no proof of work
#
# P2 hangs, and its heartbeats go on. Nobody suspects it, and nobody is answered.
protocol detector
set interval 40ms
set timeout 60ms
network delay 10ms
at 15ms P2 hang
at 20ms P1 ask P2
until 90ms
view select Request P1->P2 1
expect accuracy holds
expect answered pending
----
      P1                P2                P3
10ms  |<----Heartbeat---|                 |
10ms  |<----Heartbeat---+-----------------|  sent 0ms
10ms  |---Heartbeat---->|                 |  sent 0ms
10ms  |                 |<----Heartbeat---|  sent 0ms
10ms  |-----------------+---Heartbeat---->|  sent 0ms
10ms  |                 |---Heartbeat---->|  sent 0ms
15ms  |                 *                 |  hang
20ms  *                 |                 |  ask P2
30ms  |----Request----->*                 |  hangs, and does not answer
40ms  *                 |                 |  heartbeat
40ms  |                 *                 |  heartbeat
40ms  |                 |                 *  heartbeat
50ms  |<----Heartbeat---|                 |  sent 40ms
50ms  |<----Heartbeat---+-----------------|  sent 40ms
50ms  |---Heartbeat---->|                 |  sent 40ms
50ms  |                 |<----Heartbeat---|  sent 40ms
50ms  |-----------------+---Heartbeat---->|  sent 40ms
50ms  |                 |---Heartbeat---->|  sent 40ms
80ms  *                 |                 |  heartbeat
80ms  |                 *                 |  heartbeat
80ms  |                 |                 *  heartbeat
90ms  |<----Heartbeat---|                 |  sent 80ms
90ms  |<----Heartbeat---+-----------------|  sent 80ms
90ms  |---Heartbeat---->|                 |  sent 80ms
90ms  |                 |<----Heartbeat---|  sent 80ms
90ms  |-----------------+---Heartbeat---->|  sent 80ms
90ms  |                 |---Heartbeat---->|  sent 80ms
never-wrong   holds, not promised
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      pending
