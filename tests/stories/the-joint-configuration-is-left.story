# A new leader leaves the joint configuration
#
# S4 knows from S1 that the joint configuration is committed, and is elected. Whoever leads
# appends the new configuration then (section 6): S4 does so as it begins its term, and a
# further change is only refused until that is committed.
protocol raft
nodes 6
set members 5
set batch 1
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver RequestVote S1->S3
deliver VoteGranted S2->S1
deliver VoteGranted S3->S1
S1 put a 1
deliver AppendEntries S1->S2
deliver AppendEntries S1->S3
deliver AppendEntries S1->S4
deliver Appended S2->S1
deliver Appended S3->S1
deliver Appended S4->S1
S1 members S1 S2 S3 S4 S6
deliver AppendEntries S1->S2 2
deliver AppendEntries S1->S3 2
deliver Appended S2->S1 2
deliver Appended S3->S1 2
fire S1 heartbeat
deliver AppendEntries S1->S4 3
crash S1
fire S4 election-timeout
deliver RequestVote S4->S2
deliver RequestVote S4->S3
deliver VoteGranted S2->S4
deliver VoteGranted S3->S4
deliver AppendEntries S4->S2
deliver AppendEntries S4->S3
deliver Appended S2->S4
deliver Appended S3->S4
expect leader-completeness holds
----
      S1                S2                S3                S4                S5    S6
 1ms  *                 |                 |                 |                 |     |  election-timeout
 1ms  |---RequestVote---+-----------~     |                 |                 |     |  under way
 1ms  |---RequestVote---+-----------------+---~             |                 |     |  under way
 2ms  |--RequestVote--->|                 |                 |                 |     |
 3ms  |-----------------+--RequestVote--->|                 |                 |     |  sent 1ms
 4ms  |<---VoteGranted--|                 |                 |                 |     |  sent 2ms
 5ms  *<---VoteGranted--+-----------------|                 |                 |     |  sent 3ms; leads term 1
 5ms  |-Heartbeat-~     |                 |                 |                 |     |  under way
 5ms  |----Heartbeat----+-~               |                 |                 |     |  under way
 5ms  |----Heartbeat----+-----------~     |                 |                 |     |  under way
 5ms  |----Heartbeat----+-----------------+---~             |                 |     |  under way
 6ms  *                 |                 |                 |                 |     |  put a 1
 6ms  |--AppendEntries--+-----------------+---~             |                 |     |  under way
 7ms  |-AppendEntries-->|                 |                 |                 |     |
 8ms  |-----------------+-AppendEntries-->|                 |                 |     |  sent 6ms
 9ms  |-----------------+-----------------+-AppendEntries-->|                 |     |  sent 6ms
10ms  |<----Appended----|                 |                 |                 |     |  sent 7ms
11ms  *<----Appended----+-----------------|                 |                 |     |  sent 8ms; 1: put a 1
12ms  |<----Appended----+-----------------+-----------------|                 |     |  sent 9ms
13ms  *                 |                 |                 |                 |     |  members S1 S2 S3 S4 S6
13ms  |--AppendEntries--+-----------~     |                 |                 |     |  under way
13ms  |--AppendEntries--+-----------------+---~             |                 |     |  under way
13ms  |--AppendEntries--+-----------------+------~          |                 |     |  under way
14ms  |-AppendEntries-->*                 |                 |                 |     |  1: put a 1
15ms  |-----------------+-AppendEntries-->*                 |                 |     |  sent 13ms; 1: put a 1
16ms  |<----Appended----|                 |                 |                 |     |  sent 14ms
17ms  *<----Appended----+-----------------|                 |                 |     |  sent 15ms; 2: members S1 S2 S3 S4 S5 and S1 S2 S3 S4 S6
17ms  |-AppendEntries-~ |                 |                 |                 |     |  under way
17ms  |--AppendEntries--+-~               |                 |                 |     |  under way
17ms  |--AppendEntries--+-----------------+------~          |                 |     |  under way
17ms  |--AppendEntries--+-~               |                 |                 |     |  under way
18ms  *                 |                 |                 |                 |     |  heartbeat
18ms  |-AppendEntries-~ |                 |                 |                 |     |  under way
18ms  |--AppendEntries--+-~               |                 |                 |     |  under way
18ms  |--AppendEntries--+-----------~     |                 |                 |     |  under way
18ms  |--AppendEntries--+-----------------+------~          |                 |     |  under way
19ms  |-----------------+-----------------+-AppendEntries-->*                 |     |  sent 17ms; 1: put a 1; 2: members S1 S2 S3 S4 S5 and S1 S2 S3 S4 S6
19ms  |                 |     ~-----------+-----Appended----|                 |     |  under way
20ms  X                 |                 |                 |                 |     |  crash
21ms  :                 |                 |                 *                 |     |  election-timeout
21ms  :                 |     ~-----------+---RequestVote---|                 |     |  under way
21ms  :                 |                 |                 |-RequestVote-~   |     |  under way
21ms  :                 |                 |                 |-RequestVote-~   |     |  under way
22ms  :                 |<---RequestVote--+-----------------|                 |     |
23ms  :                 |                 |<---RequestVote--|                 |     |  sent 21ms
24ms  :                 |-----------------+--VoteGranted--->|                 |     |  sent 22ms
25ms  :                 |                 |--VoteGranted--->*                 |     |  sent 23ms; leads term 2
25ms  :                 |     ~-----------+--AppendEntries--|                 |     |  under way
25ms  :                 |                 |                 |-AppendEntries-~ |     |  under way
26ms  :                 *<--AppendEntries-+-----------------|                 |     |  2: members S1 S2 S3 S4 S5 and S1 S2 S3 S4 S6
27ms  :                 |                 *<--AppendEntries-|                 |     |  sent 25ms; 2: members S1 S2 S3 S4 S5 and S1 S2 S3 S4 S6
28ms  :                 |-----------------+----Appended---->|                 |     |  sent 26ms
29ms  :                 |                 |----Appended---->*                 |     |  sent 27ms; 3: members S1 S2 S3 S4 S6
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
