# Time-outs learn from mistakes
#
# Heartbeats come every 60 ms, and a time-out of 20 ms is too short. With each wrong suspicion it
# doubles: 40 ms are too short too, and 80 ms are enough. Try `set detector fixed`.
protocol detector
nodes 2
set interval 60ms
set timeout 20ms
network delay 5ms
until 220ms
view select Heartbeat P2->P1 2
expect accuracy holds
expect never-wrong violated
----
       P1                P2
  5ms  |<----Heartbeat---|
  5ms  |---Heartbeat---->|  sent 0ms
 25ms  *                 |  timeout-2; suspects P2
 25ms  |                 *  timeout-1; suspects P1
 60ms  *                 |  heartbeat
 60ms  |                 *  heartbeat
 65ms  *<----Heartbeat---|  trusts P2 again; its time-out is 40ms
 65ms  |---Heartbeat---->*  sent 60ms; trusts P1 again; its time-out is 40ms
105ms  *                 |  timeout-2; suspects P2
105ms  |                 *  timeout-1; suspects P1
120ms  *                 |  heartbeat
120ms  |                 *  heartbeat
125ms  *<----Heartbeat---|  trusts P2 again; its time-out is 80ms
125ms  |---Heartbeat---->*  sent 120ms; trusts P1 again; its time-out is 80ms
180ms  *                 |  heartbeat
180ms  |                 *  heartbeat
185ms  |<----Heartbeat---|
185ms  |---Heartbeat---->|  sent 180ms
never-wrong   violated, not promised: P1 suspects P2, which is up. (P1 at 25ms)
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      holds, not tested yet
