# The coordinator's disk remembers the decision
#
# C stops right after it has committed, and its messages are lost. When it is back it tells the
# decision again.
protocol commit
network delay 10ms
at 10ms C begin
at 30.5ms crash C
drop Commit C->P1 1
drop Commit C->P2 1
at 80ms restart C
until 200ms
view at 80ms
expect atomicity holds
expect all-decide holds
----
         C               P1              P2
 10.0ms  *               |               |  begin
 20.0ms  |---Prepare---->|               |
 20.0ms  |---------------+---Prepare---->|  sent 10.0ms
 30.0ms  |<----VoteYes---|               |  sent 20.0ms
 30.0ms  *<----VoteYes---+---------------|  sent 20.0ms; commit
 30.0ms  |-Commit-x      |               |
 30.0ms  |----Commit-----+-x             |
 30.5ms  X               |               |  crash
 80.0ms  ^               |               |  restart
 90.0ms  |----Commit---->*               |  commit
 90.0ms  |---------------+----Commit---->*  sent 80.0ms; commit
100.0ms  |<------Ack-----|               |  sent 90.0ms
100.0ms  |<------Ack-----+---------------|  sent 90.0ms
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
