# Four mistakes after messages are on time, and no fifth
#
# From one heartbeat to the next pass at most 74 ms: 37 until it is sent, and 37 under way. P1 begins with 5 ms and
# doubles after each mistake. 5, 10, 20 and 40 are too short, and 80 is enough: the fourth mistake is the last.
protocol detector
nodes 2
set interval 37ms
set timeout 5ms
model partially-synchronous 37ms from 0ms
network delay 1ms..37ms
until 400ms
view select Heartbeat P2->P1 4
expect accuracy holds
----
           P1                P2
  5.000ms  *                 |  timeout-2; suspects P2
  5.000ms  |                 *  timeout-1; suspects P1
 10.007ms  |---Heartbeat---->*  sent 0.000ms; trusts P1 again; its time-out is 10ms
 13.649ms  *<----Heartbeat---|  sent 0.000ms; trusts P2 again; its time-out is 10ms
 20.007ms  |                 *  timeout-1; suspects P1
 23.649ms  *                 |  timeout-2; suspects P2
 37.000ms  *                 |  heartbeat
 37.000ms  |                 *  heartbeat
 59.017ms  |---Heartbeat---->*  sent 37.000ms; trusts P1 again; its time-out is 20ms
 59.214ms  *<----Heartbeat---|  sent 37.000ms; trusts P2 again; its time-out is 20ms
 74.000ms  *                 |  heartbeat
 74.000ms  |                 *  heartbeat
 78.448ms  |---Heartbeat---->|  sent 74.000ms
 79.214ms  *                 |  timeout-2; suspects P2
 84.015ms  *<----Heartbeat---|  sent 74.000ms; trusts P2 again; its time-out is 40ms
 98.448ms  |                 *  timeout-1; suspects P1
111.000ms  *                 |  heartbeat
111.000ms  |                 *  heartbeat
124.015ms  *                 |  timeout-2; suspects P2
143.021ms  |---Heartbeat---->*  sent 111.000ms; trusts P1 again; its time-out is 40ms
144.212ms  *<----Heartbeat---|  sent 111.000ms; trusts P2 again; its time-out is 80ms
148.000ms  *                 |  heartbeat
148.000ms  |                 *  heartbeat
149.204ms  |---Heartbeat---->|  sent 148.000ms
157.624ms  |<----Heartbeat---|  sent 148.000ms
185.000ms  *                 |  heartbeat
185.000ms  |                 *  heartbeat
189.204ms  |                 *  timeout-1; suspects P1
204.755ms  |<----Heartbeat---|  sent 185.000ms
209.074ms  |---Heartbeat---->*  sent 185.000ms; trusts P1 again; its time-out is 80ms
222.000ms  *                 |  heartbeat
222.000ms  |                 *  heartbeat
236.091ms  |---Heartbeat---->|  sent 222.000ms
246.035ms  |<----Heartbeat---|  sent 222.000ms
259.000ms  *                 |  heartbeat
259.000ms  |                 *  heartbeat
288.503ms  |---Heartbeat---->|  sent 259.000ms
293.893ms  |<----Heartbeat---|  sent 259.000ms
296.000ms  *                 |  heartbeat
296.000ms  |                 *  heartbeat
298.502ms  |<----Heartbeat---|
309.776ms  |---Heartbeat---->|  sent 296.000ms
333.000ms  *                 |  heartbeat
333.000ms  |                 *  heartbeat
346.339ms  |---Heartbeat---->|  sent 333.000ms
367.196ms  |<----Heartbeat---|  sent 333.000ms
370.000ms  *                 |  heartbeat
370.000ms  |                 *  heartbeat
385.059ms  |<----Heartbeat---|
389.706ms  |---Heartbeat---->|  sent 370.000ms
never-wrong   violated, not promised: P1 suspects P2, which is up. (P1 at 5ms)
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      holds, not tested yet
