# Who is suspected once stays suspected
#
# One heartbeat is late, and P2 is suspected. All later ones are in time, and change nothing.
protocol detector never-forgives
nodes 2
set interval 40ms
set timeout 60ms
network delay 10ms
delay Heartbeat P2->P1 2 to 90ms
until 250ms
expect accuracy pending
----
       P1                P2
 10ms  |<----Heartbeat---|
 10ms  |---Heartbeat---->|  sent 0ms
 40ms  *                 |  heartbeat
 40ms  |                 *  heartbeat
 50ms  |---Heartbeat---->|  sent 40ms
 70ms  *                 |  timeout-2; suspects P2
 80ms  *                 |  heartbeat
 80ms  |                 *  heartbeat
 90ms  |<----Heartbeat---|  sent 40ms
 90ms  |<----Heartbeat---|  sent 80ms
 90ms  |---Heartbeat---->|  sent 80ms
120ms  *                 |  heartbeat
120ms  |                 *  heartbeat
130ms  |<----Heartbeat---|
130ms  |---Heartbeat---->|  sent 120ms
160ms  *                 |  heartbeat
160ms  |                 *  heartbeat
170ms  |<----Heartbeat---|
170ms  |---Heartbeat---->|  sent 160ms
200ms  *                 |  heartbeat
200ms  |                 *  heartbeat
210ms  |<----Heartbeat---|
210ms  |---Heartbeat---->|  sent 200ms
240ms  *                 |  heartbeat
240ms  |                 *  heartbeat
250ms  |<----Heartbeat---|
250ms  |---Heartbeat---->|  sent 240ms
never-wrong   violated, not promised: P1 suspects P2, which is up. (P1 at 70ms)
completeness  holds, not tested yet
accuracy      pending
one-leader    holds
answered      holds, not tested yet
