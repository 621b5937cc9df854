# One server more: its entry counts from the moment it is in the log
#
# Three servers take part. S1 adds S4, but not before it has committed an entry of its
# own term. From then on three of four are a majority: S2's answer alone is one too few.
protocol raft
nodes 4
schedule manual
set members 3
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 add S4
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 add S4
deliver AppendEntries S1->S2
deliver Appended S2->S1
deliver AppendEntries S1->S4
deliver Appended S4->S1
expect election-safety holds
expect leader-completeness holds
----
      S1                S2    S3                S4
 1ms  *                 |     |                 |  election-timeout
 1ms  |-RequestVote-~   |     |                 |  under way
 2ms  |--RequestVote--->|     |                 |
 3ms  *<---VoteGranted--|     |                 |  leads term 1
 3ms  |-Heartbeat-~     |     |                 |  under way
 3ms  |--Heartbeat--~   |     |                 |  under way
 4ms  *                 |     |                 |  add S4; refuses to change the members: it has not committed an entry of its ter…
 5ms  *                 |     |                 |  put x 1
 5ms  |-AppendEntries-~ |     |                 |  under way
 6ms  |-AppendEntries-->|     |                 |
 7ms  *<----Appended----|     |                 |  1: put x 1
 8ms  *                 |     |                 |  add S4
 8ms  |-AppendEntries-~ |     |                 |  under way
 9ms  |-AppendEntries-->*     |                 |  1: put x 1
10ms  |<----Appended----|     |                 |
11ms  |-----------------+-----+-AppendEntries-->*  sent 8ms; 1: put x 1
12ms  *<----Appended----+-----+-----------------|  2: members S1 S2 S3 S4
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
