# Two-phase commit without a fault
#
# C asks both, both vote yes, C commits, and tells them: four messages a participant. From its vote
# to the decision a participant is in doubt: it may not abort any more, and cannot know. Crash C
# at different moments, and look at who is left in doubt.
protocol commit
network delay 10ms
at 10ms C begin
until 100ms
view at 30ms
expect atomicity holds
expect all-decide holds
----
      C               P1              P2
10ms  *               |               |  begin
20ms  |---Prepare---->|               |
20ms  |---------------+---Prepare---->|  sent 10ms
30ms  |<----VoteYes---|               |  sent 20ms
30ms  *<----VoteYes---+---------------|  sent 20ms; commit
40ms  |----Commit---->*               |  commit
40ms  |---------------+----Commit---->*  sent 30ms; commit
50ms  |<------Ack-----|               |  sent 40ms
50ms  |<------Ack-----+---------------|  sent 40ms
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
