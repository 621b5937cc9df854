# Two changes of one server each, and two majorities that do not meet
#
# S1 adds S5 and tells nobody. S2 leads term 2, removes S1, and commits that with S3: two
# of S2 S3 S4. S1 knows S1 to S5 as members, and S4 and S5 elect it without that entry.
# Had S2 committed an entry of term 2 first, S4 or S3 would have refused S1.
protocol raft changes-too-early
nodes 5
schedule manual
set members 4
fire S1 election-timeout
deliver RequestVote S1->S2
deliver RequestVote S1->S3
deliver VoteGranted S2->S1
deliver VoteGranted S3->S1
S1 add S5
fire S2 election-timeout
deliver RequestVote S2->S3
deliver RequestVote S2->S4
deliver VoteGranted S3->S2
deliver VoteGranted S4->S2
S2 remove S1
deliver AppendEntries S2->S3
deliver Appended S3->S2
deliver RequestVote S2->S1
fire S1 election-timeout
deliver RequestVote S1->S4 2
deliver RequestVote S1->S5
deliver VoteGranted S4->S1
deliver VoteGranted S5->S1
view properties leader-completeness
expect leader-completeness violated
----
      S1                S2                S3              S4              S5
 1ms  *                 |                 |               |               |  election-timeout
 1ms  |---RequestVote---+----------~      |               |               |  under way
 2ms  |--RequestVote--->|                 |               |               |
 3ms  |-----------------+--RequestVote--->|               |               |  sent 1ms
 4ms  |<---VoteGranted--|                 |               |               |  sent 2ms
 5ms  *<---VoteGranted--+-----------------|               |               |  sent 3ms; leads term 1
 5ms  |-Heartbeat-~     |                 |               |               |  under way
 5ms  |----Heartbeat----+-~               |               |               |  under way
 5ms  |----Heartbeat----+----------~      |               |               |  under way
 6ms  *                 |                 |               |               |  add S5
 6ms  |-AppendEntries-~ |                 |               |               |  under way
 6ms  |--AppendEntries--+-~               |               |               |  under way
 6ms  |--AppendEntries--+----------~      |               |               |  under way
 6ms  |--AppendEntries--+-----------------+-~             |               |  under way
 7ms  |                 *                 |               |               |  election-timeout
 8ms  |                 |--RequestVote--->|               |               |
 9ms  |                 |-----------------+-RequestVote-->|               |  sent 7ms
10ms  |                 |<---VoteGranted--|               |               |  sent 8ms
11ms  |                 *<---VoteGranted--+---------------|               |  sent 9ms; leads term 2
11ms  |     ~-Heartbeat-|                 |               |               |  under way
11ms  |                 |-Heartbeat-~     |               |               |  under way
11ms  |                 |----Heartbeat----+~              |               |  under way
12ms  |                 *                 |               |               |  remove S1
12ms  |                 |--AppendEntries--+~              |               |  under way
13ms  |                 |-AppendEntries-->|               |               |
14ms  |                 *<----Appended----|               |               |  1: members S2 S3 S4
15ms  *<---RequestVote--|                 |               |               |  sent 7ms; steps down: S2 is in term 2; refuses S2: its log is behind
15ms  |-VoteRefused-~   |                 |               |               |  under way
16ms  *                 |                 |               |               |  election-timeout
16ms  |-RequestVote-~   |                 |               |               |  under way
16ms  |---RequestVote---+-~               |               |               |  under way
17ms  |-----------------+-----------------+-RequestVote-->|               |
18ms  |-----------------+-----------------+---------------+-RequestVote-->|  sent 16ms
19ms  |<---VoteGranted--+-----------------+---------------|               |  sent 17ms
20ms  *<---VoteGranted--+-----------------+---------------+---------------|  sent 18ms; leads term 3
20ms  |-Heartbeat-~     |                 |               |               |  under way
20ms  |----Heartbeat----+-~               |               |               |  under way
20ms  |----Heartbeat----+----------~      |               |               |  under way
20ms  |----Heartbeat----+-----------------+-~             |               |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S1 leads term 3 without entry 1 (no-op), which was committed in term 2. (S1 at 20ms)
state-machine-safety  holds
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
