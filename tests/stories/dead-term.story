# Split vote: a term without a leader, and the next term has one
#
# All three time out before they hear of each other. Each has given its vote to itself,
# so each refuses the others, and nobody can win term 1 any more. A new timeout opens
# term 2, in which all votes are free again.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
fire S2 election-timeout
fire S3 election-timeout
deliver RequestVote S1->S2
deliver RequestVote S1->S3
deliver RequestVote S2->S1
deliver VoteRefused S2->S1
deliver VoteRefused S3->S1
fire S2 election-timeout
deliver RequestVote S2->S1 2
deliver VoteGranted S1->S2
expect leader-elected holds
expect election-safety holds
----
      S1                  S2                  S3
 1ms  *                   |                   |  election-timeout
 2ms  |                   *                   |  election-timeout
 2ms  |                   |-RequestVote-~     |  under way
 3ms  |                   |                   *  election-timeout
 3ms  |                 ~-+----RequestVote----|  under way
 3ms  |                   |     ~-RequestVote-|  under way
 4ms  |---RequestVote---->*                   |  sent 1ms; refuses S1: voted for S2 in term 1
 5ms  |-------------------+---RequestVote---->*  sent 1ms; refuses S1: voted for S3 in term 1
 6ms  *<----RequestVote---|                   |  sent 2ms; refuses S2: voted for S1 in term 1
 6ms  |-VoteRefused-~     |                   |  under way
 7ms  |<----VoteRefused---|                   |  sent 4ms
 8ms  |<----VoteRefused---+-------------------|  sent 5ms
 9ms  |                   *                   |  election-timeout
 9ms  |                   |-RequestVote-~     |  under way
10ms  *<----RequestVote---|                   |  steps down: S2 is in term 2
11ms  |---VoteGranted---->*                   |  leads term 2
11ms  |       ~-Heartbeat-|                   |  under way
11ms  |                   |-Heartbeat-~       |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
