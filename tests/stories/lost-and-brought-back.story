# A link that loses everything, and one message brought back
#
# The network loses all that S2 says to S1, until the reader lets one vote through:
# `delay` also revives what was lost.
protocol raft
nodes 2
seed 4
network delay 10ms
network S2->S1 loss 100%
set election-timeout 50ms..150ms
set heartbeat 20ms
delay VoteGranted S2->S1 to 95ms
until 130ms
expect leader-elected holds
----
           S1                  S2
 60.019ms  *                   |  election-timeout
 70.019ms  |---RequestVote---->|
 95.000ms  *<----VoteGranted---|  leads term 1
105.000ms  |----Heartbeat----->|
105.000ms  |        x-Appended-|  lost
115.000ms  *                   |  heartbeat
125.000ms  |----Heartbeat----->|
125.000ms  |        x-Appended-|  lost
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
