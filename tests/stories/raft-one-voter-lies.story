# Raft: one voter lies
#
# Raft relies on it that nobody lies: S3 votes for both candidates, and term 1 has two leaders.
# Do: Take out the forged vote.
# Look for: S3 votes for both candidates, and term 1 has two leaders.
protocol raft
nodes 3
traitors S3 honest
schedule manual
fire S1 election-timeout
fire S2 election-timeout
deliver RequestVote S1->S3
deliver VoteGranted S3->S1
forge VoteGranted S3->S2 1
expect election-safety violated
----
     S1                  S2                  S3
1ms  *                   |                   |  election-timeout
1ms  |-RequestVote-~     |                   |  under way
2ms  |                   *                   |  election-timeout
2ms  |     ~-RequestVote-|                   |  under way
2ms  |                   |-RequestVote-~     |  under way
3ms  |-------------------+---RequestVote---->|  sent 1ms
4ms  *<----VoteGranted---+-------------------|  leads term 1
4ms  |-Heartbeat-~       |                   |  under way
4ms  |-----Heartbeat-----+-~                 |  under way
5ms  |                   |                   *  forged VoteGranted
5ms  |                   *<----VoteGranted---|  forged; leads term 1
5ms  |       ~-Heartbeat-|                   |  under way
5ms  |                   |-Heartbeat-~       |  under way
election-safety       violated, not promised: S1 and S2 were both elected in term 1. The run had left no-traitors before: VoteGranted S3->S2 f1 came from a traitor. (S2 at 5ms)
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
left no-traitors: VoteGranted S3->S2 f1 came from a traitor.
