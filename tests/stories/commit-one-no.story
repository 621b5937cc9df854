# One no is enough
protocol commit
network delay 10ms
at 5ms P2 abort
at 10ms C begin
until 100ms
view properties unanimity
expect atomicity holds
expect unanimity holds
----
      C               P1              P2
 5ms  |               |               *  abort; abort
10ms  *               |               |  begin
15ms  *<----VoteNo----+---------------|  sent 5ms; abort
20ms  |---Prepare---->|               |  sent 10ms
20ms  |---------------+---Prepare---->*  sent 10ms; has voted already
25ms  |----Abort----->*               |  sent 15ms; abort
25ms  |---------------+----Abort----->|  sent 15ms
30ms  *<----VoteYes---|               |  sent 20ms; counts no more votes
35ms  |<------Ack-----|               |  sent 25ms
35ms  |<------Ack-----+---------------|  sent 25ms
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
