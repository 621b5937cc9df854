# An entry appended after another one than the leader's
#
# S2's log begins with an entry of term 1, S1's with one of term 2. S2 leads term 3 and
# sends the entry after its own first one. S1 has an entry at that index, does not look
# at its term, and appends: the two logs share an entry, but not what is before it.
protocol raft ignores-prev-term
nodes 3
schedule manual
fire S2 election-timeout
deliver RequestVote S2->S1
deliver VoteGranted S1->S2
S2 put x a
fire S1 election-timeout
deliver RequestVote S1->S3
deliver VoteGranted S3->S1
S1 put x b
deliver RequestVote S1->S2
fire S2 election-timeout
deliver RequestVote S2->S3 2
deliver VoteGranted S3->S2
S2 put x c
deliver AppendEntries S2->S1 2
view properties log-matching
expect log-matching violated
----
      S1                    S2                    S3
 1ms  |                     *                     |  election-timeout
 1ms  |                     |-RequestVote-~       |  under way
 2ms  |<-----RequestVote----|                     |
 3ms  |----VoteGranted----->*                     |  leads term 1
 3ms  |        ~--Heartbeat-|                     |  under way
 3ms  |                     |-Heartbeat--~        |  under way
 4ms  |                     *                     |  put x a
 4ms  |     ~-AppendEntries-|                     |  under way
 4ms  |                     |-AppendEntries-~     |  under way
 5ms  *                     |                     |  election-timeout
 6ms  |---------------------+----RequestVote----->|
 7ms  *<-----VoteGranted----+---------------------|  leads term 2
 7ms  |-Heartbeat--~        |                     |  under way
 7ms  |------Heartbeat------+--~                  |  under way
 8ms  *                     |                     |  put x b
 8ms  |-AppendEntries-~     |                     |  under way
 8ms  |----AppendEntries----+--~                  |  under way
 9ms  |----RequestVote----->*                     |  sent 5ms; steps down: S1 is in term 2; refuses S1: its log is behind
 9ms  |       ~-VoteRefused-|                     |  under way
10ms  |                     *                     |  election-timeout
10ms  |       ~-RequestVote-|                     |  under way
11ms  |                     |----RequestVote----->|
12ms  |                     *<-----VoteGranted----|  leads term 3
12ms  |        ~--Heartbeat-|                     |  under way
12ms  |                     |-Heartbeat--~        |  under way
13ms  |                     *                     |  put x c
13ms  |                     |-AppendEntries-~     |  under way
14ms  *<----AppendEntries---|                     |  steps down: S2 is in term 3
14ms  |--Appended--~        |                     |  under way
election-safety       holds
leader-append-only    holds
log-matching          violated: S1 has an entry of term 3 at index 2, as another log had, but the logs differ there or before. (S1 at 14ms)
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
