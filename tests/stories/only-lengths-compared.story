# A log as long as the others is not as up-to-date as they are
#
# `put x new` is committed in term 2. S1's log is as long, but its entry is of term 1:
# the term of the last entry counts before the length (section 5.4.1). Voters that
# compare only lengths elect S1, which does not have the committed entry.
protocol raft compares-lengths
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x old
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S2 put x new
deliver AppendEntries S2->S3
deliver Appended S3->S2
deliver RequestVote S2->S1
fire S1 election-timeout
deliver RequestVote S1->S3 2
deliver VoteGranted S3->S1
view properties leader-completeness
expect leader-completeness violated
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-Heartbeat--~        |                     |  under way
 3ms  |------Heartbeat------+--~                  |  under way
 4ms  *                     |                     |  put x old
 4ms  |-AppendEntries-~     |                     |  under way
 4ms  |----AppendEntries----+--~                  |  under way
 5ms  |                     *                     |  election-timeout
 6ms  |                     |----RequestVote----->|
 7ms  |                     *<-----VoteGranted----|  leads term 2
 7ms  |        ~--Heartbeat-|                     |  under way
 7ms  |                     |-Heartbeat--~        |  under way
 8ms  |                     *                     |  put x new
 8ms  |     ~-AppendEntries-|                     |  under way
 9ms  |                     |---AppendEntries---->|
10ms  |                     *<------Appended------|  1: put x new
11ms  *<-----RequestVote----|                     |  sent 5ms; steps down: S2 is in term 2; refuses S2: its log is behind
11ms  |-VoteRefused-~       |                     |  under way
12ms  *                     |                     |  election-timeout
12ms  |-RequestVote-~       |                     |  under way
13ms  |---------------------+----RequestVote----->|
14ms  *<-----VoteGranted----+---------------------|  leads term 3
14ms  |-Heartbeat--~        |                     |  under way
14ms  |------Heartbeat------+--~                  |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S1 leads term 3 without entry 1 (put x new), which was committed in term 2. (S1 at 14ms)
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds
