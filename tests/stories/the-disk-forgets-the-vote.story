# A vote that is not on disk elects two leaders
#
# S2 votes for S1, crashes, and comes back without its vote. So it gives it to S3 as well:
# term 1 has two leaders.
protocol raft forgets-vote
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
crash S2
restart S2
fire S3 election-timeout
deliver RequestVote S3->S2
deliver VoteGranted S2->S3
view properties election-safety
expect election-safety violated
----
S1                  S2                  S3
*                   |                   |  election-timeout
|----RequestVote----+-~                 |  under way
|---RequestVote---->|                   |
*<----VoteGranted---|                   |  leads term 1
|-Heartbeat-~       |                   |  under way
|-----Heartbeat-----+-~                 |  under way
|                   X                   |  crash
|                   ^                   |  restart
|                   |                   *  election-timeout
|                 ~-+----RequestVote----|  under way
|                   |<----RequestVote---|
|                   |---VoteGranted---->*  leads term 1
|                 ~-+-----Heartbeat-----|  under way
|                   |       ~-Heartbeat-|  under way
election-safety       violated: S1 and S3 were both elected in term 1. (S3)
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
