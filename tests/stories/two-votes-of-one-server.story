# A server that votes twice in a term elects two leaders
#
# S2 votes for S1 and for S3, as if it had not voted yet. A vote is given once in a term,
# to whoever asks first (section 5.2).
protocol raft votes-twice
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
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
