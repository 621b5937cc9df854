# Waiting for all: right, as long as nobody crashes
#
# Whoever knows what all propose decides the least of it, and all know the same in the end,
# whatever the order in which the messages come.
protocol consensus
seed 3
network delay 10ms..80ms
at 10ms P1 propose 1
at 10ms P2 propose 0
at 10ms P3 propose 1
until 200ms
view properties agreement termination
expect agreement holds
expect validity holds
expect integrity holds
expect termination holds
----
          P1               P2               P3
10.000ms  *                |                |  propose 1
10.000ms  |                *                |  propose 0
10.000ms  |                |                *  propose 1
23.449ms  |                |<----Proposed---|
29.363ms  |----------------+---Proposed---->|  sent 10.000ms
34.432ms  |<----Proposed---+----------------|  sent 10.000ms
72.980ms  |---Proposed---->*                |  sent 10.000ms; 0
76.425ms  *<----Proposed---|                |  sent 10.000ms; 0
79.979ms  |                |---Proposed---->*  sent 10.000ms; 0
agreement    holds
validity     holds
integrity    holds
termination  holds
