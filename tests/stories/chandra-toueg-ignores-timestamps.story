# The estimate that was adopted last has to win
#
# P1 and P2 have adopted a, and P1 decides it. P3 suspects P1. As coordinator of the next round P2 takes what
# P3 told it first, though it has adopted a itself since, and c is decided too.
protocol chandra-toueg ignores-timestamps
schedule manual
P1 propose a
P2 propose b
P3 propose c
deliver Estimate P2->P1 1
fire P3 suspect
deliver Estimate P3->P2 1
deliver Proposal P1->P2 1
deliver Ack P2->P1 1
deliver Proposal P2->P3 1
deliver Ack P3->P2 1
view properties agreement
expect agreement violated
----
      P1               P2               P3
 1ms  *                |                |  propose a
 2ms  |                *                |  propose b
 3ms  |                |                *  propose c
 3ms  |              ~-+----Estimate----|  under way
 4ms  |<----Estimate---|                |  sent 2ms
 4ms  |----Proposal----+-~              |  under way
 5ms  |                |                *  suspect; suspects P1
 5ms  |              ~-+------Nack------|  under way
 6ms  |                |<----Estimate---|
 7ms  |---Proposal---->|                |  sent 4ms
 7ms  |     ~-Proposal-|                |  under way
 8ms  *<------Ack------|                |  a
 8ms  |-Decide--~      |                |  under way
 8ms  |-----Decide-----+-~              |  under way
 9ms  |                |---Proposal---->|  sent 7ms
10ms  |                *<------Ack------|  c
10ms  |      ~--Decide-|                |  under way
10ms  |                |-Decide--~      |  under way
agreement    violated: P1 decided a, and P2 decided c. (P2 at 10ms)
validity     holds
termination  pending
