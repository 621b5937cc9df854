# A leader that removes itself leads until that is committed
#
# S1 does not count itself any more: both S2 and S3 have to have the entry. Then S1 steps
# down, and never stands for election again.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 remove S1
deliver AppendEntries S1->S2
deliver Appended S2->S1
deliver AppendEntries S1->S3
deliver AppendEntries S1->S3
deliver Appended S3->S1
deliver Appended S3->S1
fire S1 election-timeout
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
expect election-safety holds
expect leader-completeness holds
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-Heartbeat--~        |                     |  under way
 3ms  |------Heartbeat------+--~                  |  under way
 4ms  *                     |                     |  put x 1
 5ms  |---AppendEntries---->|                     |
 6ms  *<------Appended------|                     |  1: put x 1
 7ms  *                     |                     |  remove S1
 8ms  |---AppendEntries---->*                     |  1: put x 1
 9ms  |<------Appended------|                     |
10ms  |---------------------+---AppendEntries---->|  sent 4ms
11ms  |---------------------+---AppendEntries---->*  sent 7ms; 1: put x 1
12ms  |<------Appended------+---------------------|  sent 10ms
12ms  |----AppendEntries----+--~                  |  under way
13ms  *<------Appended------+---------------------|  sent 11ms; 2: members S2 S3; steps down: it takes part no longer
14ms  *                     |                     |  election-timeout
15ms  |                     *                     |  election-timeout
16ms  |                     |----RequestVote----->|
17ms  |                     *<-----VoteGranted----|  leads term 2
17ms  |                     |-Heartbeat--~        |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
