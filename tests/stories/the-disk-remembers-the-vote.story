# A server does not vote twice, even when it crashed in between
#
# S2 votes for S1, crashes and comes back. Its vote is on disk, so S3 does not get it in
# the same term. The variant forgets-vote gets this wrong.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
crash S2
restart S2
fire S3 election-timeout
deliver RequestVote S3->S2
deliver VoteRefused S2->S3
expect election-safety holds
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
|                   *<----RequestVote---|  refuses S3: voted for S1 in term 1
|                   |---VoteRefused---->|
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
