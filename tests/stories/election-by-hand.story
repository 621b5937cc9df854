# One timeout, one vote, one leader
#
# S1 waits in vain for a leader and stands for election in term 1. Its own vote and that
# of S2 are two of three: it leads before S3 has heard of the election, and says so at
# once. S3 votes too, which changes nothing.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver RequestVote S1->S3
deliver Heartbeat S1->S2
deliver Heartbeat S1->S3
deliver VoteGranted S3->S1
expect leader-elected holds
expect election-safety holds
----
     S1                  S2                  S3
1ms  *                   |                   |  election-timeout
2ms  |---RequestVote---->|                   |
3ms  *<----VoteGranted---|                   |  leads term 1
4ms  |-------------------+---RequestVote---->|  sent 1ms
5ms  |----Heartbeat----->|                   |  sent 3ms
5ms  |        ~-Appended-|                   |  under way
6ms  |-------------------+----Heartbeat----->|  sent 3ms
6ms  |                 ~-+------Appended-----|  under way
7ms  |<----VoteGranted---+-------------------|  sent 4ms
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
