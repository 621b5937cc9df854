# Two see it up, and one does not
#
# Only the link from P1 to P3 is cut. P3 suspects P1 and trusts P2, all others trust P1: two nodes
# lead, and nobody has failed.
protocol detector
set interval 40ms
set timeout 60ms
network delay 10ms
at 15ms cut P1->P3
until 130ms
view properties accuracy one-leader
expect accuracy pending
expect one-leader pending
----
       P1                P2                P3
 10ms  |<----Heartbeat---|                 |
 10ms  |<----Heartbeat---+-----------------|  sent 0ms
 10ms  |---Heartbeat---->|                 |  sent 0ms
 10ms  |                 |<----Heartbeat---|  sent 0ms
 10ms  |-----------------+---Heartbeat---->|  sent 0ms
 10ms  |                 |---Heartbeat---->|  sent 0ms
 40ms  *                 |                 |  heartbeat
 40ms  |-----------------+---Heartbeat----x|  cut 50ms
 40ms  |                 *                 |  heartbeat
 40ms  |                 |                 *  heartbeat
 50ms  |<----Heartbeat---|                 |  sent 40ms
 50ms  |<----Heartbeat---+-----------------|  sent 40ms
 50ms  |---Heartbeat---->|                 |  sent 40ms
 50ms  |                 |<----Heartbeat---|  sent 40ms
 50ms  |                 |---Heartbeat---->|  sent 40ms
 70ms  |                 |                 *  timeout-1; suspects P1
 80ms  *                 |                 |  heartbeat
 80ms  |-----------------+---Heartbeat----x|  cut 90ms
 80ms  |                 *                 |  heartbeat
 80ms  |                 |                 *  heartbeat
 90ms  |<----Heartbeat---|                 |  sent 80ms
 90ms  |<----Heartbeat---+-----------------|  sent 80ms
 90ms  |---Heartbeat---->|                 |  sent 80ms
 90ms  |                 |<----Heartbeat---|  sent 80ms
 90ms  |                 |---Heartbeat---->|  sent 80ms
120ms  *                 |                 |  heartbeat
120ms  |-----------------+---Heartbeat----x|  cut 130ms
120ms  |                 *                 |  heartbeat
120ms  |                 |                 *  heartbeat
130ms  |<----Heartbeat---|                 |  sent 120ms
130ms  |<----Heartbeat---+-----------------|  sent 120ms
130ms  |---Heartbeat---->|                 |  sent 120ms
130ms  |                 |<----Heartbeat---|  sent 120ms
130ms  |                 |---Heartbeat---->|  sent 120ms
never-wrong   violated, not promised: P3 suspects P1, which is up. (P3 at 70ms)
completeness  holds, not tested yet
accuracy      pending
one-leader    pending
answered      holds, not tested yet
