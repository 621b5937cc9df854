# Three reasons to refuse a vote
#
# S2's log is behind S1's: its last entry is of term 1, and S1 has one of term 2. S3 has
# voted for itself in term 3. A copy of S2's first request comes late, when S1 is in
# term 4 already: that term is over.
protocol raft
nodes 3
schedule manual
start S1 term 2 log 1 2
start S2 term 2 log 1 1 1
start S3 term 2 log 1 2
fire S2 election-timeout
duplicate RequestVote S2->S1
deliver RequestVote S2->S1 1
fire S3 election-timeout
deliver RequestVote S2->S3
fire S3 election-timeout
deliver RequestVote S3->S1 2
deliver RequestVote S2->S1 1+1
expect election-safety holds
----
     S1                  S2                  S3
1ms  |                   *                   |  election-timeout
3ms  *<----RequestVote---|                   |  refuses S2: its log is behind
3ms  |-VoteRefused-~     |                   |  under way
4ms  |                   |                   *  election-timeout
4ms  |                 ~-+----RequestVote----|  under way
4ms  |                   |     ~-RequestVote-|  under way
5ms  |                   |---RequestVote---->*  sent 1ms; refuses S2: voted for S3 in term 3
5ms  |                   |     ~-VoteRefused-|  under way
6ms  |                   |                   *  election-timeout
6ms  |                   |     ~-RequestVote-|  under way
7ms  |<----RequestVote---+-------------------|
7ms  |----VoteGranted----+-~                 |  under way
8ms  *<----RequestVote---|                   |  copy; sent 1ms; refuses S2: term 3 is over
8ms  |-VoteRefused-~     |                   |  under way
election-safety       holds, not tested yet
leader-append-only    holds, not tested yet
log-matching          holds
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        pending
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
