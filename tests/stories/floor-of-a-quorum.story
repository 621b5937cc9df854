# One of three is no majority: every candidate elects itself
#
# 3/2, rounded down, is 1. Each server's own vote is enough, and nobody needs to ask.
protocol raft floor-quorum
nodes 3
schedule manual
fire S1 election-timeout
fire S2 election-timeout
view properties election-safety
expect election-safety violated
----
S1                  S2                  S3
*                   |                   |  election-timeout; leads term 1
|-RequestVote-~     |                   |  under way
|----RequestVote----+-~                 |  under way
|-Heartbeat-~       |                   |  under way
|-----Heartbeat-----+-~                 |  under way
|                   *                   |  election-timeout; leads term 1
|     ~-RequestVote-|                   |  under way
|                   |-RequestVote-~     |  under way
|       ~-Heartbeat-|                   |  under way
|                   |-Heartbeat-~       |  under way
election-safety       violated: S1 and S2 were both elected in term 1. (S2)
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
