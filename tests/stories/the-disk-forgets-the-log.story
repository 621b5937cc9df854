# A log that is not on disk takes a committed entry with it
#
# S2 said that it has `put x 1`, and S1 counted on it. S2 comes back with its term and
# its vote, but without its log; S3 has never had one. They elect S2.
protocol raft forgets-log
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
crash S2
restart S2
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
view properties leader-completeness
expect leader-completeness violated
----
S1                    S2                  S3
*                     |                   |  election-timeout
|-----RequestVote-----+-~                 |  under way
|----RequestVote----->|                   |
*<-----VoteGranted----|                   |  leads term 1
|-Heartbeat--~        |                   |  under way
|------Heartbeat------+-~                 |  under way
*                     |                   |  put x 1
|----AppendEntries----+-~                 |  under way
|---AppendEntries---->|                   |
*<------Appended------|                   |  1: put x 1
|                     X                   |  crash
|                     ^                   |  restart
|                     *                   |  election-timeout
|       ~-RequestVote-|                   |  under way
|                     |---RequestVote---->|
|                     *<----VoteGranted---|  leads term 2
|        ~--Heartbeat-|                   |  under way
|                     |-Heartbeat-~       |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S2 leads term 2 without entry 1 (put x 1), which was committed in term 1. (S2)
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
