# Two leaders at once, in different terms
#
# S2 wins term 2 while S1 still believes that it leads term 1. That breaks nothing: S1
# can commit nothing without a majority, and steps down when it hears of term 2.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S1 put x lost
deliver AppendEntries S1->S3
deliver AppendRefused S3->S1
expect election-safety holds
expect commands-answered pending
----
S1                    S2                    S3
*                     |                     |  election-timeout
|-----RequestVote-----+--~                  |  under way
|----RequestVote----->|                     |
*<-----VoteGranted----|                     |  leads term 1
|-Heartbeat--~        |                     |  under way
|------Heartbeat------+--~                  |  under way
|                     *                     |  election-timeout
|       ~-RequestVote-|                     |  under way
|                     |----RequestVote----->|
|                     *<-----VoteGranted----|  leads term 2
|        ~--Heartbeat-|                     |  under way
|                     |-Heartbeat--~        |  under way
*                     |                     |  put x lost
|-AppendEntries-~     |                     |  under way
|---------------------+---AppendEntries---->*  refuses S1: term 1 is over
*<----AppendRefused---+---------------------|  steps down: S3 is in term 2
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
