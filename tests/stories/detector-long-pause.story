# A long pause, and then old beliefs
#
# P1 leads and is paused. The others suspect it, and P2 leads. When P1 goes on it still believes
# what it believed before: for a moment two lead.
protocol detector
set interval 40ms
set timeout 60ms
network delay 10ms
at 30ms pause P1
at 130ms resume P1
until 180ms
view at 132ms
expect one-leader holds
----
       P1                P2                P3
 10ms  |<----Heartbeat---|                 |
 10ms  |<----Heartbeat---+-----------------|  sent 0ms
 10ms  |---Heartbeat---->|                 |  sent 0ms
 10ms  |                 |<----Heartbeat---|  sent 0ms
 10ms  |-----------------+---Heartbeat---->|  sent 0ms
 10ms  |                 |---Heartbeat---->|  sent 0ms
 30ms  =                 |                 |  pause
 40ms  |                 *                 |  heartbeat
 40ms  |                 |                 *  heartbeat
 50ms  |                 |<----Heartbeat---|
 50ms  |                 |---Heartbeat---->|  sent 40ms
 70ms  |                 *                 |  timeout-1; suspects P1
 70ms  |                 |                 *  timeout-1; suspects P1
 80ms  |                 *                 |  heartbeat
 80ms  |                 |                 *  heartbeat
 90ms  |                 |<----Heartbeat---|
 90ms  |                 |---Heartbeat---->|  sent 80ms
120ms  |                 *                 |  heartbeat
120ms  |                 |                 *  heartbeat
130ms  +                 |                 |  resume
130ms  *                 |                 |  heartbeat
130ms  |<----Heartbeat---|                 |  sent 40ms
130ms  |<----Heartbeat---+-----------------|  sent 40ms
130ms  |<----Heartbeat---|                 |  sent 80ms
130ms  |<----Heartbeat---+-----------------|  sent 80ms
130ms  |<----Heartbeat---|                 |  sent 120ms
130ms  |<----Heartbeat---+-----------------|  sent 120ms
130ms  |                 |<----Heartbeat---|  sent 120ms
130ms  |                 |---Heartbeat---->|  sent 120ms
140ms  |---Heartbeat---->*                 |  sent 130ms; trusts P1 again; its time-out is 120ms
140ms  |-----------------+---Heartbeat---->*  sent 130ms; trusts P1 again; its time-out is 120ms
160ms  |                 *                 |  heartbeat
160ms  |                 |                 *  heartbeat
170ms  |<----Heartbeat---|                 |  sent 160ms
170ms  |<----Heartbeat---+-----------------|  sent 160ms
170ms  |                 |<----Heartbeat---|  sent 160ms
170ms  |                 |---Heartbeat---->|  sent 160ms
170ms  *                 |                 |  heartbeat
180ms  |---Heartbeat---->|                 |
180ms  |-----------------+---Heartbeat---->|  sent 170ms
never-wrong   violated, not promised: P2 suspects P1, which is up. (P2 at 70ms)
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      holds, not tested yet
