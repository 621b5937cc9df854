# Consensus on the outcome of a transaction
#
# P1 wants to commit. P2 has waited for too long and wants to abort. Both propose, and one outcome is chosen. No
# participant is in doubt because one node is down: any majority can finish.
# What to do: crash P1 at any time, and see whether the others still decide.
# What to look for: P3 crashes, and the outcome is learned all the same. Gray and Lamport, Consensus on Transaction Commit, 2006.
protocol paxos
nodes 3
seed 4
at 10ms P1 propose commit
at 14ms P2 propose abort
at 25ms crash P3
until 600ms
view at 80ms
view properties agreement value-learned
expect agreement holds
expect value-learned holds
----
          P1                     P2               P3
10.000ms  *                      |                |  propose commit; promises 1.1
14.000ms  |                      *                |  propose abort; promises 1.2
14.000ms  |                      |----Prepare----x|  refused 32.029ms
20.094ms  |----------------------+----Prepare---->*  sent 10.000ms; promises 1.1
21.402ms  |-------Prepare------->*                |  sent 10.000ms; refuses 1.1: it has promised 1.2
25.000ms  |                      |                X  crash
30.454ms  *<-------Prepare-------|                :  sent 14.000ms; promises 1.2
37.472ms  *<-------Promise-------+----------------:  sent 20.094ms; is free to propose commit; refuses 1.1: it has promised 1.2; giv…
37.472ms  |----------------------+----Accept-----x:  refused 56.284ms
40.023ms  |<----PrepareRefused---|                :  sent 21.402ms
47.750ms  |-------Promise------->*                :  sent 30.454ms; is free to propose abort; accepts abort in 1.2
47.750ms  |                      |----Accept-----x:  refused 61.081ms
47.750ms  |                      |---Accepted----x:  refused 61.616ms
55.591ms  |-------Accept-------->*                :  sent 37.472ms; refuses 1.1: it has promised 1.2
63.367ms  |<-------Accepted------|                :  sent 47.750ms
65.090ms  *<--------Accept-------|                :  sent 47.750ms; abort; accepts abort in 1.2
65.090ms  |----------------------+---Accepted----x:  refused 77.473ms
74.452ms  |<----AcceptRefused----|                :  sent 55.591ms
80.621ms  |------Accepted------->*                :  sent 65.090ms; abort
agreement             holds
validity              holds
integrity             holds
learned-chosen        holds
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         holds
