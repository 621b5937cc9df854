# A crash is noticed, and the next node leads
#
# All hear each other, and trust P1. When P1 stops, its silence lasts longer than the time-out, and
# all others suspect it. Move the crash, and look at how long it takes them to notice.
protocol detector
set interval 40ms
set timeout 60ms
network delay 10ms
at 50ms crash P1
until 130ms
view at 130ms
expect completeness holds
expect one-leader holds
----
       P1                P2                P3
 10ms  |<----Heartbeat---|                 |
 10ms  |<----Heartbeat---+-----------------|  sent 0ms
 10ms  |---Heartbeat---->|                 |  sent 0ms
 10ms  |                 |<----Heartbeat---|  sent 0ms
 10ms  |-----------------+---Heartbeat---->|  sent 0ms
 10ms  |                 |---Heartbeat---->|  sent 0ms
 40ms  *                 |                 |  heartbeat
 40ms  |                 *                 |  heartbeat
 40ms  |x----Heartbeat---|                 |  refused 50ms
 40ms  |                 |                 *  heartbeat
 40ms  |x----Heartbeat---+-----------------|  refused 50ms
 50ms  X                 |                 |  crash
 50ms  :---Heartbeat---->|                 |  sent 40ms
 50ms  :                 |<----Heartbeat---|  sent 40ms
 50ms  :-----------------+---Heartbeat---->|  sent 40ms
 50ms  :                 |---Heartbeat---->|  sent 40ms
 80ms  :                 *                 |  heartbeat
 80ms  :x----Heartbeat---|                 |  refused 90ms
 80ms  :                 |                 *  heartbeat
 80ms  :x----Heartbeat---+-----------------|  refused 90ms
 90ms  :                 |<----Heartbeat---|
 90ms  :                 |---Heartbeat---->|  sent 80ms
110ms  :                 *                 |  timeout-1; suspects P1
110ms  :                 |                 *  timeout-1; suspects P1
120ms  :                 *                 |  heartbeat
120ms  :x----Heartbeat---|                 |  refused 130ms
120ms  :                 |                 *  heartbeat
120ms  :x----Heartbeat---+-----------------|  refused 130ms
130ms  :                 |<----Heartbeat---|
130ms  :                 |---Heartbeat---->|  sent 120ms
never-wrong   holds, not promised
completeness  holds
accuracy      holds
one-leader    holds
answered      holds, not tested yet
