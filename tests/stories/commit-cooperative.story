# Those in doubt ask each other
#
# C stops before P2 hears of the commit. P1 knows, and tells. With `crash C` before 40 ms nobody
# knows, and asking does not help.
protocol commit
set patience 50ms
set asks 3
network delay 10ms
at 10ms C begin
at 35ms crash C
drop Commit C->P2 1
until 200ms
view select Ask P2->P1 1
expect atomicity holds
expect all-decide holds
----
      C               P1              P2
10ms  *               |               |  begin
20ms  |---Prepare---->|               |
20ms  |---------------+---Prepare---->|  sent 10ms
30ms  |<----VoteYes---|               |  sent 20ms
30ms  *<----VoteYes---+---------------|  sent 20ms; commit
30ms  |----Commit-----+-x             |
35ms  X               |               |  crash
40ms  :----Commit---->*               |  sent 30ms; commit
40ms  :x------Ack-----|               |  refused 50ms
70ms  :               |               *  patience
70ms  :x------Ask-----+---------------|  refused 80ms
80ms  :               |<------Ask-----|
90ms  :               |----Commit---->*  commit
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
