# Half of four servers is no majority: two leaders in one term
#
# S1 and S2 are one half, S3 and S4 the other. Two majorities of three would have had a
# server in common, and it would have refused the second candidate.
protocol raft half-quorum
nodes 4
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
fire S3 election-timeout
deliver RequestVote S3->S4
deliver VoteGranted S4->S3
view properties election-safety
expect election-safety violated
----
S1              S2              S3              S4
*               |               |               |  election-timeout
|--RequestVote--+-~             |               |  under way
|--RequestVote--+----------~    |               |  under way
|-RequestVote-->|               |               |
*<--VoteGranted-|               |               |  leads term 1
|-Heartbeat-~   |               |               |  under way
|---Heartbeat---+-~             |               |  under way
|---Heartbeat---+----------~    |               |  under way
|               |               *               |  election-timeout
|             ~-+--RequestVote--|               |  under way
|               | ~-RequestVote-|               |  under way
|               |               |-RequestVote-->|
|               |               *<--VoteGranted-|  leads term 1
|             ~-+---Heartbeat---|               |  under way
|               |   ~-Heartbeat-|               |  under way
|               |               |-Heartbeat-~   |  under way
election-safety       violated: S1 and S3 were both elected in term 1. (S3)
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
