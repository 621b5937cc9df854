# A wrong suspicion costs a round, and nothing else
#
# The time-out is shorter than the answer takes: all suspect P1, which is up, and then each other. With
# each suspicion they wait longer, and the fifth round decides. Try `set timeout 5ms`.
protocol chandra-toueg
set timeout 10ms
network delay 15ms
at 10ms P1 propose a
at 10ms P2 propose b
at 10ms P3 propose c
until 300ms
view properties agreement termination
expect agreement holds
expect termination holds
----
       P1               P2               P3
 10ms  *                |                |  propose a
 10ms  |                *                |  propose b
 10ms  |                |                *  propose c
 20ms  |                *                |  suspect; suspects P1
 20ms  |                |                *  suspect; suspects P1
 25ms  |<----Estimate---|                |  sent 10ms
 25ms  |<----Estimate---+----------------|  sent 10ms
 35ms  |<------Nack-----|                |  sent 20ms
 35ms  *<------Nack-----+----------------|  sent 20ms; is in a later round
 35ms  |                |<----Estimate---|  sent 20ms
 40ms  |---Proposal---->*                |  sent 25ms; is in a later round
 40ms  |----------------+---Proposal---->*  sent 25ms; is in a later round
 40ms  |                |                *  suspect; suspects P2
 45ms  *                |                |  suspect; suspects P2
 50ms  *<----Proposal---|                |  sent 35ms; is in a later round
 50ms  |---Estimate---->|                |  sent 35ms
 50ms  |                |---Proposal---->*  sent 35ms; is in a later round
 55ms  |                |<------Nack-----|  sent 40ms
 60ms  |-----Nack------>*                |  sent 45ms; is in a later round
 60ms  |----------------+---Estimate---->|  sent 45ms
 65ms  *                |                |  suspect; suspects P3
 70ms  |                |---Estimate---->|  sent 55ms
 75ms  *<----Proposal---+----------------|  sent 60ms; is in a later round
 75ms  |                |<----Proposal---|  sent 60ms
 80ms  |----------------+-----Nack------>|  sent 65ms
 90ms  |<----Estimate---|                |  sent 75ms
 90ms  |                |------Ack------>*  sent 75ms; is in a later round
 95ms  |<----Estimate---+----------------|  sent 80ms
 95ms  |                *                |  suspect; suspects P1
105ms  |---Proposal---->*                |  sent 90ms; is in a later round
105ms  |----------------+---Proposal---->|  sent 90ms
110ms  |<------Nack-----|                |  sent 95ms
120ms  *<------Ack------+----------------|  sent 105ms; is in a later round
120ms  |                |<----Estimate---|  sent 105ms
125ms  |---Estimate---->|                |  sent 110ms
135ms  |<----Proposal---|                |  sent 120ms
135ms  |                |---Proposal---->|  sent 120ms
150ms  |------Ack------>*                |  sent 135ms; a
150ms  |                |<------Ack------|  sent 135ms
150ms  |----------------+---Estimate---->|  sent 135ms
165ms  *<-----Decide----|                |  sent 150ms; a
165ms  |<----Proposal---+----------------|  sent 150ms
165ms  |                |<----Proposal---|  sent 150ms
165ms  |                |----Decide----->*  sent 150ms; a
180ms  |<-----Decide----+----------------|
180ms  |----Decide----->|                |  sent 165ms
180ms  |                |<-----Decide----|  sent 165ms
180ms  |----------------+----Decide----->|  sent 165ms
agreement    holds
validity     holds
termination  holds
