# A candidate gives way to the leader of its term
#
# S1 and S3 stand for election in term 1, and S2's vote decides for S1. The heartbeat of
# S1 tells S3 that its term has a leader: S3 follows, without a newer term.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
fire S3 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver RequestVote S3->S2
deliver Heartbeat S1->S3
deliver VoteRefused S2->S3
expect election-safety holds
----
     S1                  S2                  S3
1ms  *                   |                   |  election-timeout
1ms  |----RequestVote----+-~                 |  under way
2ms  |                   |                   *  election-timeout
2ms  |                 ~-+----RequestVote----|  under way
3ms  |---RequestVote---->|                   |  sent 1ms
4ms  *<----VoteGranted---|                   |  leads term 1
4ms  |-Heartbeat-~       |                   |  under way
5ms  |                   *<----RequestVote---|  sent 2ms; refuses S3: voted for S1 in term 1
6ms  |-------------------+----Heartbeat----->|  sent 4ms
6ms  |                 ~-+------Appended-----|  under way
7ms  |                   |---VoteRefused---->|  sent 5ms
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
