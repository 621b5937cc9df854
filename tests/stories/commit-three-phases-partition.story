# Three-phase commit and a partition
#
# P1 hears that all voted yes, P2 is cut off before. Each waits, and each decides by its rule: P1
# commits and P2 aborts. Three phases rely on messages that are on time, and this run leaves that.
protocol commit
set phases three
network delay 10ms
at 10ms C begin
at 35ms cut C->P2
until 300ms
view at 140ms
expect atomicity violated
----
       C                 P1                P2
 10ms  *                 |                 |  begin
 20ms  |----Prepare----->|                 |
 20ms  |-----------------+----Prepare----->|  sent 10ms
 30ms  |<-----VoteYes----|                 |  sent 20ms
 30ms  |<-----VoteYes----+-----------------|  sent 20ms
 30ms  |-----------------+---PreCommit----x|  cut 40ms
 40ms  |---PreCommit---->|                 |
 50ms  |<-----PreAck-----|                 |
120ms  *                 |                 |  votes; commit
120ms  |-----------------+-----Commit-----x|  cut 130ms
130ms  |-----Commit----->*                 |  commit
140ms  |<-------Ack------|                 |
140ms  |                 |                 *  patience; abort
atomicity    violated, not promised: C has committed, and P2 has aborted. The run had left bounded-delay before: PreCommit C->P2 1 was stopped by a closed link. (P2 at 140ms)
unanimity    holds
irrevocable  holds
all-decide   holds
left bounded-delay: PreCommit C->P2 1 was stopped by a closed link.
