# A late heartbeat erases a committed entry
#
# `put x 1` is on S1 and S2 and committed. Then the heartbeat arrives that S1 sent
# before it. It conflicts with nothing, so right followers keep what they have; this
# one deletes everything after prevLogIndex, and is elected without the entry.
protocol raft truncates-logs
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
deliver Heartbeat S1->S2
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
view properties leader-completeness
expect leader-completeness violated
----
      S1                    S2                  S3
 1ms  *                     |                   |  election-timeout
 1ms  |-----RequestVote-----+-~                 |  under way
 2ms  |----RequestVote----->|                   |
 3ms  *<-----VoteGranted----|                   |  leads term 1
 3ms  |------Heartbeat------+-~                 |  under way
 4ms  *                     |                   |  put x 1
 4ms  |----AppendEntries----+-~                 |  under way
 5ms  |---AppendEntries---->|                   |
 6ms  *<------Appended------|                   |  1: put x 1
 7ms  |-----Heartbeat------>|                   |  sent 3ms
 7ms  |        ~--Appended--|                   |  under way
 8ms  |                     *                   |  election-timeout
 8ms  |       ~-RequestVote-|                   |  under way
 9ms  |                     |---RequestVote---->|
10ms  |                     *<----VoteGranted---|  leads term 2
10ms  |        ~--Heartbeat-|                   |  under way
10ms  |                     |-Heartbeat-~       |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S2 leads term 2 without entry 1 (put x 1), which was committed in term 1. (S2 at 10ms)
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
