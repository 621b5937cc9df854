# Three-phase commit: C stops, and nobody waits for it
#
# All voted yes, and C stops before anybody hears so. Nobody can have committed: so P1 and P2 abort
# when they have waited long enough. Crash C 20 ms later: then both know that all voted yes, and
# both commit.
protocol commit
set phases three
model synchronous 30ms
network delay 10ms
at 10ms C begin
at 25ms crash C
until 300ms
view at 140ms
expect atomicity holds
expect all-decide holds
----
       C               P1              P2
 10ms  *               |               |  begin
 20ms  |---Prepare---->|               |
 20ms  |x----VoteYes---|               |  refused 30ms
 20ms  |---------------+---Prepare---->|  sent 10ms
 20ms  |x----VoteYes---+---------------|  refused 30ms
 25ms  X               |               |  crash
140ms  :               *               |  patience; abort
140ms  :               |               *  patience; abort
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
