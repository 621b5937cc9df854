# Waiting for all: one crash, and nobody ever decides
#
# P3 crashes before it has proposed anything. Nothing is under way any more, and P1 and P2 go
# on waiting. A majority would do, but then they have to take care whose: that is Paxos.
protocol consensus
network delay 10ms
at 5ms crash P3
at 10ms P1 propose 0
at 10ms P2 propose 1
until 1s
view properties termination
expect agreement holds
expect validity holds
expect integrity holds
expect termination pending
----
      P1               P2               P3
 5ms  |                |                X  crash
10ms  *                |                :  propose 0
10ms  |----------------+---Proposed----x:  refused 20ms
10ms  |                *                :  propose 1
10ms  |                |---Proposed----x:  refused 20ms
20ms  |<----Proposed---|                :
20ms  |---Proposed---->|                :  sent 10ms
agreement    holds, not tested yet
validity     holds, not tested yet
integrity    holds, not tested yet
termination  cannot any more
left no-loss: Proposed P1->P3 1 found its receiver down.
