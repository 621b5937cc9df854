# Wrong before it settles, right after
#
# Until 100 ms messages may be late, and P1 and P2 suspect each other wrongly. From then on each
# takes at most 10 ms, a heartbeat comes every 10 ms, and 25 ms of silence cannot happen any more.
protocol detector
nodes 2
set detector fixed
set interval 10ms
set timeout 25ms
model partially-synchronous 10ms from 100ms
network delay 70ms..80ms
at 31ms network delay 1ms..10ms
until 130ms
view at 100ms
expect accuracy holds
expect never-wrong violated
----
           P1                P2
 10.000ms  *                 |  heartbeat
 10.000ms  |                 *  heartbeat
 20.000ms  *                 |  heartbeat
 20.000ms  |                 *  heartbeat
 25.000ms  *                 |  timeout-2; suspects P2
 25.000ms  |                 *  timeout-1; suspects P1
 30.000ms  *                 |  heartbeat
 30.000ms  |                 *  heartbeat
 40.000ms  *                 |  heartbeat
 40.000ms  |                 *  heartbeat
 41.051ms  |---Heartbeat---->*  sent 40.000ms; trusts P1 again; its time-out is 25ms
 43.156ms  *<----Heartbeat---|  sent 40.000ms; trusts P2 again; its time-out is 25ms
 50.000ms  *                 |  heartbeat
 50.000ms  |                 *  heartbeat
 55.689ms  |<----Heartbeat---|
 56.769ms  |---Heartbeat---->|  sent 50.000ms
 60.000ms  *                 |  heartbeat
 60.000ms  |                 *  heartbeat
 64.273ms  |---Heartbeat---->|  sent 60.000ms
 66.759ms  |<----Heartbeat---|  sent 60.000ms
 70.000ms  *                 |  heartbeat
 70.000ms  |                 *  heartbeat
 72.502ms  |---Heartbeat---->|  sent 0.000ms
 73.514ms  |<----Heartbeat---|  sent 0.000ms
 78.126ms  |---Heartbeat---->|  sent 70.000ms
 79.474ms  |<----Heartbeat---|  sent 70.000ms
 80.000ms  *                 |  heartbeat
 80.000ms  |                 *  heartbeat
 81.375ms  |<----Heartbeat---|
 84.194ms  |---Heartbeat---->|  sent 80.000ms
 85.838ms  |---Heartbeat---->|  sent 10.000ms
 85.893ms  |<----Heartbeat---|  sent 10.000ms
 90.000ms  *                 |  heartbeat
 90.000ms  |                 *  heartbeat
 90.958ms  |---Heartbeat---->|  sent 20.000ms
 92.504ms  |<----Heartbeat---|  sent 20.000ms
 94.085ms  |---Heartbeat---->|  sent 90.000ms
 99.299ms  |<----Heartbeat---|  sent 90.000ms
100.000ms  *                 |  heartbeat
100.000ms  |                 *  heartbeat
104.515ms  |<----Heartbeat---|
105.677ms  |---Heartbeat---->|  sent 100.000ms
108.617ms  |---Heartbeat---->|  sent 30.000ms
108.948ms  |<----Heartbeat---|  sent 30.000ms
110.000ms  *                 |  heartbeat
110.000ms  |                 *  heartbeat
113.044ms  |<----Heartbeat---|
115.092ms  |---Heartbeat---->|  sent 110.000ms
120.000ms  *                 |  heartbeat
120.000ms  |                 *  heartbeat
121.034ms  |---Heartbeat---->|  sent 120.000ms
124.000ms  |<----Heartbeat---|  sent 120.000ms
130.000ms  *                 |  heartbeat
130.000ms  |-Heartbeat-~     |  under way
130.000ms  |                 *  heartbeat
130.000ms  |     ~-Heartbeat-|  under way
never-wrong   violated, not promised: P1 suspects P2, which is up. (P1 at 25ms)
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      holds, not tested yet
