# TimeoutNow is sent once
#
# S1 hands over to S3, which has the whole log, so it is sent TimeoutNow at once. The answer
# of S2 changes nothing about that.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver Heartbeat S1->S2
deliver Heartbeat S1->S3
deliver Appended S3->S1
S1 transfer S3
deliver Appended S2->S1
S1 transfer S3
----
     S1                  S2                S3
1ms  *                   |                 |  election-timeout
1ms  |----RequestVote----+~                |  under way
2ms  |---RequestVote---->|                 |
3ms  *<----VoteGranted---|                 |  leads term 1
4ms  |----Heartbeat----->|                 |
5ms  |-------------------+---Heartbeat---->|  sent 3ms
6ms  |<-----Appended-----+-----------------|
7ms  *                   |                 |  transfer S3
7ms  |----TimeoutNow-----+~                |  under way
8ms  |<-----Appended-----|                 |  sent 4ms
9ms  *                   |                 |  transfer S3; hands over to S3 already
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
