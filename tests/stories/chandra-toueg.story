# Consensus with a failure detector
#
# P1 coordinates the first round and stops. P2 and P3 suspect it when it has been silent for too long, and
# P2 coordinates the next round. Let P1 stop later, or not at all.
protocol chandra-toueg
network delay 10ms
at 10ms P1 propose a
at 10ms P2 propose b
at 10ms P3 propose c
at 15ms crash P1
until 200ms
view at 70ms
expect agreement holds
expect termination holds
----
       P1               P2               P3
 10ms  *                |                |  propose a
 10ms  |                *                |  propose b
 10ms  |x----Estimate---|                |  refused 20ms
 10ms  |                |                *  propose c
 10ms  |x----Estimate---+----------------|  refused 20ms
 15ms  X                |                |  crash
 70ms  :                *                |  suspect; suspects P1
 70ms  :x------Nack-----|                |  refused 80ms
 70ms  :                |                *  suspect; suspects P1
 70ms  :x------Nack-----+----------------|  refused 80ms
 80ms  :                |<----Estimate---|
 80ms  :x----Proposal---|                |  refused 90ms
 90ms  :                |---Proposal---->|
100ms  :                *<------Ack------|  b
100ms  :x-----Decide----|                |  refused 110ms
110ms  :                |----Decide----->*  b
110ms  :x-----Decide----+----------------|  refused 120ms
120ms  :                |<-----Decide----|
agreement    holds
validity     holds
termination  holds
