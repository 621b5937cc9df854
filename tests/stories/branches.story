# One choice apart
#
# In `main` the vote of S2 arrives and S1 leads. In the branch that is followed here, S2
# crashes after it has voted, comes back, and may not vote again in the same term.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
expect leader-elected holds
branch forgets-nothing at 2
crash S2
restart S2
drop VoteGranted S2->S1
fire S3 election-timeout
deliver RequestVote S3->S2
deliver VoteRefused S2->S3
expect leader-elected pending
----
S1                  S2                  S3
*                   |                   |  election-timeout
|----RequestVote----+-~                 |  under way
|---RequestVote---->|                   |
|     x-VoteGranted-|                   |
|                   X                   |  crash
|                   ^                   |  restart
|                   |                   *  election-timeout
|                 ~-+----RequestVote----|  under way
|                   *<----RequestVote---|  refuses S3: voted for S1 in term 1
|                   |---VoteRefused---->|
election-safety       holds, not tested yet
leader-append-only    holds, not tested yet
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        pending
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
