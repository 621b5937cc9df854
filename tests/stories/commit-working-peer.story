# Who has not voted can abort for all
#
# P2 never hears the question. P1 is in doubt and asks. P2 may still abort, and so both do.
protocol commit
set patience 50ms
set asks 3
network delay 10ms
at 10ms C begin
drop Prepare C->P2 1
at 25ms crash C
until 200ms
view select Ask P1->P2 1
expect atomicity holds
expect all-decide holds
----
      C               P1            P2
10ms  *               |             |  begin
10ms  |----Prepare----+x            |
20ms  |---Prepare---->|             |
20ms  |x----VoteYes---|             |  refused 30ms
25ms  X               |             |  crash
50ms  :               |             *  patience; abort
50ms  :x----VoteNo----+-------------|  refused 60ms
70ms  :               *             |  patience
70ms  :x------Ask-----|             |  refused 80ms
80ms  :               |----Ask----->|
90ms  :               *<----Abort---|  abort
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
