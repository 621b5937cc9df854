# A leader that does not step down leads a term that it has not won
#
# S1 hears of term 2 in S2's request, takes the term over, and even votes for S2. But
# it goes on leading, and so term 2 has two leaders.
protocol raft keeps-leading
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
fire S2 election-timeout
deliver RequestVote S2->S1
deliver VoteGranted S1->S2
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
|                   *                   |  election-timeout
|                   |-RequestVote-~     |  under way
|<----RequestVote---|                   |
|---VoteGranted---->*                   |  leads term 2
|       ~-Heartbeat-|                   |  under way
|                   |-Heartbeat-~       |  under way
election-safety       violated: S1 and S2 both lead in term 2. (S2)
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
