# Joint consensus: from S1 S2 S3 to S1 S4 S5
#
# While both configurations hold, an entry needs a majority of each: with S2's answer S1
# has one of the old members, with S4's one of the new. Then S1 appends the new
# configuration alone, and S2 and S3 are no longer needed.
protocol raft
nodes 5
schedule manual
set members 3
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 members S1 S4 S5
deliver AppendEntries S1->S2
deliver Appended S2->S1
deliver AppendEntries S1->S4
deliver Appended S4->S1
deliver AppendEntries S1->S4
deliver Appended S4->S1
expect election-safety holds
expect leader-completeness holds
----
      S1                S2    S3                S4    S5
 1ms  *                 |     |                 |     |  election-timeout
 1ms  |-RequestVote-~   |     |                 |     |  under way
 2ms  |--RequestVote--->|     |                 |     |
 3ms  *<---VoteGranted--|     |                 |     |  leads term 1
 3ms  |-Heartbeat-~     |     |                 |     |  under way
 3ms  |--Heartbeat--~   |     |                 |     |  under way
 4ms  *                 |     |                 |     |  put x 1
 4ms  |-AppendEntries-~ |     |                 |     |  under way
 5ms  |-AppendEntries-->|     |                 |     |
 6ms  *<----Appended----|     |                 |     |  1: put x 1
 7ms  *                 |     |                 |     |  members S1 S4 S5
 7ms  |-AppendEntries-~ |     |                 |     |  under way
 7ms  |--AppendEntries--+-----+--~              |     |  under way
 8ms  |-AppendEntries-->*     |                 |     |  1: put x 1
 9ms  |<----Appended----|     |                 |     |
10ms  |-----------------+-----+-AppendEntries-->*     |  sent 7ms; 1: put x 1
11ms  *<----Appended----+-----+-----------------|     |  2: members S1 S2 S3 and S1 S4 S5
11ms  |--AppendEntries--+-----+--~              |     |  under way
11ms  |--AppendEntries--+-----+~                |     |  under way
12ms  |-----------------+-----+-AppendEntries-->*     |  2: members S1 S2 S3 and S1 S4 S5
13ms  *<----Appended----+-----+-----------------|     |  3: members S1 S4 S5
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
